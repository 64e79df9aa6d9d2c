import { LIMITS } from "@mainstreet/core/session";
import { sessionHash } from "@mainstreet/functions/api/sign-in/session-cookie";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { expect, test } from "vitest";
import { everything, startSite } from "../api/site.ts";
import { settle } from "../api/town.ts";
import { by } from "../emulator/table.ts";
import { keyOf, settlePerson } from "../people.ts";
import { codeFor, flowOf, openBrowser, sessionOf, signIn } from "./browser.ts";

const ADA = "ada@example.org";
const HOUR = 60 * 60 * 1000;

test("T5 whoever begins with somebody else's address first has nothing, before that person signs in and after", async () => {
  const site = await startSite();
  await settle(site.table);
  const attacker = openBrowser(site);
  await attacker.ask(ADA);
  const before = await attacker.send("GET", "/api/account");

  const victim = await signIn(site, ADA);
  const after = await attacker.send("GET", "/api/account");
  // The victim types the code of their own request into their own browser; the attacker only has the flow.
  const stolen = await attacker.type(await codeFor(site, ADA));

  expect([before.status, after.status, stolen.status]).toEqual([401, 401, 422]);
  expect((await victim.send("GET", "/api/account")).json).toMatchObject({
    email: ADA,
    signIns: 1,
    members: [],
    staff: null,
  });
});

test("T5 an account does not exist before its mailbox is proved", async () => {
  const site = await startSite();
  const browser = openBrowser(site);
  await browser.ask(ADA);

  expect(await PersonStore.find(site.table, keyOf(ADA))).toBeNull();
});

test("T6 a session cookie that was there before signing in opens nothing, and the new one is new", async () => {
  const site = await startSite();
  const planted = "f".repeat(43);
  const browser = openBrowser(site);
  await browser.ask(ADA);
  const headers = { Cookie: `${flowOf(browser).Cookie}; __Host-session=${planted}` };
  await browser.type(await codeFor(site, ADA), { headers });

  const fixed = await site.ask("GET", "/api/account", {
    as: "public",
    headers: { Cookie: `__Host-session=${planted}` },
  });
  const first = sessionOf(browser);
  await signIn(site, ADA, browser);
  const former = await site.ask("GET", "/api/account", { as: "public", headers: first });

  expect(fixed.status).toBe(401);
  expect(sessionOf(browser)).not.toEqual(first);
  // The session that the browser had before is over, too.
  expect(former.status).toBe(401);
  expect((await browser.send("GET", "/api/account")).json).toMatchObject({ signIns: 2 });
});

test("T6 a cookie is one of this host over encrypted lines only, out of reach of scripts and other sites' posts", async () => {
  const site = await startSite();
  const browser = openBrowser(site);
  const asked = await browser.ask(ADA);
  const typed = await browser.type(await codeFor(site, ADA));

  for (const line of [...asked.headers.getSetCookie(), ...typed.headers.getSetCookie()]) {
    expect(line).toMatch(/^__Host-(flow|session)=[\w-]{43}; /);
    for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
      expect(line.split("; ")).toContain(attribute);
    expect(line).not.toContain("Domain");
  }
});

test("T6 the table has no token of any session, only its hash", async () => {
  const site = await startSite();
  const browser = await signIn(site, ADA);
  const token = browser.cookies.get("__Host-session") ?? "";
  const flow = browser.cookies.get("__Host-flow") ?? "";

  const stored = JSON.stringify(await everything(site.table));

  expect(stored).toContain(sessionHash(token));
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(flow);
});

test("T6 whichever way a session is ended, its next call is refused", async () => {
  const site = await startSite();
  const is = async (headers: { Cookie: string }) =>
    (await site.ask("GET", "/api/account", { as: "public", headers })).status;
  const [left, listed, everywhere] = [
    await signIn(site, ADA),
    await signIn(site, "bea@x.org"),
    await signIn(site, "cid@x.org"),
  ];
  const [a, b, c, d] = [
    sessionOf(left),
    sessionOf(listed),
    sessionOf(everywhere),
    sessionOf(await signIn(site, "cid@x.org")),
  ];
  const before = [await is(a), await is(b), await is(c), await is(d)];

  await left.send("POST", "/api/sign-out");
  const { json } = await listed.send("GET", "/api/account/sessions");
  await listed.send("DELETE", `/api/account/sessions/${json.sessions[0].id}`);
  await everywhere.send("POST", "/api/account/sessions/end");

  expect(before).toEqual([200, 200, 200, 200]);
  expect([await is(a), await is(b), await is(c), await is(d)]).toEqual([401, 401, 401, 401]);
});

test("T6 nobody ends a session of somebody else", async () => {
  const site = await startSite();
  const [ada, bea] = [await signIn(site, ADA), await signIn(site, "bea@example.org")];
  const { json } = await bea.send("GET", "/api/account/sessions");

  const answer = await ada.send("DELETE", `/api/account/sessions/${json.sessions[0].id}`);

  expect(answer.status).toBe(404);
  expect((await bea.send("GET", "/api/account")).status).toBe(200);
});

test("T6 a change of roles ends every session; who accepts a role goes on under another token", async () => {
  const site = await startSite();
  const { baker } = await settle(site.table);
  const ada = await signIn(site, ADA);
  await signIn(site, "bea@example.org");
  const second = await signIn(site, ADA);
  const to = { memberId: baker, personKey: keyOf(ADA), email: ADA, role: "owner" } as const;
  await InvitationStore.invite(site.table, by(), to, []);
  const [old, other] = [sessionOf(ada), sessionOf(second)];

  const accepted = await ada.send("POST", `/api/account/invitations/${baker}/accept`);

  const is = async (headers: { Cookie: string }) =>
    (await site.ask("GET", "/api/account", { as: "public", headers })).status;
  expect(accepted.json).toMatchObject({ members: [{ id: baker, role: "owner" }], invitations: [] });
  expect([await is(old), await is(other), await is(sessionOf(ada))]).toEqual([401, 401, 200]);
  await PersonStore.setStaff(site.table, by(), { personKey: keyOf(ADA), email: ADA }, "editor");
  expect(await is(sessionOf(ada))).toBe(401);
});

test("T6 a session ends when it lies idle for two weeks, after ninety days, and for staff after twelve hours", async () => {
  let now = Date.now();
  const site = await startSite({ now: () => now });
  await settlePerson(site.table, "robin@example.org", { staff: "admin" });
  const [ada, robin] = [await signIn(site, ADA), await signIn(site, "robin@example.org")];
  const begun = now;
  const is = async (browser: typeof ada) => (await browser.send("GET", "/api/account")).status;

  now = begun + LIMITS.staff.absolute - 1;
  const early = [await is(ada), await is(robin)];
  now = begun + LIMITS.staff.absolute;
  const late = [await is(ada), await is(robin)];
  for (; now < begun + LIMITS.person.absolute - 13 * 24 * HOUR; now += 13 * 24 * HOUR) expect(await is(ada)).toBe(200);
  now = begun + LIMITS.person.absolute;
  const over = await is(ada);
  const bea = await signIn(site, "bea@example.org");
  now += LIMITS.person.idle + 2 * HOUR;

  expect([early, late, over, await is(bea)]).toEqual([[200, 200], [200, 401], 401, 401]);
});
