import { instantOf, localTimeAt } from "@mainstreet/core/local-time";
import { newAttempt } from "@mainstreet/core/registration";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import { expect, test } from "vitest";
import { random } from "../emulator/table.ts";
import { guest, partyOf } from "./guest.ts";
import { type Site, startSite } from "./site.ts";
import { eventDraft, SLUG } from "./town.ts";

const SERIES = {
  name: "Mixers",
  rule: "FREQ=MONTHLY;BYDAY=1TH",
  from: "2026-01-01",
  until: null,
  skippedMonths: [],
  time: "17:30",
  minutes: 120,
  opensBefore: null,
  closesBefore: 60,
  promoteBefore: null,
};

async function publish(site: Site, body: object = {}) {
  return (await site.ask("POST", "/api/staff/events", { body: { ...eventDraft(), ...body } })).json;
}

test("staff plan an event with the least there is to say, publish it, move it, and cancel it", async () => {
  const site = await startSite();
  const { title, type, startsAt, endsAt, venue } = eventDraft();

  const made = await site.ask("POST", "/api/staff/events", {
    body: { title, type, startsAt, endsAt, venue, capacity: 20 },
  });
  const at = `/api/staff/events/${made.json.id}`;
  const hidden = await site.ask("GET", `/api/mixers/${SLUG}/register`, { as: "public" });
  const shown = await site.ask("PATCH", at, { version: 1, body: { status: "published" } });
  const open = await site.ask("GET", `/api/mixers/${SLUG}/register`, { as: "public" });
  const wrong = await site.ask("PATCH", at, { version: 2, body: { endsAt: startsAt } });
  const cancelled = await site.ask("POST", `${at}/cancel`, { version: 2, body: { reason: "Snow" } });
  const again = await site.ask("PATCH", at, { version: 3, body: { capacity: 30 } });
  const listed = await site.ask("GET", "/api/staff/events");

  expect(made).toMatchObject({
    status: 201,
    json: { status: "draft", slug: SLUG, zone: "America/New_York", version: 1 },
  });
  expect(hidden.status).toBe(404);
  expect(shown).toMatchObject({ status: 200, json: { status: "published", version: 2 } });
  expect(open.json).toMatchObject({ slug: SLUG, registration: "open", capacity: 20, free: 20 });
  expect(wrong).toMatchObject({ status: 422, json: { fields: [{ path: "endsAt" }] } });
  expect(cancelled.json).toMatchObject({
    status: "cancelled",
    cancelReason: "Snow",
    sequence: shown.json.sequence + 1,
  });
  expect(again).toMatchObject({ status: 409, json: { code: "in-use" } });
  expect(listed.json).toMatchObject({ events: [{ id: made.json.id, status: "cancelled" }], cursor: null });
});

test("more seats go at once to those who wait, fewer take none away, and a move is told", async () => {
  const site = await startSite();
  const { id } = await publish(site, { capacity: 1 });
  const [ada, ben] = [await guest(site, "ada@x.org"), await guest(site, "ben@x.org")];
  await ada.come();
  const waiting = await ben.come();

  await site.ask("PATCH", `/api/staff/events/${id}`, { version: 1, body: { capacity: 2 } });
  const promoted = await ben.status();
  await site.ask("PATCH", `/api/staff/events/${id}`, { version: 2, body: { capacity: 1 } });
  const kept = await ben.status();

  expect(waiting.registration).toMatchObject({ status: "waitlisted", place: 1 });
  expect(promoted.json.registration).toMatchObject({ status: "confirmed" });
  expect(kept.json).toMatchObject({ event: { capacity: 1, free: 0 }, registration: { status: "confirmed" } });
});

