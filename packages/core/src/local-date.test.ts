import fc from "fast-check";
import { expect, test } from "vitest";
import { dateIn, Instant, instant, LocalDate, nextMidnight, Zone } from "./local-date.ts";

const numRuns = process.env.MAINSTREET_LONG === "1" ? 20_000 : 300;
const HOUR = 3_600_000;

test.each([
  ["UTC", "2026-11-21T23:59:59.999Z", "2026-11-21"],
  ["UTC", "2026-11-22T00:00:00.000Z", "2026-11-22"],
  ["America/New_York", "2026-11-22T04:59:59.999Z", "2026-11-21"],
  ["America/New_York", "2026-11-22T05:00:00.000Z", "2026-11-22"],
  ["America/New_York", "2026-07-01T03:59:59.999Z", "2026-06-30"],
  ["America/New_York", "2026-07-01T04:00:00.000Z", "2026-07-01"],
  ["Asia/Kolkata", "2026-11-21T18:29:59.999Z", "2026-11-21"],
  ["Asia/Kolkata", "2026-11-21T18:30:00.000Z", "2026-11-22"],
  ["Asia/Kathmandu", "2026-11-21T18:15:00.000Z", "2026-11-22"],
  ["Pacific/Kiritimati", "2026-11-21T10:00:00.000Z", "2026-11-22"],
  ["Pacific/Pago_Pago", "2026-11-22T10:59:59.999Z", "2026-11-21"],
  ["Europe/Berlin", "2028-02-28T23:00:00.000Z", "2028-02-29"],
])("in %s it is at %s the day %s", (zone, at, date) => {
  expect(dateIn(zone, Date.parse(at))).toBe(date);
});

test.each([
  ["UTC", "2026-11-22T00:00:00.000Z", "2026-11-23T00:00:00.000Z", 24],
  ["America/New_York", "2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z", 23],
  ["America/New_York", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z", 25],
  ["Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z", 23],
  ["Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z", 25],
  ["Australia/Lord_Howe", "2026-10-03T13:30:00.000Z", "2026-10-04T13:00:00.000Z", 23.5],
  // These clocks jump from 24:00 to 01:00: there is no midnight, and the day begins at one.
  ["America/Sao_Paulo", "2018-11-03T03:00:00.000Z", "2018-11-04T03:00:00.000Z", 24],
  ["America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z", 23],
  ["Asia/Beirut", "2026-03-27T22:00:00.000Z", "2026-03-28T22:00:00.000Z", 24],
  ["Asia/Beirut", "2026-03-28T22:00:00.000Z", "2026-03-29T21:00:00.000Z", 23],
  ["Africa/Cairo", "2026-04-23T22:00:00.000Z", "2026-04-24T21:00:00.000Z", 23],
  // And these back from 24:00 to 23:00: the last hour comes twice.
  ["America/Sao_Paulo", "2018-02-17T02:00:00.000Z", "2018-02-18T03:00:00.000Z", 25],
  ["Asia/Beirut", "2026-10-23T21:00:00.000Z", "2026-10-24T22:00:00.000Z", 25],
  ["Asia/Beirut", "2026-10-24T22:00:00.000Z", "2026-10-25T22:00:00.000Z", 24],
  ["Africa/Cairo", "2026-10-28T21:00:00.000Z", "2026-10-29T22:00:00.000Z", 25],
  // Samoa left out 30 December 2011, to be on the other side of the date line.
  ["Pacific/Apia", "2011-12-29T10:00:00.000Z", "2011-12-30T10:00:00.000Z", 24],
])("in %s the day of %s ends at %s", (zone, begin, end, hours) => {
  const from = Date.parse(begin);

  const ends = [from, from + HOUR, Date.parse(end) - 1].map((at) => instant(nextMidnight(zone, at)));

  expect(ends).toEqual([end, end, end]);
  expect((Date.parse(end) - from) / HOUR).toBe(hours);
});

test("in every zone the next midnight begins another day, and until then it is the same one", () => {
  const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const at = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2031, 0) });
  fc.assert(
    fc.property(zone, at, (zone, now) => {
      const midnight = nextMidnight(zone, now);
      expect(midnight).toBeGreaterThan(now);
      expect(midnight - now).toBeLessThanOrEqual(25 * HOUR);
      expect(dateIn(zone, midnight - 1)).toBe(dateIn(zone, now));
      expect(dateIn(zone, midnight) > dateIn(zone, now)).toBe(true);
    }),
    { numRuns },
  );
});

test("an instant is stored with milliseconds and in UTC, and only so", () => {
  expect(instant(0)).toBe("1970-01-01T00:00:00.000Z");
  expect(Instant.parse(instant(Date.UTC(2026, 10, 22, 1, 2, 3, 4)))).toBe("2026-11-22T01:02:03.004Z");
  for (const other of [
    "2026-11-22T01:02:03Z",
    "2026-11-22T01:02:03.004",
    "2026-11-22T01:02:03.004+01:00",
    "2026-11-22",
  ]) {
    expect(Instant.safeParse(other).success).toBe(false);
  }
});

test("a day is one that the calendar has", () => {
  expect(LocalDate.parse("2028-02-29")).toBe("2028-02-29");
  for (const other of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "22.11.2026", "", "2026-11-22T00:00"]) {
    expect(LocalDate.safeParse(other).success).toBe(false);
  }
});

test.each(["America/New_York", "US/Eastern", "UTC", "Etc/GMT+5", "Europe/Berlin", "Asia/Kathmandu"])(
  "%s is a time zone",
  (zone) => {
    expect(Zone.parse(zone)).toBe(zone);
  },
);

test.each([
  "",
  "Z",
  "+05:00",
  "-05",
  "Mars/Olympus",
  "New York",
  "2026-01-01T00:00Z",
  "2026-01-01T00:00[Europe/Paris]",
  "UTC\n",
])("%j is no time zone", (zone) => {
  expect(Zone.safeParse(zone).success).toBe(false);
});
