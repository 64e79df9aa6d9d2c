import { BLANK } from "@mainstreet/core/chamber";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import { enqueued, newAttempt } from "@mainstreet/core/registration";
import { remindOfRenewals } from "@mainstreet/functions/tick/renewal-mails";
import { eventIndex, eventKey, registrationIndex, registrationKey } from "@mainstreet/store/event-keys";
import * as EventStore from "@mainstreet/store/event-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as NoteStore from "@mainstreet/store/note-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import type { Action } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, random } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson, startSession } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { guest, plan } from "./guest.ts";
import { type Json, startSite } from "./site.ts";
import { settle } from "./town.ts";

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse("2026-11-22T15:00:00Z");
const PARTY = {
  registrant: { name: "Ada", company: "", email: "ada@example.org" },
  ...{ guests: [], note: "", lookingFor: "", visibility: "nobody" as const },
};
const REGISTRATION = enqueued({ eventId: "", personKey: "", attempt: "", party: PARTY }, START);
const RENEWAL = { remindDays: [30, 7, -7], graceDays: 10, lapsed: "hide" as const };

/** A chamber whose clock can go on, with members whose memberships end on these days; null for one without any. */
async function setting(ends: readonly (string | null)[], zone = "America/New_York") {
  const clock = { now: START };
  const site = await startSite({ now: () => clock.now, chamber: { ...BLANK, zone, renewal: RENEWAL } });
  const members: Member.Member[] = [];
  for (const [i, until] of ends.entries()) {
    const id = `msh_${String(i).padStart(26, "0")}`;
    const memberships = until === null ? [] : [{ id, level: "member", from: "2020-01-01", until }];
    const draft = { ...Member.BLANK, name: `Shop ${i}`, contactEmail: `${i}@example.org`, memberships };
    members.push(await MemberStore.create(site.table, by(undefined, START), draft));
  }
  const history = async (i = 0, ask: object = {}): Promise<Json> =>
    (await site.ask("GET", `/api/staff/members/${members[i]?.id}/history`, ask)).json;
  const renewals = async () => (await site.ask("GET", "/api/staff/renewals")).json.renewals;
  const tick = () => remindOfRenewals({ table: site.table, now: () => clock.now, random, keyring: KEYRING });
  return { site, table: site.table, clock, members, history, renewals, tick };
}

test("renewals are those that are due, in grace, or lapsed within a year, by when they end", async () => {
  const { renewals, table, members } = await setting([
    ...["2026-12-22", "2026-12-23", "2026-11-22", "2026-11-21", "2026-11-12", "2026-11-11", "2025-11-22", "2025-11-21"],
    ...[null, "2026-11-30"],
  ]);
  await MemberStore.remove(table, by(), members[9]?.id ?? "", 1);

  const found = await renewals();

  expect(found.map(({ name, standing }: Json) => [name, standing.state, standing.days])).toEqual([
    ["Shop 6", "lapsed", -365],
    ["Shop 5", "lapsed", -11],
    ["Shop 4", "grace", -10],
    ["Shop 3", "grace", -1],
    ["Shop 2", "due", 0],
    ["Shop 0", "due", 30],
  ]);
  expect(found[0]).toMatchObject({ contactEmail: "6@example.org", version: 1, reminded: null });
});

test.each([
  ["Pacific/Auckland", "grace"],
  ["Pacific/Honolulu", "due"],
])("in %s the last day is over by its own clocks", async (zone, state) => {
  const { renewals, history } = await setting(["2026-11-22"], zone);

  expect((await renewals())[0]).toMatchObject({ standing: { state } });
  expect((await history()).standing).toMatchObject({ state });
});

test("a renewal tells of the last reminder of its own end, and is gone once the member has renewed", async () => {
  const { site, renewals, tick, clock, members } = await setting(["2026-12-22"]);
  await tick();
  const reminded = (await renewals())[0].reminded;
  const path = `/api/members/${members[0]?.id}/renew`;

  const renewed = await site.ask("POST", path, { version: 1, body: { months: 12 } });
  const gone = await renewals();
  clock.now += 365 * DAY;
  const next = await renewals();

  expect(reminded).toEqual({ day: 30, on: "2026-11-22" });
  expect(renewed.json.memberships.at(-1)).toMatchObject({ level: "member", from: "2026-12-23", until: "2027-12-22" });
  expect([gone, next[0]]).toMatchObject([[], { standing: { endsOn: "2027-12-22" }, reminded: null }]);
});