test("staff see who comes, page by page, and let somebody in above the capacity, once", async () => {
  const site = await startSite();
  const { id } = await publish(site, { capacity: 1 });
  const at = `/api/staff/events/${id}/registrations`;
  for (const name of ["a", "b", "c"]) await (await guest(site, `${name}@x.org`)).come();
  const key = newAttempt(Date.now(), random);
  const body = { email: "Friend@x.org", party: partyOf("Friend", 2) };

  const added = await site.ask("POST", at, { body, key });
  const twice = await site.ask("POST", at, { body: { ...body, email: "friend@X.org" } });
  const promoted = await site.ask("POST", at, { body: { email: "c@x.org", party: partyOf("c") } });
  const emails: string[] = [];
  let seats: unknown;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { json } = await site.ask("GET", `${at}?limit=3${cursor && `&cursor=${cursor}`}`);
    for (const { party, status } of json.registrations) emails.push(`${party.registrant.email} ${status}`);
    [cursor, seats] = [json.cursor, json.seats];
  }
  const foreign = await site.ask("GET", `${at}?cursor=1-`);
  const junk = await site.ask(
    "GET",
    `${at}?cursor=0-${Buffer.from('{"pk":"CHAMBER","sk":"META"}').toString("base64url")}`,
  );

  expect(added).toMatchObject({ status: 201, json: { status: "confirmed", size: 2 } });
  expect(twice.json).toMatchObject({ id: added.json.id });
  expect(promoted.json).toMatchObject({ status: "confirmed" });
  expect(emails.sort()).toEqual([
    "Friend@x.org confirmed",
    "a@x.org confirmed",
    "b@x.org waitlisted",
    "c@x.org confirmed",
  ]);
  expect(seats).toEqual({ capacity: 1, taken: 4 });
  expect([foreign.status, junk.status]).toEqual([400, 400]);
});

test("staff cancel many at once with a reason: row by row, once however often it is sent, and at most a hundred", async () => {
  const site = await startSite();
  const { id } = await publish(site, { capacity: 2 });
  const at = `/api/staff/events/${id}/registrations/cancel`;
  const people = [];
  for (const name of ["a", "b", "c"]) people.push((await (await guest(site, `${name}@x.org`)).come()).registration);
  const [key, unknown] = [newAttempt(Date.now(), random), newAttempt(Date.now(), random)];
  const body = { ids: [people[0].id, unknown, people[1].id], reason: "No such firms." };

  const done = await site.ask("POST", at, { body, key });
  const again = await site.ask("POST", at, { body, key });
  const anew = await site.ask("POST", at, { body });
  const many = await site.ask("POST", at, { body: { ids: Array.from({ length: 101 }, () => unknown), reason: "" } });
  const none = await site.ask("POST", at, { body: { ids: [], reason: "" } });
  const wrong = await site.ask("POST", at, { body: { ids: [unknown], reason: "a\nBcc: b@x.org" } });
  const nowhere = await site.ask("POST", at.replace(id, `evt_${"0".repeat(26)}`), { body });
  const { json } = await site.ask("GET", `/api/staff/events/${id}/registrations`);

  const rows = [
    { id: people[0].id, outcome: "cancelled" },
    { id: unknown, outcome: "not-found" },
    { id: people[1].id, outcome: "cancelled" },
  ];
  expect(done).toMatchObject({ status: 200, json: { registrations: rows } });
  expect([again.text, anew.json]).toEqual([done.text, done.json]);
  expect([many.status, none.status, wrong.status, nowhere.status]).toEqual([422, 422, 422, 404]);
  const statuses = json.registrations.map((r: { id: string; status: string }) => [r.id, r.status]);
  expect(Object.fromEntries(statuses)).toEqual({
    [people[0].id]: "cancelled",
    [people[1].id]: "cancelled",
    [people[2].id]: "confirmed",
  });
  const told = (await site.mails()).filter(({ subject }) => subject.startsWith("Your registration was cancelled"));
  expect(told.map(({ to }) => to).sort()).toEqual(["a@x.org", "b@x.org"]);
  expect(told[0]?.text).toContain("No such firms.");
});

test("staff see which mails failed and which wait, and nobody's address with them", async () => {
  const site = await startSite();
  const { id } = await publish(site);
  const { registration } = await (await guest(site, "ada@x.org")).come();
  const [mail] = (await OutboxStore.due(site.table, Date.now() + 60_000, 1)).due;
  if (mail) await OutboxStore.postpone(site.table, mail, Date.now());
  const waiting = await site.ask("GET", "/api/staff/mail");
  const [later] = (await OutboxStore.troubled(site.table, 1)).waiting;
  if (later) await OutboxStore.settle(site.table, later, Date.now(), "refused");

  const failed = await site.ask("GET", "/api/staff/mail");

  expect(waiting.json.mails).toMatchObject([
    { state: "waiting", tries: 1, eventId: id, registration: registration.id },
  ]);
  expect(failed.json.mails).toMatchObject([{ state: "refused", tries: 1, eventId: id }]);
  expect([waiting, failed].map(({ json }) => json.setAside)).toEqual([0, 0]);
  expect(`${waiting.text}${failed.text}`).not.toContain("ada");
});

