import { Deferred, type Message, Undeliverable } from "@mainstreet/functions/mail/mailer";
import { smtpMailer } from "@mainstreet/functions/mail/smtp-mailer";
import { afterEach, expect, test } from "vitest";
import { smtpSink } from "./smtp-sink.ts";

const sinks: Awaited<ReturnType<typeof smtpSink>>[] = [];
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.close();
});

async function sink(answer?: (recipient: string) => string) {
  const made = await smtpSink(answer);
  sinks.push(made);
  return made;
}

const MAIL: Message = {
  from: { name: "Kingston Chamber", address: "chamber@example.org" },
  replyTo: "office@example.org",
  to: "ada@example.org",
  subject: "You are coming: Winter mixer — Ünïcode",
  text: "You are registered.\n.\nA line with a dot alone stands above.\n",
  calendar: { method: "PUBLISH", text: "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n" },
};

/** The headers of a mail, unfolded, by their names in small letters; a header that comes twice is there twice. */
function headersOf(data: string): string[] {
  const [head = ""] = data.split("\r\n\r\n");
  return head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
}

function names(data: string): string[] {
  return headersOf(data).map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
}

test("a mail arrives at its one recipient, with its text and its calendar entry", async () => {
  const server = await sink();

  await smtpMailer(server.url).send(MAIL);

  const [mail] = server.taken;
  expect(mail).toMatchObject({ from: "chamber@example.org", to: ["ada@example.org"] });
  const data = mail?.data ?? "";
  expect(headersOf(data)).toContain("From: Kingston Chamber <chamber@example.org>");
  expect(headersOf(data)).toContain("Reply-To: office@example.org");
  expect(headersOf(data).find((line) => line.startsWith("Subject:"))).toMatch(/=\?UTF-8\?/);
  expect(data).toContain("A line with a dot alone stands above.");
  expect(data).toMatch(/Content-Type: text\/calendar;[\s\S]*method=PUBLISH/);
  expect(data).toContain(
    Buffer.from(MAIL.calendar?.text ?? "")
      .toString("base64")
      .slice(0, 40),
  );
});

test("an announcement carries the headers of a button that ends them, in one line each, and no other mail does", async () => {
  const server = await sink();
  const unsubscribeUrl = `https://chamber.example.org/api/unsubscribe/${"a".repeat(48)}`;

  await smtpMailer(server.url).send({ ...MAIL, calendar: null, unsubscribeUrl });
  await smtpMailer(server.url).send(MAIL);

  const [announcement, other] = server.taken.map(({ data }) => headersOf(data).filter((line) => /^list-/i.test(line)));
  expect(announcement).toEqual([
    `List-Unsubscribe: <${unsubscribeUrl}>`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
  ]);
  expect(other).toEqual([]);
});

test("nothing that is typed anywhere becomes a header, a recipient or a command", async () => {
  const server = await sink();
  const evil = "x\r\nBcc: victim@evil.test\r\nX-Evil: 1\r\n\r\nbody\u0000\u2028\u0085";
  const plain = { ...MAIL, calendar: null };
  const good = await smtpMailer(server.url)
    .send(plain)
    .then(() => server.taken[0]?.data ?? "");

  for (const mail of [
    { ...plain, subject: evil },
    { ...plain, from: { ...MAIL.from, name: evil } },
    { ...plain, to: `ada@example.org${evil}` },
    { ...plain, to: "ada@example.org, victim@evil.test" },
    { ...plain, to: "ada@example.org>\r\nRCPT TO:<victim@evil.test" },
    { ...plain, replyTo: evil },
    { ...plain, text: `\r\n.\r\nMAIL FROM:<x@evil.test>\r\n${evil}` },
  ]) {
    await smtpMailer(server.url)
      .send(mail)
      .catch(() => undefined);
  }

  expect(server.taken.length).toBeGreaterThan(3);
  for (const { to, data } of server.taken) {
    expect(to).toHaveLength(1);
    expect(to.join()).not.toBe("victim@evil.test");
    expect(names(data).sort()).toEqual(names(good).sort());
  }
  expect(server.commands.filter((command) => /^(RCPT|MAIL)[^<]*<[^>]*evil\.test>/.test(command))).toEqual([]);
});

test("what is refused for good is told from what is refused for now, and from a server that is not there", async () => {
  const server = await sink((to) =>
    to.startsWith("nobody") ? "550 nobody" : to.startsWith("later") ? "450 later" : "250 ok",
  );
  const mailer = smtpMailer(server.url);
  const gone = smtpMailer("smtp://127.0.0.1:1");

  await expect(mailer.send({ ...MAIL, to: "nobody@example.org" })).rejects.toBeInstanceOf(Undeliverable);
  await expect(mailer.send({ ...MAIL, to: "later@example.org" })).rejects.toBeInstanceOf(Deferred);
  const failure = await gone.send(MAIL).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(Undeliverable);
  expect(failure).not.toBeInstanceOf(Deferred);
});
