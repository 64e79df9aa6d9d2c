import * as PasskeyStore from "@mainstreet/store/passkey-store";
import { sessionsPartition } from "@mainstreet/store/person-keys";
import { expect, test } from "vitest";
import { ORIGIN, startSite } from "../api/site.ts";
import { softAuthenticator } from "../authenticator.ts";
import { keyOf, settlePerson } from "../people.ts";
import { type Browser, openBrowser, sessionOf, signIn } from "./browser.ts";

const ADA = "ada@example.org";

/** Has a browser that is signed in make a passkey. */
async function addPasskey(
  browser: Browser,
  email: string,
  bend: Parameters<ReturnType<typeof softAuthenticator>["make"]>[1] = {},
) {
  const device = softAuthenticator(ORIGIN, keyOf(email));
  const { json } = await browser.send("POST", "/api/account/passkeys/options");
  const body = device.make(json.options?.challenge ?? "", bend);
  return { device, options: json.options, body, answer: await browser.send("POST", "/api/account/passkeys", { body }) };
}

async function challengeFor(browser: Browser): Promise<string> {
  return (await browser.send("POST", "/api/sign-in/passkey/options")).json.options.challenge;
}

test("a passkey that was made signs its owner in, from a browser that nobody was signed in in", async () => {
  const site = await startSite();
  const home = await signIn(site, ADA);
  const { device, answer, options } = await addPasskey(home, ADA);
  const cafe = openBrowser(site);

  const shown = await cafe.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(cafe)) });

  expect(options).toMatchObject({ rp: { id: "mainstreet.test" }, user: { name: ADA }, attestation: "none" });
  expect(answer).toMatchObject({ status: 200, json: { passkeys: 1 } });
  expect(shown).toMatchObject({ status: 200, json: { email: ADA, signIns: 2, recent: true } });
  const { json } = await cafe.send("GET", "/api/account/sessions");
  expect(json.sessions.map(({ proof }: { proof: string }) => proof)).toEqual(["passkey", "code"]);
});

test("T25 a passkey for another site, without its owner's finger, or of somebody else signs nobody in", async () => {
  const site = await startSite();
  const home = await signIn(site, ADA);
  const { device } = await addPasskey(home, ADA);
  await signIn(site, "bea@example.org");
  const before = await site.table.query(sessionsPartition(keyOf(ADA)), { index: true });
  const thief = openBrowser(site);
  const other = softAuthenticator(ORIGIN, keyOf(ADA));
  const bends = [
    { origin: "https://evil.test" },
    { host: "evil.test" },
    { unverified: true },
    { owner: keyOf("bea@example.org") },
    { owner: "x" },
  ];

  const answers = [];
  for (const bend of bends) {
    answers.push(
      await thief.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(thief), bend) }),
    );
  }
  answers.push(await thief.send("POST", "/api/sign-in/passkey", { body: other.show(await challengeFor(thief)) }));
  const forged = {
    ...other.show(await challengeFor(thief)),
    ...{ id: device.stored.credentialId, rawId: device.stored.credentialId },
  };
  answers.push(await thief.send("POST", "/api/sign-in/passkey", { body: forged }));

  for (const answer of answers) expect(answer).toMatchObject({ status: 403, json: { code: "unproved" } });
  expect(new Set(answers.map(({ json }) => json.detail)).size).toBe(1);
  expect(await site.table.query(sessionsPartition(keyOf(ADA)), { index: true })).toEqual(before);
});

test("T25 a challenge is for the browser that asked for it, for five minutes, and for one answer", async () => {
  let now = Date.now();
  const site = await startSite({ now: () => now });
  const home = await signIn(site, ADA);
  const { device, body } = await addPasskey(home, ADA);
  const [mine, other] = [openBrowser(site), openBrowser(site)];
  await challengeFor(other);

  const elsewhere = await other.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(mine)) });
  const late = await challengeFor(mine);
  now += 5 * 60 * 1000;
  const tooLate = await mine.send("POST", "/api/sign-in/passkey", { body: device.show(late) });
  const shown = device.show(await challengeFor(mine));
  const [first, ...rest] = await Promise.all(
    Array.from({ length: 10 }, () => mine.send("POST", "/api/sign-in/passkey", { body: shown })),
  );
  const madeAgain = await home.send("POST", "/api/account/passkeys", { body });
  const invented = await mine.send("POST", "/api/sign-in/passkey", { body: device.show("bXkgb3duIGNoYWxsZW5nZQ") });

  const all = [first, ...rest].map((answer) => answer?.status);
  expect([elsewhere.status, tooLate.status, madeAgain.status, invented.status]).toEqual([403, 403, 403, 403]);
  expect(all.filter((status) => status === 200)).toHaveLength(1);
  expect(all.filter((status) => status === 403)).toHaveLength(9);
});

test("T25 an answer that was overheard signs nobody in again, of a device that does not count its uses either", async () => {
  const site = await startSite();
  const home = await signIn(site, ADA);
  const { device } = await addPasskey(home, ADA, { counter: 0 });
  const mine = openBrowser(site);
  const body = device.show(await challengeFor(mine), { counter: 0 });
  const send = async () => (await mine.send("POST", "/api/sign-in/passkey", { body })).status;

  expect([await send(), await send(), await send()]).toEqual([200, 403, 403]);
});

test("T25 a device whose count of uses goes back was copied, and signs nobody in", async () => {
  const site = await startSite();
  const home = await signIn(site, ADA);
  const { device } = await addPasskey(home, ADA);
  const cafe = openBrowser(site);
  const show = async (counter: number) =>
    (await cafe.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(cafe), { counter }) }))
      .status;

  expect([await show(7), await show(7), await show(3), await show(8)]).toEqual([200, 403, 403, 200]);
});

