import { PUBLIC } from "@mainstreet/core/actor";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import * as Member from "@mainstreet/core/member";
import { newAttempt } from "@mainstreet/core/registration";
import type { SeriesDraft } from "@mainstreet/core/series";
import * as AnnouncementStore from "@mainstreet/store/announcement-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import * as SeriesStore from "@mainstreet/store/series-store";
import type { Write } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { TRUSTED } from "../trusted.ts";

const NOON = Date.parse("2026-11-20T17:00:00Z");

/** Who may do everything, before any of these events. */
const atNoon = <Result>(): Write<Result> => by<Result>(TRUSTED, NOON);

async function eventTable() {
  const { table } = await freshTable();
  const needs = { table, now: () => NOON, sleep, random };
  const register = (eventId: string, name: string) =>
    RegistrationStore.register(needs, {
      eventId,
      personKey: name.padEnd(26, "0"),
      attempt: newAttempt(NOON, random),
      party: {
        registrant: { name, company: "", email: `${name}@example.org` },
        guests: [],
        note: "",
        lookingFor: "",
        visibility: "nobody",
      },
    });
  return { table, register };
}

test("an event is made with its seats and an address, and found by both", async () => {
  const { table } = await eventTable();

  const event = await EventStore.create(table, atNoon(), { ...BLANK_EVENT, capacity: 25 });
  const namesake = await EventStore.create(table, atNoon(), { ...BLANK_EVENT, startsAt: "2026-12-03T08:00" });

  expect([event.slug, namesake.slug]).toEqual(["december-mixer", "december-mixer-2026-12-03"]);
  expect(await EventStore.get(table, event.id)).toEqual(event);
  expect(await EventStore.getBySlug(table, "december-mixer")).toEqual(event);
  expect(await SeatsStore.get(table, event.id)).toMatchObject({
    status: "open",
    capacity: 25,
    taken: 0,
    startsAt: Date.parse("2026-12-03T22:30:00Z"),
    closesAt: Date.parse("2026-12-03T22:30:00Z"),
  });
  const { events } = await EventStore.list(table, TRUSTED, { limit: 10, cursor: null });
  expect(events.map(({ id }) => id)).toEqual([namesake.id, event.id]);
});

test("an event of more than sixty seats is spread over partitions from its making on, whatever its capacity becomes", async () => {
  const { table } = await eventTable();
  const event = await EventStore.create(table, atNoon(), { ...BLANK_EVENT, capacity: 100 });
  const mixer = await EventStore.create(table, atNoon(), {
    ...BLANK_EVENT,
    startsAt: "2026-12-03T08:00",
    capacity: 60,
  });

  await EventStore.update(table, atNoon(), event.id, 1, { capacity: 20 });
  await EventStore.update(table, atNoon(), mixer.id, 1, { capacity: 200 });

  expect(await SeatsStore.get(table, event.id)).toMatchObject({ capacity: 20, shards: 2 });
  expect(await SeatsStore.get(table, mixer.id)).toMatchObject({ capacity: 200, shards: 1 });
});

test("an event with wrong times or a host that is no member is refused, and nothing is written", async () => {
  const { table } = await eventTable();
  const nobody = "mem_00000000000000000000000000";
  const member = await MemberStore.create(table, atNoon(), { ...Member.BLANK, name: "Barn" });
  const make = (change: object) => EventStore.create(table, atNoon(), { ...BLANK_EVENT, ...change });

  await expect(make({ endsAt: "2026-12-03T17:00" })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "endsAt" }],
  });
  await expect(make({ hostId: nobody })).rejects.toMatchObject({ code: "invalid", fields: [{ path: "hostId" }] });
  await expect(make({ hostId: member.id, coHostIds: [nobody] })).rejects.toMatchObject({
    fields: [{ path: "coHostIds.0" }],
  });
  await expect(EventStore.create(table, by(PUBLIC), BLANK_EVENT)).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await EventStore.list(table, TRUSTED, { limit: 10, cursor: null })).events).toEqual([]);
  expect((await make({ hostId: member.id })).hostId).toBe(member.id);
});

