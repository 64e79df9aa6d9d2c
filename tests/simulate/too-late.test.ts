import type { EventDraft } from "@mainstreet/core/event";
import { instantsOf, problemsOf } from "@mainstreet/core/event";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import { plusMinutes } from "@mainstreet/core/local-time";
import { enqueued } from "@mainstreet/core/registration";
import { LAST_PROMOTION_MS, newSeats } from "@mainstreet/core/seats";
import { seatsOf } from "@mainstreet/store/event-store";
import { putNew, wait } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep } from "@mainstreet/store/sweep";
import { createTable } from "@mainstreet/store/table";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createClock } from "./clock.ts";
import { dice } from "./dice.ts";
import { createService, GOOD } from "./line.ts";
import { createMemory } from "./memory.ts";
import { chance, EVENT_ID, partyOf, personOf } from "./town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const TUPLES = long ? 10_000 : 400;
const MINUTE = 60_000;

/** Days on which clocks change, and others: zone, the first minute of the day. Lord Howe's clocks change by half an hour. */
const DAYS = [
  ["America/New_York", "2026-03-08T00:00"],
  ["America/New_York", "2026-11-01T00:00"],
  ["America/New_York", "2026-12-03T00:00"],
  ["Europe/Vienna", "2027-03-28T00:00"],
  ["Europe/Vienna", "2026-10-25T00:00"],
  ["Australia/Lord_Howe", "2026-10-04T00:00"],
  ["Australia/Lord_Howe", "2027-04-04T00:00"],
  ["Asia/Kathmandu", "2027-01-15T00:00"],
] as const;

const DIALS = new Map<string, Intl.DateTimeFormat>();
/** What a clock on the wall shows, by the runtime's own calendar: no code of ours and no library. */
function shown(zone: string, at: number): string {
  const dial =
    DIALS.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  DIALS.set(zone, dial);
  return dial.format(at).replace(" ", "T").slice(0, 16);
}

/** Whether a wall clock has reached a local time, walking minute by minute back from an instant up to three hours. */
function hasCome(zone: string, local: string, at: number): boolean {
  for (let back = 0; back <= 180; back++) if (shown(zone, at - back * MINUTE) === local) return true;
  return shown(zone, at) > local && shown(zone, at - 180 * MINUTE) > local;
}

const minutes = (min: number, max: number) => fc.integer({ min, max });
const offsets = fc.oneof(fc.constant(null), minutes(-240, 240));

const tuples = fc
  .record({
    day: fc.constantFrom(...DAYS),
    start: minutes(0, 6 * 60),
    length: minutes(15, 240),
    opens: offsets,
    closes: offsets,
    cutOff: offsets,
    /** When it is, from the cut-off on; often close to it. */
    from: fc.oneof(minutes(-5, 5), minutes(-300, 300)),
    milliseconds: fc.integer({ min: -20_000, max: 20_000 }),
  })
  .map(({ day: [zone, midnight], start, length, opens, closes, cutOff, from, milliseconds }) => {
    const startsAt = plusMinutes(midnight, start);
    const after = (offset: number | null) => (offset === null ? null : plusMinutes(startsAt, offset));
    const draft: EventDraft = {
      ...BLANK_EVENT,
      zone,
      startsAt,
      endsAt: plusMinutes(startsAt, length),
      registrationOpens: after(opens),
      registrationCloses: after(closes),
      promoteUntil: after(cutOff),
    };
    return { draft, now: instantsOf(draft).promoteUntil + from * MINUTE + milliseconds };
  })
  .filter(({ draft }) => problemsOf(draft).length === 0);

/** Whether somebody on the list has a seat after the sweep of an instant, with one free. */
async function isPromotedAt(draft: EventDraft, now: number): Promise<boolean> {
  const clock = createClock(now);
  const roll = dice(1);
  const { random, attempt } = chance(roll);
  const memory = createMemory({ time: clock.time, roll, onCommit: () => undefined });
  const client = createService({ clock, memory, roll }).client({ faults: () => GOOD });
  const table = createTable({ client, name: "simulated", sleep: clock.sleep, random });
  const needs = { table, now: () => Math.floor(clock.time()), sleep: clock.sleep, random };
  const event = { ...draft, status: "published" as const };
  const seats = newSeats(EVENT_ID, seatsOf({ ...event, ...NEVER_READ }));
  const from = { eventId: EVENT_ID, personKey: personOf(1), attempt: attempt(), party: partyOf(1, 1) };
  const waiting = enqueued(from, now - 60 * MINUTE);
  return clock.until(
    (async () => {
      await table.transact([SeatsStore.put(seats)]);
      await table.transact([putNew(waiting, seats), wait(waiting, seats)]);
      await sweep(needs, EVENT_ID);
      const { registration } = await RegistrationStore.status(table, EVENT_ID, from.personKey);
      return registration?.status === "confirmed";
    })(),
  );
}

/** What an event has besides and its seats do not ask for. */
const NEVER_READ = {
  id: EVENT_ID,
  slug: "mixer",
  formerSlugs: [],
  seriesId: null,
  seriesDate: null,
  cancelReason: "",
  sequence: 0,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  version: 1,
};

test(`of ${TUPLES} times to promote at, none is after the cut-off or the event, and none before it is missed`, async () => {
  const count = { promoted: 0, late: 0 };
  await fc.assert(
    fc.asyncProperty(tuples, async ({ draft, now }) => {
      const cutOff = draft.promoteUntil ?? draft.startsAt;
      const isOver = hasCome(draft.zone, cutOff, now) || hasCome(draft.zone, draft.endsAt, now);

      const isPromoted = await isPromotedAt(draft, now);

      if (isOver) expect(isPromoted).toBe(false);
      // A promotion takes some milliseconds, and is not begun so late that a bad line could carry it over.
      else if (!hasCome(draft.zone, cutOff, now + LAST_PROMOTION_MS + 1_000)) expect(isPromoted).toBe(true);
      count[isPromoted ? "promoted" : "late"]++;
    }),
    { numRuns: TUPLES },
  );
  // Neither side of the cut-off is left out.
  expect(Math.min(count.promoted, count.late)).toBeGreaterThan(TUPLES / 5);
});
