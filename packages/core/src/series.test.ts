import { expect, test } from "vitest";
import { problemsOf } from "./event.ts";
import { BLANK_EVENT } from "./event-builder.ts";
import { datesOf, eventOn, SeriesDraft } from "./series.ts";

const { startsAt, endsAt, registrationOpens, registrationCloses, promoteUntil, ...event } = BLANK_EVENT;

function series(change: Partial<SeriesDraft> = {}): SeriesDraft {
  return {
    name: "Third Thursday mixers",
    rule: "FREQ=MONTHLY;BYDAY=3TH",
    from: "2026-01-01",
    until: null,
    skippedMonths: [],
    time: "17:30",
    minutes: 120,
    opensBefore: null,
    closesBefore: null,
    promoteBefore: null,
    event,
    ...change,
  };
}

test("the days of a series follow its rule, without the skipped months", () => {
  expect(datesOf(series({ skippedMonths: [7, 8] }), "2026-05-01", "2026-10-31")).toEqual([
    "2026-05-21",
    "2026-06-18",
    "2026-09-17",
    "2026-10-15",
  ]);
});

test.each([
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-01-13", "2026-01-27"]],
  ["FREQ=MONTHLY;BYDAY=-1FR", ["2026-01-30"]],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3", ["2026-02-03"]],
  ["FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", ["2026-01-05", "2026-01-07", "2026-01-12"]],
])("%s falls on %j", (rule, days) => {
  expect(datesOf(series({ rule }), "2026-01-05", "2026-02-03")).toEqual(days);
});

test("a series begins with its first day and ends with its last", () => {
  const days = datesOf(series({ from: "2026-03-01", until: "2026-04-16" }), "2026-01-01", "2026-12-31");

  expect(days).toEqual(["2026-03-19", "2026-04-16"]);
});

test("a series without an end is read as far as asked, and never for ever", () => {
  expect(datesOf(series({ rule: "FREQ=DAILY" }), "2026-01-01", "9999-12-31")).toHaveLength(1_000);
});

test("an event of a series has the series' local time, whatever the season", () => {
  const before = series({ opensBefore: 30 * 1440, closesBefore: 60, promoteBefore: 180 });

  const [winter, summer] = [eventOn(before, "2026-01-15"), eventOn(before, "2026-07-16")];

  expect(winter).toMatchObject({
    startsAt: "2026-01-15T17:30",
    endsAt: "2026-01-15T19:30",
    registrationOpens: "2025-12-16T17:30",
    registrationCloses: "2026-01-15T16:30",
    promoteUntil: "2026-01-15T14:30",
  });
  expect(summer.startsAt).toBe("2026-07-16T17:30");
  expect(problemsOf(winter)).toEqual([]);
});

test.each([
  "",
  "FREQ=HOURLY",
  "FREQ=MONTHLY;BYDAY=9XX",
  "FREQ=DAILY;UNTIL=20270101",
  "FREQ=DAILY;BYHOUR=3",
  "DTSTART:1",
])("%j is refused as a rule", (rule) => {
  expect(SeriesDraft.safeParse(series({ rule })).success).toBe(false);
});
