import { SESv2Client } from "@aws-sdk/client-sesv2";
import { Deferred, type Mailer, type Message, Undeliverable } from "@mainstreet/functions/mail/mailer";
import { sesMailer } from "@mainstreet/functions/mail/ses-mailer";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { KEYS, REGION } from "./stand-in/check-signature.ts";
import { type Services, startServices } from "./stand-in/services.ts";

let services: Services;
let mailer: Mailer;
beforeAll(async () => {
  services = await startServices();
  const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
  mailer = sesMailer(new SESv2Client({ region: REGION, endpoint: services.endpoint, credentials, maxAttempts: 1 }));
});
afterAll(() => services.close());
beforeEach(() => void services.mails.splice(0));

const MAIL: Message = {
  from: { name: 'Kingston "Uptown" Chamber', address: "chamber@example.org" },
  replyTo: "office@example.org",
  to: "ada@example.org",
  subject: "You are coming: Winter mixer — Ünïcode\r\nBcc: everybody@example.org",
  text: "You are registered.\n",
  calendar: null,
};

test("a mail is given to SES in its parts, to its one recipient, in one line each", async () => {
  await mailer.send(MAIL);

  expect(services.mails).toEqual([
    {
      FromEmailAddress: '"Kingston \\"Uptown\\" Chamber" <chamber@example.org>',
      Destination: { ToAddresses: ["ada@example.org"] },
      ReplyToAddresses: ["office@example.org"],
      Content: {
        Simple: {
          Subject: { Data: "You are coming: Winter mixer — Ünïcode Bcc: everybody@example.org", Charset: "UTF-8" },
          Body: { Text: { Data: "You are registered.\n", Charset: "UTF-8" } },
        },
      },
    },
  ]);
});

test("a name with other letters is written in encoded words", async () => {
  await mailer.send({ ...MAIL, from: { ...MAIL.from, name: "Handelskammer Zürich" } });

  const [name = ""] = services.mails[0]?.FromEmailAddress.split(" <") ?? [];
  const words = [...name.matchAll(/=\?UTF-8\?B\?([\w+/=]+)\?=/g)].map(([, text = ""]) => Buffer.from(text, "base64"));
  expect(name).toMatch(/^[\x20-\x7e]+$/);
  expect(Buffer.concat(words).toString("utf8")).toBe("Handelskammer Zürich");
});

test("an announcement carries the two headers by which it is ended, and no other mail does", async () => {
  const unsubscribeUrl = "https://chamber.example.org/api/unsubscribe/abc";

  await mailer.send({ ...MAIL, unsubscribeUrl });
  await mailer.send(MAIL);

  expect(services.mails.map(({ Content }) => Content.Simple?.Headers)).toEqual([
    [
      { Name: "List-Unsubscribe", Value: `<${unsubscribeUrl}>` },
      { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
    ],
    undefined,
  ]);
});

test("a calendar entry stands beside the text, as calendars look for it", async () => {
  const text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n";

  await mailer.send({ ...MAIL, calendar: { method: "CANCEL", text } });

  const raw = Buffer.from(services.mails[0]?.Content.Raw?.Data ?? "", "base64").toString("utf8");
  expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
  expect(raw).toMatch(/Content-Type: text\/calendar;[^\n]*method=CANCEL/);
  expect(raw).toContain(Buffer.from(text).toString("base64").slice(0, 40));
  expect(raw).not.toMatch(/^Bcc:/m);
  expect(services.mails[0]?.Destination.ToAddresses).toEqual(["ada@example.org"]);
});

test.each([
  ["MessageRejected", 400, "The message contains an address on the suppression list.", Undeliverable],
  ["BadRequestException", 400, "Missing final '@domain'", Undeliverable],
  ["MessageRejected", 400, "Email address is not verified. The following identities failed the check", Deferred],
])("%s (%i, %s) is of this one mail", async (type, status, message, kind) => {
  services.refusals.push({ status, type, message });

  await expect(mailer.send(MAIL)).rejects.toBeInstanceOf(kind);
  expect(services.mails).toEqual([]);
});

test.each([
  ["TooManyRequestsException", 429, "Maximum sending rate exceeded."],
  ["SendingPausedException", 400, "Sending is paused."],
  ["AccountSuspendedException", 400, "The account is suspended."],
  ["InternalServiceErrorException", 500, "Try again."],
])("%s is of all mail: none of it is lost", async (type, status, message) => {
  services.refusals.push({ status, type, message });

  const error = await mailer.send(MAIL).catch((error: unknown) => error);

  expect(error).toBeInstanceOf(Error);
  expect([error instanceof Undeliverable, error instanceof Deferred]).toEqual([false, false]);
});

test("what is not one address is not sent", async () => {
  await expect(mailer.send({ ...MAIL, to: "a@example.org, b@example.org" })).rejects.toBeInstanceOf(Undeliverable);

  expect(services.mails).toEqual([]);
});