test("staff see how many mails were set aside as nobody can read them, and those that can be read beside them", async () => {
  const site = await startSite();
  await publish(site);
  for (const email of ["ada@x.org", "bea@x.org"]) await (await guest(site, email)).come();
  const spoil = async () => {
    const { items } = await site.table.query("OUTBOX", { index: true });
    const [one] = items.filter(({ template }) => template === "confirmed");
    if (!one) throw new Error("There is a mail.");
    await site.table.transact([{ put: { ...one, pk: String(one.pk), sk: String(one.sk), tone: "warm" } }]);
  };
  await spoil();
  const before = await site.ask("GET", "/api/staff/mail");
  await site.mails();

  const after = await site.ask("GET", "/api/staff/mail");

  expect([before.status, before.json]).toEqual([200, { mails: [], setAside: 0 }]);
  expect([after.status, after.json]).toEqual([200, { mails: [], setAside: 1 }]);
});

test("a list of events is walked page by page, each once, in the order of their days", async () => {
  const site = await startSite();
  for (const day of ["2027-03-01", "2027-01-01", "2027-02-01"]) {
    await publish(site, { startsAt: `${day}T10:00`, endsAt: `${day}T11:00` });
  }

  const first = await site.ask("GET", "/api/staff/events?limit=2");
  const second = await site.ask("GET", `/api/staff/events?limit=2&cursor=${first.json.cursor}`);
  const junk = await site.ask("GET", "/api/staff/events?cursor=x");

  const starts = [...first.json.events, ...second.json.events].map(({ startsAt }) => startsAt.slice(0, 10));
  expect(starts).toEqual(["2027-01-01", "2027-02-01", "2027-03-01"]);
  expect(junk.status).toBe(400);
});

test("a series makes its events for six months, each an event of its own; a change is for those to come", async () => {
  const now = Date.UTC(2026, 1, 1, 12);
  const site = await startSite({ now: () => now });
  const { startsAt, endsAt, registrationOpens, registrationCloses, promoteUntil, ...event } = eventDraft();
  const start = async () => (await site.ask("GET", "/api/staff/events?limit=100")).json.events;

  const made = await site.ask("POST", "/api/staff/series", { body: { ...SERIES, event } });
  const events = await start();
  const at = `/api/staff/series/${made.json.id}`;
  const moved = await site.ask("PATCH", `/api/staff/events/${events[0].id}`, {
    version: 1,
    body: { startsAt: "2026-02-06T18:00", endsAt: "2026-02-06T19:00" },
  });
  const changed = await site.ask("PATCH", at, { version: 1, body: { time: "08:00" } });
  const after = await start();
  const noDay = await site.ask("POST", "/api/staff/series", { body: { ...SERIES, event, until: "2025-01-01" } });
  const noHost = await site.ask("POST", "/api/staff/series", {
    body: { ...SERIES, event: { ...event, hostId: `mem_${"0".repeat(26)}` } },
  });

  expect(made.status).toBe(201);
  const days = events.map((e: { startsAt: string }) => e.startsAt);
  expect(days).toEqual([
    "2026-02-05T17:30",
    "2026-03-05T17:30",
    "2026-04-02T17:30",
    "2026-05-07T17:30",
    "2026-06-04T17:30",
    "2026-07-02T17:30",
  ]);
  // In March the clocks go forward; on the wall it stays half past five.
  expect(days.map((local: string) => localTimeAt("America/New_York", instantOf(local, "America/New_York")))).toEqual(
    days,
  );
  expect(events[0]).toMatchObject({
    seriesId: made.json.id,
    seriesDate: "2026-02-05",
    registrationCloses: "2026-02-05T16:30",
  });
  expect(moved.json).toMatchObject({ startsAt: "2026-02-06T18:00", seriesDate: "2026-02-05" });
  expect(changed).toMatchObject({ status: 200, json: { time: "08:00", version: 2 } });
  expect(after).toHaveLength(6);
  expect(noDay).toMatchObject({ status: 422, json: { fields: [{ path: "rule" }] } });
  expect(noHost).toMatchObject({ status: 422, json: { fields: [{ path: "event.hostId" }] } });
});
