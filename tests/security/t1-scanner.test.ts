import type { Message } from "@mainstreet/functions/mail/mailer";
import { expect, test } from "vitest";
import { routesOf, type Site, startSite } from "../api/site.ts";
import { codeFor, openBrowser } from "./browser.ts";

const TIMES = 100;

/** All addresses in a mail, and those of ours that somebody could make up who has the code. */
function addressesIn({ text, subject }: Message, code: string): string[] {
  const links = [...`${subject}\n${text}`.matchAll(/https?:\/\/\S+/g)].map(([link]) => link);
  return [...links, ...["/sign-in/", "/api/sign-in", "/api/sign-in/code"].flatMap((at) => [at, `${at}?code=${code}`])];
}

/** What opens every link of a mail on its way, runs the scripts of pages and presses their buttons, in a browser of its own. */
async function scan(site: Site, mail: Message, code: string): Promise<number[]> {
  const scanner = openBrowser(site);
  const statuses: number[] = [];
  const send = async (method: string, at: string, body?: object) => {
    const path = at.replace(/^https?:\/\/[^/]+/, "");
    statuses.push((await scanner.send(method, path, body ? { body } : {})).status);
  };
  for (const at of addressesIn(mail, code)) {
    await send("HEAD", at);
    await send("GET", at);
    // With scripts: a page that sends itself would do this.
    await send("POST", at, { code });
  }
  // A button pressed in a browser that has a cookie by now, though not the one that asked for the code.
  await send("POST", "/api/sign-in/code", { code });
  return statuses;
}

test(`T1 a scanner that opens and presses everything uses up no sign-in, ${TIMES} of ${TIMES}`, async () => {
  const site = await startSite({ codeLimits: { mailbox: TIMES } });
  let signedIn = 0;
  const scanned: number[] = [];

  for (let i = 0; i < TIMES; i++) {
    const email = `scanned-${i}@example.org`;
    const browser = openBrowser(site);
    await browser.ask(email);
    const code = await codeFor(site, email);
    const mail = (await site.mails()).findLast(({ to }) => to === email);
    if (!mail) throw new Error("No mail came.");
    scanned.push(...(await scan(site, mail, code)));
    signedIn += (await browser.type(code)).status === 200 ? 1 : 0;
  }

  expect(signedIn).toBe(TIMES);
  // It was given nothing: what answers a GET says only that nobody is signed in.
  expect(new Set(scanned)).toEqual(new Set([200, 400, 403, 404, 405, 410, 422].filter((s) => scanned.includes(s))));
});

test("T1 no GET signs anybody in, and the mail has no link that could", async () => {
  const site = await startSite();
  const browser = openBrowser(site);
  await browser.ask("ada@example.org");
  const code = await codeFor(site, "ada@example.org");
  const [mail] = await site.mails();

  const reading = (await routesOf(site)).filter(({ method, path }) => method === "GET" && !path.includes("{"));
  for (const { path } of reading) await browser.send("GET", `${path}?code=${code}`);

  expect(browser.cookies.has("__Host-session")).toBe(false);
  expect(mail?.text).not.toMatch(/https?:/);
  expect((await browser.type(code)).status).toBe(200);
});
