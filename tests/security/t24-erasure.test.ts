import { sessionHash } from "@mainstreet/functions/api/sign-in/session-cookie";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { tick } from "@mainstreet/functions/tick/tick";
import { beginErasing, erasePerson, finishErasing, listErasing } from "@mainstreet/store/erase-person";
import { type ItemKind, KINDS } from "@mainstreet/store/keys";
import * as LetterStore from "@mainstreet/store/letter-store";
import { personSecretKey, tombstoneKey } from "@mainstreet/store/person-keys";
import * as SessionStore from "@mainstreet/store/session-store";
import type { Action, Item, Table } from "@mainstreet/store/table";
import { TRACED } from "@mainstreet/store/traces";
import { commit } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { everything, type Json, startSite } from "../api/site.ts";
import { by, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf } from "../people.ts";
import { place, publisherOf } from "../publish/fixture.ts";
import { type Browser, sessionOf, signIn } from "./browser.ts";
import { ADA, becomeKnown, CANARY } from "./known.ts";

const WORD = { confirm: "erase" };
const ERASE = { body: WORD } as const;
const WORDS = new RegExp(CANARY, "i");
const HERS = new RegExp(`${CANARY}|${keyOf(ADA)}`, "i");
/** That something was done stays known, by a key and without a word of hers. */
const hers = (items: readonly Item[]) =>
  items.filter((item) => (item.kind === "audit" ? WORDS : HERS).test(JSON.stringify(item)));
/** Kinds of items that keep what is said of somebody or to them. */
const OF_WORDS = ["audit", "letter", "mail", "listing-notice"];
const kindsOf = (items: readonly Item[]) => [...new Set(items.map(({ kind }) => String(kind)))].sort();

/** Kinds of items that hold nothing of any person; of limits hashes only, which nobody can lead back to one. */
const OF_NOBODY: readonly ItemKind[] = [
  ...(["chamber", "category", "listing", "event", "series", "series-date", "slug", "seats"] as const),
  ...(["announcement", "lease", "import", "limit", "challenge", "first-representative"] as const),
  ...(["import-mapping", "place"] as const),
  ...(["mailing-round", "mailing-sending"] as const),
  ...(["confirm-asked", "confirm-round", "reminded", "renewal-round", "pepper", "tombstone", "restore"] as const),
];

/** A table whose process dies with a transaction, before or after it is carried out. */
function dying(table: Table, when: "before" | "after", lives: number): Table {
  let left = lives;
  const transact = async (actions: readonly Action[]) => {
    if (left === 0 && when === "after") await table.transact(actions);
    if (left-- <= 0) throw new TypeError("The process died.");
    await table.transact(actions);
  };
  return { ...table, transact };
}

test("T24 every kind of item is one that is looked through for a person, or one that holds nobody", () => {
  expect([...TRACED, "person", "waiting", "audit", ...OF_NOBODY].sort()).toEqual([...KINDS].sort());
});

test("T24 whoever erases themselves leaves nothing in the whole table and on the site but the tombstone", async () => {
  const site = await startSite();
  const { ada, bea, member, listing, told } = await becomeKnown(site);
  const { table } = site;
  const files = place();
  const clock = { now: Date.now() };
  const publisher = publisherOf(table, files, { now: () => clock.now });
  await publisher.publishAll();
  const found = async () => {
    const names = [];
    for (const at of [files.site, files.workshop])
      for (const path of await at.list(""))
        if (HERS.test(`${path} ${Buffer.from((await at.read(path)) ?? []).toString("latin1")}`)) names.push(path);
    return names;
  };
  const shown = await found();
  const before = hers(await everything(table));
  const session = sessionOf(ada);

  const unsaid = await ada.send("POST", "/api/account/erase", { body: { confirm: "yes" } });
  const erased = await ada.send("POST", "/api/account/erase", ERASE);
  const after = await site.ask("GET", "/api/account", { as: "public", headers: session });
  const left = hers(await everything(table));
  clock.now += 10_000;
  await publisher.publishAll();
  await publisher.tick();

  expect(kindsOf(before)).toEqual([...TRACED, "person", "waiting"].sort());
  expect(shown).toContain("mixers/december-mixer/guests.json");
  expect([unsaid.status, erased.status, erased.json, after.status]).toEqual([422, 200, { done: true }, 401]);
  expect(ada.cookies.has("__Host-session")).toBe(false);
  expect(left.map(({ pk, kind, done }) => [pk, kind, done])).toEqual([
    [tombstoneKey(keyOf(ADA)).pk, "tombstone", true],
  ]);
  expect(await found()).toEqual([]);
  // What belongs to the member and to others stays, and works.
  const own = (await bea.send("GET", `/api/account/listings/${listing}`)).json;
  expect(own.pending).toMatchObject({ by: null, askers: [], fields: { name: { after: "Bread and Butter" } } });
  expect((await bea.send("GET", `/api/members/${member}/people`)).json.people).toMatchObject([
    { email: "bea@example.org" },
  ]);
  expect((await site.ask("GET", "/api/staff/changes")).json.changes).toHaveLength(1);
  const mails = (await site.mails()).slice(told);
  expect(mails.map(({ to }) => to).sort()).toEqual(["bea@example.org", "bea@example.org", "cid@example.org"]);
  expect(JSON.stringify(mails)).not.toMatch(HERS);
});

