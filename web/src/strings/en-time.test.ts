import { expect, test } from "vitest";
import { date, dayHours, time } from "./en-time.ts";

test("a day is written out", () => {
  expect(date("2026-11-03")).toBe("November 3, 2026");
});

test("times are told by the twelve-hour clock, with words for its two ends", () => {
  expect([0, 30, 540, 570, 720, 750, 1020, 1439, 1440, 1560].map(time)).toEqual([
    "midnight",
    "12:30\u00a0AM",
    "9\u00a0AM",
    "9:30\u00a0AM",
    "noon",
    "12:30\u00a0PM",
    "5\u00a0PM",
    "11:59\u00a0PM",
    "midnight",
    "2\u00a0AM",
  ]);
});

test("a day without hours is closed, one of 24 hours is open all day, and a pause makes two lines", () => {
  expect(dayHours([])).toEqual(["Closed"]);
  expect(dayHours([{ from: 0, to: 1440 }])).toEqual(["Open 24 hours"]);
  expect(
    dayHours([
      { from: 660, to: 870 },
      { from: 1020, to: 1560 },
    ]),
  ).toEqual(["11\u00a0AM – 2:30\u00a0PM", "5\u00a0PM – 2\u00a0AM"]);
});
