import { type HoursOf, scheduleOf } from "@mainstreet/functions/publish/hours";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MINUTES, type DayHours, type Hours, inOrder } from "../../web/src/account/hours-model.ts";
import { hoursText } from "../../web/src/account/hours-text.ts";

/** Four weeks without a public holiday from a Monday on. */
const ABOUT: HoursOf = {
  zone: "America/New_York",
  chamberZone: "America/New_York",
  country: "US",
  state: "NY",
  position: null,
  from: "2026-08-03",
};

const span = fc
  .record({ from: fc.integer({ min: 0, max: 95 }), length: fc.integer({ min: 1, max: 60 }) })
  .map(({ from, length }) => ({ from: from * 15, to: (from + length) * 15 }));
const day: fc.Arbitrary<DayHours> = fc
  .array(span, { maxLength: 3 })
  .map((spans) => inOrder(spans) ?? spans.slice(0, 1));

/** What is open on each minute of a week that comes again and again: a night goes on into the next day. */
function minutesOf(week: readonly DayHours[]): string[] {
  const open = week.map(() => new Set<number>());
  for (const [weekday, spans] of week.entries()) {
    for (const { from, to } of spans) {
      for (let minute = from; minute < to; minute++) {
        open[(weekday + Math.floor(minute / DAY_MINUTES)) % 7]?.add(minute % DAY_MINUTES);
      }
    }
  }
  return open.map((minutes) => spansText(minutes));
}

function spansText(minutes: ReadonlySet<number>): string {
  const spans: string[] = [];
  for (let minute = 0, from = -1; minute <= DAY_MINUTES; minute++) {
    const isOpen = minutes.has(minute);
    if (isOpen && from < 0) from = minute;
    if (!isOpen && from >= 0) {
      spans.push(`${clock(from)}-${clock(minute)}`);
      from = -1;
    }
  }
  return spans.join();
}

function clock(minutes: number): string {
  const rest = minutes % 60;
  return Math.floor(minutes / 60) + (rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`);
}

test("the publisher reads the week that the editor was given", () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), (week) => {
      const hours: Hours = { week, holidays: null, special: [] };

      expect(scheduleOf(hoursText(hours), ABOUT).split("/"), hoursText(hours)).toEqual(minutesOf(week));
    }),
    { numRuns: 300 },
  );
});