test("T25 where staff need a passkey, a code only lets them add the first one", async () => {
  const site = await startSite({ staffPasskey: "required" });
  const email = "robin@example.org";
  await settlePerson(site.table, email, { staff: "admin" });
  const browser = await signIn(site, email);
  const get = async (path: string, as = browser) => (await as.send("GET", path)).status;

  const before = await browser.send("GET", "/api/members");
  const account = await browser.send("GET", "/api/account");
  const { device } = await addPasskey(browser, email);
  const stillCode = await get("/api/members");
  await browser.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(browser)) });
  const proved = [await get("/api/members"), await get("/api/staff/people")];
  // Somebody else who reads the mailbox gets no further than this.
  const thief = await signIn(site, email);
  const second = await addPasskey(thief, email);
  const { json } = await browser.send("GET", "/api/account/passkeys");
  const removed = await thief.send("DELETE", `/api/account/passkeys/${json.passkeys[0].id}`);

  expect(before).toMatchObject({ status: 403, json: { code: "unproved" } });
  expect(account.json).toMatchObject({ staff: "admin", passkeyNeeded: true });
  expect(stillCode).toBe(403);
  expect(proved).toEqual([200, 200]);
  expect([second.answer.status, removed.status, await get("/api/members", thief)]).toEqual([403, 403, 403]);
});

test("T25 what is not public is not shown to staff without their passkey on public routes either", async () => {
  const site = await startSite({ staffPasskey: "required" });
  await settlePerson(site.table, "robin@example.org", { staff: "admin" });
  const member = (await site.ask("POST", "/api/members", { body: { name: "Bread" } })).json;
  const listing = (
    await site.ask("POST", "/api/listings", { body: { memberId: member.id, name: "Bread", staffNote: "secret" } })
  ).json;
  const headers = sessionOf(await signIn(site, "robin@example.org"));

  const shown = await site.ask("GET", `/api/listings/${listing.id}`, { as: "public", headers });

  expect(shown.status).toBe(200);
  expect(shown.text).not.toContain("secret");
});

test("T25 passkeys are added and removed by whoever has proved themselves a short while ago only", async () => {
  let now = Date.now();
  const site = await startSite({ now: () => now });
  const browser = await signIn(site, ADA);
  const { answer } = await addPasskey(browser, ADA);
  const { json } = await browser.send("GET", "/api/account/passkeys");
  now += 16 * 60 * 1000;

  const late = await browser.send("POST", "/api/account/passkeys/options");
  const kept = await browser.send("DELETE", `/api/account/passkeys/${json.passkeys[0].id}`);
  const again = await signIn(site, ADA, browser);
  const gone = await again.send("DELETE", `/api/account/passkeys/${json.passkeys[0].id}`);

  expect([answer.status, late.status, kept.status]).toEqual([200, 403, 403]);
  expect(gone).toMatchObject({ status: 200, json: { passkeys: 0 } });
});

test("T25 lost passkeys are taken away by an administrator: all of them, with the sessions, and their owner is told", async () => {
  const site = await startSite();
  const ada = await signIn(site, ADA);
  const { device } = await addPasskey(ada, ADA);
  await addPasskey(ada, ADA);
  await settlePerson(site.table, "robin@example.org", { staff: "admin" });
  const robin = await signIn(site, "robin@example.org");
  await addPasskey(robin, "robin@example.org");
  const reset = (email: string) => robin.send("DELETE", `/api/staff/people/${keyOf(email)}/passkeys`);

  const done = await reset(ADA);
  const again = await reset(ADA);
  const own = await reset("robin@example.org");
  const stranger = await reset("nobody@example.org");
  const signedOut = await ada.send("GET", "/api/account");
  const thief = openBrowser(site);
  const shown = await thief.send("POST", "/api/sign-in/passkey", { body: device.show(await challengeFor(thief)) });
  const mail = (await site.mails()).filter(({ to, subject }) => to === ADA && subject === "Your passkeys were removed");
  const back = await (await signIn(site, ADA)).send("GET", "/api/account");

  expect([done.status, again.status, own.status, stranger.status]).toEqual([200, 404, 403, 404]);
  expect([signedOut.status, shown.status]).toEqual([401, 403]);
  expect(mail).toHaveLength(1);
  expect(back.json).toMatchObject({ passkeys: 0, members: [] });
  expect((await robin.send("GET", "/api/account")).json).toMatchObject({ passkeys: 1 });
});

test("T25 a passkey that is made while all are taken away does not stay", async () => {
  let between: (() => Promise<unknown>) | null = null;
  const site = await startSite({
    wrap: (table) => ({
      ...table,
      transact: async (actions) => {
        const isReset = actions.some((action) => "put" in action && action.put.template === "passkeys-removed");
        const first = isReset ? between : null;
        if (first) between = null;
        await first?.();
        return table.transact(actions);
      },
    }),
  });
  const ada = await signIn(site, ADA);
  await addPasskey(ada, ADA);
  let late: number | undefined;
  between = async () => {
    late = (await addPasskey(ada, ADA)).answer.status;
  };

  const done = await site.ask("DELETE", `/api/staff/people/${keyOf(ADA)}/passkeys`);

  expect([done.status, late]).toEqual([200, 200]);
  expect(await PasskeyStore.listOf(site.table, keyOf(ADA))).toEqual([]);
});