test("T24 what the audit and unsent mails tell of somebody nobody can read any more, even from a copy without their secret", async () => {
  const site = await startSite();
  const { ada, listing } = await becomeKnown(site);
  const { table } = site;
  const change = (browser: Browser, version: number, fields: object) =>
    browser.send("PATCH", `/api/account/listings/${listing}`, { version, body: { fields } });
  const staff = async (path: string, body: object, version?: number) => {
    const answer = await site.ask("POST", path, { body, ...(version && { version }) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  };
  const isSeated = ({ kind, personKey, status }: Item) =>
    kind === "registration" && personKey === keyOf(ADA) && status === "confirmed";
  const audit = async () => {
    const { json, text } = await site.ask("GET", `/api/staff/audit?limit=100`);
    return {
      text,
      fields: JSON.stringify(json.entries.filter(({ changes }: Json) => JSON.stringify(changes).includes(keyOf(ADA)))),
    };
  };
  const letter = { template: "claim-refused", personKey: keyOf(ADA), email: ADA, values: { reason: CANARY } } as const;
  const post = LetterStore.post(letter, { now: Date.now(), random });
  await commit(table, by(), [post], null);
  const sent = await site.mails();
  const [told, heard] = [sent.length, JSON.stringify(sent.filter(({ to }) => to === ADA))];
  const settled = await everything(table);
  await commit(table, by(), [LetterStore.post(letter, { now: Date.now(), random })], null);
  await change(ada, 7, { categories: [], name: "Bread of Ada" });
  await staff(`/api/staff/changes/${listing}/refuse`, { reason: CANARY }, 8);
  const [own] = (await everything(table)).filter(isSeated);
  await staff(`/api/staff/events/${own?.eventId}/registrations/cancel`, { ids: [own?.attempt], reason: CANARY });
  const shown = await audit();
  const kept = (await everything(table)).filter(({ kind }) => OF_WORDS.includes(String(kind)));

  await erasePerson({ table, now: Date.now, sleep, random }, by(), { personKey: keyOf(ADA), keyOf });
  // A copy of all that was there is brought back, but for her secret.
  const back = kept.map((item) => ({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } }));
  for (let from = 0; from < back.length; from += 100) await table.transact(back.slice(from, from + 100));
  const left = await audit();

  expect(shown.text).toMatch(WORDS);
  expect(shown.fields).toContain('"value"');
  expect(kept.filter((item) => WORDS.test(JSON.stringify(item)))).toEqual([]);
  expect(kept.filter(({ sealed, of }) => sealed ?? of).length).toBeGreaterThan(0);
  const reasons = kept.filter(({ reason }) => reason).map(({ kind }) => String(kind));
  expect(reasons.sort()).toEqual(["listing-notice", "mail"]);
  expect(heard).toContain(`cancelled ${CANARY}`);
  expect(heard).toContain(`refused ${CANARY}`);
  expect(settled.filter(({ kind, reason }) => reason && (kind === "mail" || kind === "listing-notice"))).toEqual([]);
  expect(left.text).not.toMatch(WORDS);
  expect(left.fields).toContain('"left":"erased"');
  expect(await table.get(personSecretKey(keyOf(ADA)))).toBeUndefined();
  expect((await site.mails()).slice(told).filter(({ to }) => to === ADA)).toEqual([]);
});

test.each(["before", "after"] as const)(
  "T24 a process that dies %s any transaction of it leaves nothing open, and the tick goes on until all is done",
  async (when) => {
    const site = await startSite();
    const { ada } = await becomeKnown(site);
    const { table } = site;
    const needs = { table, now: Date.now, sleep, random };
    const token = ada.cookies.get("__Host-session") ?? "";
    const deaths: string[] = [];
    const attempt = async (work: (needs_: typeof needs) => Promise<unknown>, lives: number) => {
      try {
        await work({ ...needs, table: dying(table, when, lives) });
      } catch (error) {
        deaths.push(error instanceof TypeError ? "" : String(error));
      }
    };
    const lives = when === "before" ? 1 : 0;

    await attempt((own) => beginErasing(own, by(), keyOf(ADA)), lives);
    const opened = await SessionStore.open(table, sessionHash(token), Date.now());
    for (let runs = 0; runs < 200 && (await listErasing(needs)).length > 0; runs++)
      await attempt((own) => finishErasing(own, { personKey: keyOf(ADA), keyOf }), lives);

    expect(opened).toBeNull();
    expect(deaths.length).toBeGreaterThan(20);
    expect(deaths.filter(Boolean)).toEqual([]);
    expect(kindsOf(hers(await everything(table)))).toEqual(["tombstone"]);
  },
);

test("T24 what was cut short is finished by the tick", async () => {
  const site = await startSite();
  await becomeKnown(site);
  const { table } = site;
  const needs = { table, now: Date.now, sleep, random };
  const log = () => undefined;
  const mailer = { send: async () => undefined };
  const post = openPostOffice({
    keyring: KEYRING,
    table,
    now: Date.now,
    log,
    mailer,
    from: "a@example.org",
    origin: "https://example.org",
  });
  await beginErasing(needs, by(), keyOf(ADA));

  await tick({
    ...needs,
    log,
    post,
    keyring: KEYRING,
    pictures: site.pictures.pictures,
    imports: site.pictures.imports,
  });

  expect(await listErasing(needs)).toEqual([]);
  expect(kindsOf(hers(await everything(table)))).toEqual(["tombstone"]);
});

test("T24 a request that was cut short says so, and sent again it does the rest", async () => {
  let dies = false;
  const wrap = (table: Table): Table => ({
    ...table,
    transact: async (actions) => {
      const isBegin = actions.some((action) => "put" in action && action.put.kind === "tombstone");
      if (dies && !isBegin && actions.some((action) => "remove" in action)) throw new TypeError(CANARY);
      await table.transact(actions);
    },
  });
  const site = await startSite({ wrap });
  await becomeKnown(site);
  const send = () => site.ask("POST", `/api/staff/people/${keyOf(ADA)}/erase`, { ...ERASE, key: "the-same-request" });

  dies = true;
  const cut = await send();
  dies = false;
  const again = await send();

  expect([cut.status, cut.json, again.status, again.json]).toEqual([200, { done: false }, 200, { done: true }]);
  expect(kindsOf(hers(await everything(site.table)))).toEqual(["tombstone"]);
  expect(site.lines.filter((line) => line.includes("erase-unfinished"))).toHaveLength(1);
  expect(site.lines.join()).not.toMatch(HERS);
});

test("T24 whoever signs in while they are being erased is erased with that, and can come again afterwards", async () => {
  const site = await startSite({ codeLimits: { mailbox: 10 } });
  await becomeKnown(site);
  const { table } = site;
  let late: string | null = null;
  const transact = async (actions: readonly Action[]) => {
    const isLast = actions.some((action) => "put" in action && action.put.done === true);
    if (isLast && late === null) {
      late = "";
      late = sessionOf(await signIn(site, ADA)).Cookie;
    }
    await table.transact(actions);
  };
  const needs = { table: { ...table, transact }, now: Date.now, sleep, random };

  await erasePerson(needs, by(), { personKey: keyOf(ADA), keyOf });
  const left = kindsOf(hers(await everything(table)));
  const during = await site.ask("GET", "/api/account", { as: "public", headers: { Cookie: late ?? "" } });
  const anew = (await (await signIn(site, ADA)).send("GET", "/api/account")).json;

  expect([left, during.status]).toEqual([["tombstone"], 401]);
  expect(anew).toMatchObject({ name: "", signIns: 1, members: [], passkeys: 0 });
});

test("T24 staff erase a person; whoever is no administrator, or has not proved it lately, does not", async () => {
  const site = await startSite();
  const { ada, bea } = await becomeKnown(site);
  const path = `/api/staff/people/${keyOf(ADA)}/erase`;
  const before = hers(await everything(site.table)).length;

  const another = await bea.send("POST", path, ERASE);
  const herself = await ada.send("POST", path, ERASE);
  const kept = hers(await everything(site.table)).length;
  const done = await site.ask("POST", path, ERASE);

  expect([another.status, herself.status, kept - before]).toEqual([403, 403, 0]);
  expect([done.status, done.json]).toEqual([200, { done: true }]);
  expect(kindsOf(hers(await everything(site.table)))).toEqual(["tombstone"]);
});
