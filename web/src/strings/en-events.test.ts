import { expect, test } from "vitest";
import { dayText, events, spanText } from "./en-events.ts";

test("an event is told with its weekday, and with both days when it ends on another one", () => {
  expect(spanText("2026-12-03T17:30", "2026-12-03T19:30")).toBe(
    "Thursday, December 3, 2026, 5:30\u00a0PM – 7:30\u00a0PM",
  );
  expect(spanText("2026-12-31T21:00", "2027-01-01T01:00")).toBe(
    "Thursday, December 31, 2026, 9\u00a0PM – Friday, January 1, 2027, 1\u00a0AM",
  );
});

test("the weekday is right in leap years and around the turn of the year", () => {
  expect(["2024-02-29T00:00", "2026-01-01T00:00", "2027-01-03T23:59"].map(dayText)).toEqual([
    "Thursday, February 29, 2024",
    "Thursday, January 1, 2026",
    "Sunday, January 3, 2027",
  ]);
});

test("a month has its name and year", () => {
  expect(events.month("2026-12")).toBe("December 2026");
});