test("a change of time, capacity or address reaches the seats, and those who registered are told of time, place and seats", async () => {
  const { table, register } = await eventTable();
  const event = await EventStore.create(table, atNoon(), { ...BLANK_EVENT, capacity: 1 });
  await register(event.id, "ada");
  const second = await register(event.id, "ben");

  const larger = await EventStore.update(table, atNoon(), event.id, 1, { capacity: 30, title: "Winter mixer" });
  const seats = await AnnouncementStore.listUnfinished(table);
  const moved = await EventStore.update(table, atNoon(), event.id, 2, {
    startsAt: "2026-12-04T17:30",
    endsAt: "2026-12-04T19:30",
    slug: "winter-mixer",
  });

  expect(second.registration.status).toBe("waitlisted");
  expect([larger.sequence, moved.sequence]).toEqual([1, 2]);
  expect(await SeatsStore.get(table, event.id)).toMatchObject({
    capacity: 30,
    taken: 1,
    startsAt: Date.parse("2026-12-04T22:30:00Z"),
  });
  expect(seats).toMatchObject([{ eventId: event.id, template: "more-seats", capacity: 30, isOver: false }]);
  const all = await AnnouncementStore.listUnfinished(table);
  expect(all.map(({ template }) => template).sort()).toEqual(["event-changed", "more-seats"]);
  expect((await EventStore.getBySlug(table, "december-mixer")).slug).toBe("winter-mixer");
});

test("a cancelled event gives no seats, tells everybody, and stays cancelled", async () => {
  const { table, register } = await eventTable();
  const event = await EventStore.create(table, atNoon(), BLANK_EVENT);
  await register(event.id, "ada");

  const cancelled = await EventStore.cancel(table, atNoon(), event.id, 1, "Snow");

  expect(cancelled).toMatchObject({ status: "cancelled", cancelReason: "Snow", sequence: 1, version: 2 });
  await expect(register(event.id, "ben")).rejects.toMatchObject({ code: "closed" });
  expect(await AnnouncementStore.listUnfinished(table)).toMatchObject([{ template: "event-cancelled" }]);
  await expect(EventStore.update(table, atNoon(), event.id, 2, { title: "On" })).rejects.toMatchObject({
    code: "in-use",
  });
});

test("an edit is made whatever registrations do meanwhile, and the second of two edits is told it is stale", async () => {
  const { table, register } = await eventTable();
  const event = await EventStore.create(table, atNoon(), { ...BLANK_EVENT, capacity: 10 });
  const names = Array.from({ length: 20 }, (_, i) => `party${i}`);

  const [edits] = await Promise.all([
    Promise.allSettled([
      EventStore.update(table, atNoon(), event.id, 1, { capacity: 15 }),
      EventStore.update(table, atNoon(), event.id, 1, { capacity: 16 }),
    ]),
    Promise.all(names.map((name) => register(event.id, name))),
  ]);

  const { capacity } = await EventStore.get(table, event.id);
  expect(edits.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(edits.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "stale" } });
  expect(await SeatsStore.get(table, event.id)).toMatchObject({ capacity });
});

test("the events of a series are made once, however many ask at the same time", async () => {
  const { table } = await eventTable();
  const { startsAt, endsAt, registrationOpens, registrationCloses, promoteUntil, ...event } = BLANK_EVENT;
  const draft: SeriesDraft = {
    name: "Third Thursdays",
    rule: "FREQ=MONTHLY;BYDAY=3TH",
    from: "2026-12-01",
    until: null,
    skippedMonths: [2],
    time: "17:30",
    minutes: 120,
    opensBefore: null,
    closesBefore: null,
    promoteBefore: null,
    event: { ...event, title: "Mixer" },
  };
  const series = await SeriesStore.create(table, atNoon(), draft);
  const days = { from: "2026-12-01", until: "2027-04-30" };

  const made = await Promise.all([1, 2, 3].map(() => SeriesStore.materialise(table, atNoon(), series, days)));
  const later = await SeriesStore.materialise(table, atNoon(), series, { ...days, until: "2027-05-31" });

  const { events } = await EventStore.list(table, TRUSTED, { limit: 50, cursor: null });
  expect(made.flat()).toHaveLength(4);
  expect(later.map(({ startsAt }) => startsAt)).toEqual(["2027-05-20T17:30"]);
  expect(events.map(({ slug }) => slug)).toEqual([
    "mixer-2026-12-17",
    "mixer-2027-01-21",
    "mixer-2027-03-18",
    "mixer-2027-04-15",
    "mixer-2027-05-20",
  ]);
});
