import { CODE_MS, PROVED_MS } from "@mainstreet/store/flow-store";
import { expect, test } from "vitest";
import { guest, partyOf, plan } from "./guest.ts";
import { everything, type Site, startSite } from "./site.ts";

/** A site whose time can be moved. */
async function clockedSite(): Promise<{ site: Site; pass(ms: number): void }> {
  let ahead = 0;
  const site = await startSite({ now: () => Date.now() + ahead });
  return {
    site,
    pass: (ms) => {
      ahead += ms;
    },
  };
}

test("the answer, the cookie and the work are the same for a known and an unknown address until it is proved", async () => {
  const calls: string[] = [];
  const site = await startSite({
    wrap: (table) => ({
      ...table,
      get: (key) => {
        calls.push(`get ${key.pk.split("#")[0]}`);
        return table.get(key);
      },
      query: (pk, options) => {
        calls.push(`query ${pk.split("#")[0]}`);
        return table.query(pk, options);
      },
      transact: (actions) => {
        calls.push(`transact ${actions.map((a) => ("put" in a ? `put ${a.put.kind}` : "other")).join()}`);
        return table.transact(actions);
      },
    }),
  });
  await plan(site);
  await (await guest(site, "known@example.org")).come();
  const begin = async (email: string, body: object) => {
    const browser = await guest(site, email);
    calls.length = 0;
    const { status, text, headers } = await browser.send("register", { body: { email, ...body } });
    headers.delete("X-Request-Id");
    return { said: { status, text, headers: [...headers] }, calls: [...calls], mails: (await site.mails()).length };
  };

  const before = (await site.mails()).length;
  const known = await begin("known@example.org", { party: partyOf("A") });
  const unknown = await begin("other@example.org", { party: partyOf("A") });
  const [knownLook, unknownLook] = [await begin("known@example.org", {}), await begin("nobody@example.org", {})];

  expect(known.calls.length).toBeGreaterThan(3);
  expect(known.said).toEqual(unknown.said);
  expect(known.calls).toEqual(unknown.calls);
  expect([known.mails, unknown.mails]).toEqual([before + 1, before + 2]);
  expect(knownLook.said).toEqual(unknownLook.said);
  expect(knownLook.calls).toEqual(unknownLook.calls);
  const [a, b] = (await site.mails()).slice(before, before + 2);
  expect({ ...a, to: "", subject: "", text: a?.text.slice(6) }).toEqual({
    ...b,
    to: "",
    subject: "",
    text: b?.text.slice(6),
  });
});

test("who registers again learns only then that they have, and nothing is changed", async () => {
  const site = await startSite();
  await plan(site);
  const first = await (await guest(site, "ada@example.org")).come(2);

  const again = await (await guest(site, "ADA@example.org")).register(5);
  const elsewhere = await guest(site, "ada@example.org");
  await elsewhere.register(5);
  const proved = await elsewhere.prove();

  expect(again).toMatchObject({ status: 202, json: { next: "code" } });
  expect(proved.json.registration).toMatchObject({ id: first.registration.id, size: 2, status: "confirmed" });
});

test("a code is wrong, old, used up, or of another browser: each is told, nothing is lost, and a new one works", async () => {
  const { site, pass } = await clockedSite();
  await plan(site);
  const ada = await guest(site, "ada@example.org");
  const thief = await guest(site, "ada@example.org");

  await ada.register(2);
  const right = await ada.code();
  const wrong = right === "000000" ? "000001" : "000000";
  const first = await ada.send("register/code", { body: { code: wrong } });
  const stolen = await thief.send("register/code", { body: { code: right } });
  pass(CODE_MS);
  const old = await ada.send("register/code", { body: { code: right } });
  await ada.register(2);
  const fresh = await ada.prove();
  pass(PROVED_MS);
  const late = await ada.status();

  expect(first).toMatchObject({ status: 422, json: { code: "invalid", fields: [{ path: "code" }] } });
  expect(first.text).toContain("4 times more");
  expect(stolen).toMatchObject({ status: 410, json: { code: "expired" } });
  expect(old).toMatchObject({ status: 410, json: { code: "expired" } });
  expect(fresh).toMatchObject({ status: 200, json: { registration: { status: "confirmed", size: 2 } } });
  expect(late).toMatchObject({ status: 403, json: { code: "unproved" } });
});

test("after five wrong codes the right one opens nothing", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await guest(site, "ada@example.org");
  await ada.register();
  const right = Number(await ada.code());
  const typed = (n: number) => String((right + n) % 1_000_000).padStart(6, "0");

  const answers = [];
  for (const n of [1, 2, 3, 4, 5, 0]) answers.push(await ada.send("register/code", { body: { code: typed(n) } }));

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 410]);
  expect((await everything(site.table)).filter(({ kind }) => kind === "registration")).toEqual([]);
});

test("another person's cookie, id or proof changes nothing of mine", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await guest(site, "ada@example.org");
  const eve = await guest(site, "eve@example.org");
  const { registration } = await ada.come(2);
  await eve.come(1);
  const before = await everything(site.table);
  const { id, version } = registration;

  const changed = await eve.send("registration/party", { body: { id, version, party: partyOf("Eve", 1) } });
  const cancelled = await eve.send("registration/cancel", { body: { id } });
  const noCookie = await eve.send("registration/cancel", { body: { id }, headers: { Cookie: "" } });
  const made = await eve.send("registration/cancel", {
    body: { id },
    headers: { Cookie: `__Host-flow=${"e".repeat(43)}` },
  });

  expect([changed.status, cancelled.status, noCookie.status, made.status]).toEqual([404, 404, 403, 403]);
  expect(await everything(site.table)).toEqual(before);
});

test("what somebody registered with is in no key of the table and no line of the log", async () => {
  const { site, pass } = await clockedSite();
  const canary = "kanarie-9q";
  await plan(site);
  const ada = await guest(site, `${canary}@example.org`);
  const party = { ...partyOf(canary, 2), note: canary, lookingFor: canary };

  await ada.send("register", { body: { email: ada.email, party } });
  await ada.send("register/code", { body: { code: canary } });
  const { id, version } = (await ada.prove()).json.registration;
  await ada.send("registration/party", { body: { id, version, party: { ...party, lookingFor: `${canary}2` } } });
  await ada.send("registration/cancel", { body: { id: canary } });
  pass(60_000);
  await site.mails();

  const items = await everything(site.table);
  expect(JSON.stringify(items)).toContain(canary);
  for (const { pk, sk, gsi1pk, gsi1sk } of items)
    expect(JSON.stringify([pk, sk, gsi1pk, gsi1sk])).not.toContain(canary);
  const settled = items.filter(({ kind }) => kind === "mail" || kind === "outcome" || kind === "code");
  expect(settled.length).toBeGreaterThan(3);
  expect(JSON.stringify(settled)).not.toContain(canary);
  expect(site.lines.join("\n")).not.toContain(canary);
});
