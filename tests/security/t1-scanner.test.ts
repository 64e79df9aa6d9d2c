import type { Message } from "@mainstreet/functions/mail/mailer";
import { expect, test } from "vitest";
import { routesOf, type Site, startSite } from "../api/site.ts";
import { codeFor, openBrowser } from "./browser.ts";

const TIMES = process.env.MAINSTREET_LONG === "1" ? 100 : 25;

/** All addresses in a mail, and those of ours that somebody could make up who has the code. */
function addressesIn({ text, subject }: Message, code: string): string[] {
  const links = [...`${subject}\n${text}`.matchAll(/https?:\/\/\S+/g)].map(([link]) => link);
  return [...links, ...["/sign-in/", "/api/sign-in", "/api/sign-in/code"].flatMap((at) => [at, `${at}?code=${code}`])];
}

/**
 * What opens every link of a mail on its way, runs the scripts of pages and presses their buttons, in a browser of its own.
 * @returns what it was answered where it typed the code in
 */
async function scan(site: Site, mail: Message, code: string): Promise<{ typed: number[]; signedIn: boolean }> {
  const scanner = openBrowser(site);
  // Without any cookie at first; with the one that looking around gives it later.
  const typed = [(await scanner.type(code)).status];
  for (const at of addressesIn(mail, code)) {
    const path = at.replace(/^https?:\/\/[^/]+/, "");
    await scanner.send("HEAD", path);
    await scanner.send("GET", path);
    // A page that sends itself would do this.
    const { status } = await scanner.send("POST", path, { body: { code } });
    if (path.startsWith("/api/sign-in/code")) typed.push(status);
  }
  typed.push((await scanner.type(code)).status);
  return { typed, signedIn: scanner.cookies.has("__Host-session") };
}

test(`T1 a scanner that opens and presses everything uses up no sign-in, ${TIMES} of ${TIMES}`, async () => {
  const site = await startSite();
  const typed: number[] = [];
  let [people, scanners] = [0, 0];

  for (let i = 0; i < TIMES; i++) {
    const email = `scanned-${i}@example.org`;
    const browser = openBrowser(site);
    await browser.ask(email);
    const code = await codeFor(site, email);
    const mail = (await site.mails()).findLast(({ to }) => to === email);
    if (!mail) throw new Error("No mail came.");
    const scanned = await scan(site, mail, code);
    typed.push(...scanned.typed);
    scanners += scanned.signedIn ? 1 : 0;
    people += (await browser.type(code)).status === 200 ? 1 : 0;
  }

  console.log(
    `T1: ${people} of ${TIMES} signed in after a scanner, which typed ${typed.length} codes and got in ${scanners} times`,
  );
  expect([people, scanners]).toEqual([TIMES, 0]);
  // Without the cookie 403; with one of its own there is nothing that a code could open.
  expect(typed).toEqual(Array.from({ length: TIMES }, () => [403, 410, 410, 410]).flat());
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