test("in grace a renewal goes on behind the old end, later it begins today; what cannot be says which field", async () => {
  const { site, members } = await setting(["2026-11-15", "2026-01-31", null]);
  const renew = (i: number, body: object, version = 1) =>
    site.ask("POST", `/api/members/${members[i]?.id}/renew`, { version, body });

  const [grace, lapsed] = [await renew(0, { months: 1 }), await renew(1, { until: "2026-12-31" })];
  const refused = [
    await renew(2, { months: 1 }),
    await renew(2, { months: 1, level: "gold" }),
    await renew(2, { until: "2026-11-21", level: "member" }),
    await renew(2, { months: 0 }),
    await renew(2, { months: 1, until: "2027-01-01" }),
  ];
  const stale = await renew(0, { months: 1 });

  expect([grace, lapsed].map(({ json }) => json.memberships.at(-1))).toMatchObject([
    { from: "2026-11-16", until: "2026-12-15" },
    { from: "2026-11-22", until: "2026-12-31" },
  ]);
  expect(refused.map(({ status, json }) => [status, json.fields[0].path])).toMatchObject([
    [422, "level"],
    [422, "level"],
    [422, "until"],
    [422, expect.any(String)],
    [422, expect.any(String)],
  ]);
  expect(stale).toMatchObject({ status: 412, json: { version: 2 } });
});

test("a hidden member's listing is found by nobody through the API, and by staff", async () => {
  const { site, table, members, clock, history } = await setting(["2026-11-22"]);
  const listing = await ListingStore.create(table, by(), members[0]?.id ?? "", { ...Listing.BLANK, name: "Shop" });
  const path = `/api/listings/${listing.id}`;
  const read = async (as: "public" | "staff") => (await site.ask("GET", path, { as })).status;

  const before = await read("public");
  clock.now += 11 * DAY;

  expect([before, await read("public"), await read("staff")]).toEqual([200, 404, 200]);
  expect((await history()).standing).toMatchObject({ state: "lapsed", hidden: true, good: false });
});

test("everything of a member is in one answer: listings, people, events, notes, tasks, and what was done", async () => {
  const { site, table, members, history } = await setting([null, null]);
  const [shop, other] = members.map(({ id }) => id);
  const listing = await ListingStore.create(table, by(), shop ?? "", { ...Listing.BLANK, name: "Shop" });
  await ListingStore.create(table, by(), other ?? "", { ...Listing.BLANK, name: "Elsewhere" });
  await settlePerson(table, "ada@example.org", { represents: { [shop ?? ""]: "owner" } });
  const mixer = await plan(site, { hostId: shop ?? null });
  await (await guest(site, "ada@example.org")).come(2);
  const post = (path: string, body: object) => site.ask("POST", path, { body });
  await post("/api/staff/notes", { memberId: shop, text: "Rang twice" });
  await post("/api/staff/notes", { memberId: other, text: "Never" });
  await post("/api/staff/tasks", { memberId: shop, title: "Ring again", due: "2027-01-01" });
  await post(`/api/members/${shop}/invitations`, { email: "bea@example.org", role: "editor" });

  const found = await history();
  const elsewhere = await history(1);

  expect(found).toMatchObject({
    member: { id: shop, name: "Shop 0" },
    standing: { state: "never", good: false, hidden: false },
    listings: [{ id: listing.id, status: "published", version: 1 }],
    people: [{ email: "ada@example.org", role: "owner" }],
    invitations: [{ email: "bea@example.org" }],
    hosts: [{ id: mixer }],
    coming: [{ event: { id: mixer }, personKey: keyOf("ada@example.org"), size: 2 }],
    attended: [],
    notes: [{ text: "Rang twice" }],
    tasks: [{ title: "Ring again" }],
    mails: [],
    changes: [],
    more: [],
  });
  expect(found.audit.length).toBeGreaterThan(3);
  expect(elsewhere).toMatchObject({ people: [], hosts: [], coming: [], tasks: [], notes: [{ text: "Never" }] });
});

test("what is over was attended, and what is long is told in part, which is said", async () => {
  const { site, table, members, clock, history } = await setting([null]);
  const id = members[0]?.id ?? "";
  await settlePerson(table, "ada@example.org", { represents: { [id]: "editor" } });
  await plan(site, { coHostIds: [id] });
  await (await guest(site, "ada@example.org")).come();
  for (let i = 0; i < 52; i++)
    await NoteStore.create(table, by(TRUSTED, START + i), { memberId: id, text: `Note ${i}` });
  clock.now = Date.now() + 400 * DAY;

  const { coming, attended, hosts, notes, more } = await history();

  expect([coming, attended.length, hosts.length]).toEqual([[], 1, 1]);
  expect([notes.length, notes[0].text, more]).toEqual([50, "Note 51", ["notes", "audit"]]);
});

