import fc from "fast-check";
import { expect, test } from "vitest";
import { OpeningHours, weekOf } from "./opening-hours.ts";

const numRuns = process.env.MAINSTREET_LONG === "1" ? 200_000 : 1_000;

/** A week as a person writes it down: "8–12 13–17" a day, "" for a closed one, minutes only where there are any. */
function written(text: string): string | null {
  const clock = (minutes: number) => `${minutes / 60}`.replace(/\..*/, `:${minutes % 60}`);
  const week = weekOf(text);
  return week?.map((spans) => spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(" ")).join("|") ?? null;
}

test.each([
  ["24/7", "0–24|0–24|0–24|0–24|0–24|0–24|0–24"],
  ["08:00-12:00", "8–12|8–12|8–12|8–12|8–12|8–12|8–12"],
  ["Mo 09:00-24:00", "9–24||||||"],
  ["Mo 8:30-17:00", "8:30–17||||||"],
  [
    "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00; PH off",
    "8–12 13–17|8–12 13–17|8–12 13–17|8–12 13–17|8–12 13–17|9–12|",
  ],
  ["Mo-Fr 08:00-12:00, 13:00-17:00", "8–12 13–17|8–12 13–17|8–12 13–17|8–12 13–17|8–12 13–17||"],
  ["Th-Sa 17:00-02:00", "|||17–26|17–26|17–26|"],
  ["Sa 20:00-26:00", "|||||20–26|"],
  ["Fr-Mo 10:00-18:00", "10–18||||10–18|10–18|10–18"],
  ["Mo,We,Fr 09:00-17:00", "9–17||9–17||9–17||"],
  ["Mo , We 09:00-17:00", "9–17||9–17||||"],
  ["Mo-Su 09:00-17:00; We off", "9–17|9–17||9–17|9–17|9–17|9–17"],
  ["Mo-Su 09:00-17:00; We closed", "9–17|9–17||9–17|9–17|9–17|9–17"],
  ["Mo-Fr 09:00-17:00; Fr 09:00-15:00", "9–17|9–17|9–17|9–17|9–15||"],
  ["Mo-Fr 09:00-17:00; PH,Su 10:00-12:00", "9–17|9–17|9–17|9–17|9–17||10–12"],
  ["Mo-Fr 09:00-17:00; PH 10:00-12:00; SH off", "9–17|9–17|9–17|9–17|9–17||"],
  ["Mo-Sa 10:00-20:00; Su,PH off", "10–20|10–20|10–20|10–20|10–20|10–20|"],
  ["24/7; Su off", "0–24|0–24|0–24|0–24|0–24|0–24|"],
  ["Mo-Su,PH 00:00-24:00", "0–24|0–24|0–24|0–24|0–24|0–24|0–24"],
  [" Mo 09:00-17:00 ; ", "9–17||||||"],
  ["Tu-Tu 09:00-17:00", "|9–17|||||"],
  ["off", "||||||"],
])("%s is a week", (text, week) => {
  expect(written(text)).toBe(week);
});

test.each([
  "",
  " ",
  ";",
  "PH off",
  "Jan-Mar 10:00-12:00",
  "Jun 15-Sep 01: Mo-Fr 10:00-18:00",
  "Mo-Fr 10:00-18:00; Dec 25 off",
  "2026 Mo 10:00-12:00",
  "easter off",
  "Mo-Fr sunrise-sunset",
  "Mo 10:00-sunset",
  "(sunrise+01:00)-12:00",
  'Mo-Fr 10:00-18:00 "by appointment"',
  '"call us"',
  'Mo-Fr 10:00-18:00 || "call us"',
  "Mo 18:00+",
  "Mo 10:00-18:00+",
  "week 01-10 Mo 10:00-12:00",
  "Mo[1] 10:00-12:00",
  "SH Mo-Fr 09:00-12:00",
  "Mo-Fr 09:00-17:00, Sa 10:00-14:00",
  "Mo-Fr",
  "Mo-PH 10:00-12:00",
  "mo-fr 10:00-12:00",
  "Xx 10:00-12:00",
  "Mo 25:00-26:00",
  "Mo 24:00-00:00",
  "Mo 10:60-12:00",
  "Mo 10:00-27:00",
  "Mo 10:00",
  "Mo 10-18",
  "9 to 5",
  "Mo–Fr 10:00–18:00",
  "Mo 10:00-12:00\nTu off",
  "24/7 24/7",
])("%j is more or less than a week can say", (text) => {
  expect(weekOf(text)).toBeNull();
});

test("no text at all makes it throw, and what it finds is spans of a day", () => {
  const part = fc.constantFrom(
    "Mo",
    "Su",
    "PH",
    "-",
    ",",
    ";",
    " ",
    "08:00",
    "24:00",
    "26:00",
    "0:00",
    "off",
    "24/7",
    "+",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (hours) => {
      const spans = weekOf(hours)?.flat() ?? [];
      return spans.every(({ from, to }) => from >= 0 && from < 1440 && from < to && to <= from + 1440 + 120);
    }),
    { numRuns },
  );
});

test("a week that is written out is read back", () => {
  const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  const clock = (minutes: number) =>
    [minutes / 60, minutes % 60].map((n) => `${Math.floor(n)}`.padStart(2, "0")).join(":");
  const span = fc.record({ from: fc.integer({ min: 0, max: 1439 }), long: fc.integer({ min: 1, max: 1440 }) });
  fc.assert(
    fc.property(fc.array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 }), (week) => {
      const rules = week.map((spans, day) => {
        const times = spans.map(({ from, long }) => `${clock(from)}-${clock((from + long) % 1440)}`);
        return `${days[day]} ${times.join(",") || "off"}`;
      });
      const read = week.map((spans) => spans.map(({ from, long }) => ({ from, to: from + long })));
      expect(weekOf(rules.join("; "))).toEqual(read);
    }),
    { numRuns: numRuns / 10 },
  );
});

test("opening hours are kept as written, on one line of at most 400 characters", () => {
  expect(OpeningHours.parse(" Mo-Fr  whenever ")).toBe("Mo-Fr  whenever");
  expect(OpeningHours.safeParse("x".repeat(401)).success).toBe(false);
  expect(OpeningHours.safeParse("Mo\nTu").success).toBe(false);
});