test("of thousands of events the latest are told at once, and the others page by page to the very first", async () => {
  const EVENTS = 2_300;
  const { site, table, members, clock, history } = await setting([null]);
  const id = members[0]?.id ?? "";
  const pattern = await EventStore.get(table, await plan(site));
  const dated = (n: number): Action => {
    const day = new Date(Date.parse("2018-01-01") + n * DAY).toISOString().slice(0, 10);
    const hostId = n < 2 || n >= EVENTS - 60 ? id : null;
    const coHostIds = n === 3 ? [id] : [];
    const own = { id: `evt_${String(n).padStart(26, "0")}`, slug: `mixer-${n}`, hostId, coHostIds };
    const event = { ...pattern, ...own, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
    const place = eventIndex(event.id, new Date(`${day}T22:30Z`).toISOString());
    return { put: { ...eventKey(event.id), ...place, kind: "event", ...event } };
  };
  const actions = Array.from({ length: EVENTS }, (_, n) => dated(n));
  for (let from = 0; from < EVENTS; from += 100) await table.transact(actions.slice(from, from + 100));
  clock.now = Date.now() + 400 * DAY;
  const page = async (behind: string | null): Promise<Json> =>
    (await site.ask("GET", `/api/staff/members/${id}/events?of=hosts${behind ? `&behind=${behind}` : ""}`)).json;

  const { hosts, more } = await history();
  const pages = [await page(null)];
  while (pages.at(-1)?.next && pages.length < 10) pages.push(await page(pages.at(-1)?.next));

  const numbers = pages.flatMap(({ events }) => events.map(({ event }: Json) => Number(event.id.slice(4))));
  const latest = Array.from({ length: 60 }, (_, i) => EVENTS - 1 - i);
  expect(hosts.map((event: Json) => Number(event.id.slice(4)))).toEqual(latest.slice(0, 50));
  expect(more).toContain("hosts");
  expect(numbers).toEqual([...latest, 3, 1, 0]);
  expect(pages.length).toBeGreaterThan(1);
});

test("to what its people came is told page by page, and an event never in parts", async () => {
  const { site, table, members, clock } = await setting([null]);
  const id = members[0]?.id ?? "";
  const people = ["ada@example.org", "bea@example.org"];
  for (const email of people) await settlePerson(table, email, { represents: { [id]: "editor" } });
  const pattern = await EventStore.get(table, await plan(site));
  for (let n = 0; n < 30; n++) {
    const eventId = `evt_${String(n).padStart(26, "0")}`;
    const startsAt = new Date(Date.parse("2020-01-01T22:30Z") + n * DAY).toISOString();
    const day = startsAt.slice(0, 10);
    const event = { ...pattern, id: eventId, slug: `mixer-${n}`, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
    const came = people.map(keyOf).map((personKey) => ({
      put: {
        ...registrationKey(eventId, 0, personKey),
        ...registrationIndex(personKey, startsAt, eventId),
        kind: "registration",
        ...REGISTRATION,
        ...{ eventId, personKey, attempt: newAttempt(START, random), status: "confirmed", place: null },
      },
    }));
    await table.transact([{ put: { ...eventKey(eventId), kind: "event", ...event } }, ...came]);
  }
  clock.now = Date.now() + 400 * DAY;
  const path = `/api/staff/members/${id}/events?of=attended`;

  const first = (await site.ask("GET", path)).json;
  const rest = (await site.ask("GET", `${path}&behind=${first.next}`)).json;
  const foreign = await site.ask("GET", `${path}&behind=evt_${"9".repeat(26)}`);

  const numbers = [...first.events, ...rest.events].map(({ event }: Json) => Number(event.id.slice(4)));
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, i) => 29 - (i >> 1)));
  expect([first.events.length, rest.events.length, rest.next, foreign.status]).toEqual([50, 10, null, 404]);
});

test("what its people have asked for and waits is in it, and mails to them that failed", async () => {
  const site = await startSite();
  const town = await settle(site.table);
  const personKey = keyOf("ada@example.org");
  await settlePerson(site.table, "ada@example.org", { represents: { [town.baker]: "owner" } });
  const attempt = newAttempt(Date.now(), random);
  const mail = { eventId: town.mixer, attempt, template: "confirmed", shard: 0, now: Date.now() } as const;
  const post = (of: string, i: number) =>
    OutboxStore.post({
      ...OutboxStore.mailOf({ ...REGISTRATION, eventId: town.mixer, personKey: of, attempt }, { ...mail, n: i }),
      ...{ tries: 1, dueAt: "2999-01-01T00:00:00.000Z" },
    });
  await site.table.transact([post(personKey, 0), post(keyOf("bea@example.org"), 1)]);

  const { json } = await site.ask("GET", `/api/staff/members/${town.baker}/history`);

  expect(json.changes).toMatchObject([{ listingId: town.cafe, status: "pending" }]);
  expect(json.mails).toMatchObject([{ template: "confirmed", personKey, failure: null }]);
  expect(json.mails).toHaveLength(1);
});

test("what was done is told to administrators only", async () => {
  const { site, members } = await setting(["2026-12-31"]);
  const editor = await settlePerson(site.table, "editor@example.org", { staff: "editor" });
  const { headers } = await startSession(site.table, editor, { proof: "passkey", expires: START + 9e9, seenAt: START });

  const path = `/api/staff/members/${members[0]?.id}/history`;
  const [own, all] = [await site.ask("GET", path, { as: "public", headers }), await site.ask("GET", path)];

  expect([own.status, own.json.audit, all.json.audit.length]).toEqual([200, [], 1]);
});
