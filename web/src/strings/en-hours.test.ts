import type { LocalTime } from "@mainstreet/search/schedule";
import { expect, test } from "vitest";
import { hoursInWords, openState } from "./en-hours.ts";

test("a comment stands as words, without the days when it is for all of them", () => {
  expect(hoursInWords('Mo-Su "by appointment"')).toEqual(["By appointment"]);
  expect(hoursInWords('Mo-Sa "by appointment"')).toEqual(["Monday – Saturday: by appointment"]);
  expect(hoursInWords('Mo-Fr 09:00-17:00 "call first; the door sticks"')).toEqual([
    "Monday – Friday: 9\u00a0AM – 5\u00a0PM, call first; the door sticks",
  ]);
});

test("seasons, days of a month and holidays are written out, one line a rule", () => {
  expect(hoursInWords("Mar-Dec: Mo-Sa 09:00-17:30; Mar-Dec: Su 10:00-16:00; PH off")).toEqual([
    "March – December, Monday – Saturday: 9\u00a0AM – 5:30\u00a0PM",
    "March – December, Sunday: 10\u00a0AM – 4\u00a0PM",
    "Public holidays: closed",
  ]);
  expect(hoursInWords("Sa[3] 10:00-14:00,16:00-24:00")).toEqual([
    "Third Saturday of the month: 10\u00a0AM – 2\u00a0PM, 4\u00a0PM – midnight",
  ]);
  expect(hoursInWords("May,Jul-Aug Sa,Su sunrise-sunset")).toEqual([
    "May, July – August, Saturday, Sunday: sunrise – sunset",
  ]);
});

test("what is not known stays as it was written", () => {
  for (const text of ["week 1-20 Mo 10:00-12:00", "ring the bell", "Mo-Fr", 'Mo "', "$(x) <b>", ""]) {
    expect(hoursInWords(text).join("")).toBe(text);
  }
});

// A Monday, as days since 1970-01-01.
const MONDAY = 20_759;
const at = (day: number, hour: number, minute = 0) => ({ day: MONDAY + day, minute: hour * 60 + minute });

test("an open place says when it closes", () => {
  const now = at(0, 10);
  const closes = (until: LocalTime | null) => openState({ state: "open", until }, now);

  expect(closes(at(0, 17))).toBe("Open · closes at 5\u00a0PM");
  expect(closes(at(0, 17, 30))).toBe("Open · closes at 5:30\u00a0PM");
  expect(closes(at(1, 0))).toBe("Open · closes at midnight");
  expect(closes(at(1, 2))).toBe("Open · closes at 2\u00a0AM");
  expect(closes(at(1, 17))).toBe("Open · closes tomorrow at 5\u00a0PM");
  expect(closes(at(2, 0))).toBe("Open · closes tomorrow at midnight");
  expect(closes(at(4, 17))).toBe("Open · closes Friday at 5\u00a0PM");
  expect(closes(at(14, 17))).toBe("Open · closes November 16 at 5\u00a0PM");
  expect(closes(null)).toBe("Open 24 hours");
});

test("a closed place says when it opens", () => {
  const now = at(0, 18);
  const opens = (until: LocalTime | null) => openState({ state: "closed", until }, now);

  expect(opens(at(0, 20))).toBe("Closed · opens at 8\u00a0PM");
  expect(opens(at(1, 0))).toBe("Closed · opens at midnight");
  expect(opens(at(1, 9))).toBe("Closed · opens tomorrow at 9\u00a0AM");
  expect(opens(at(2, 9))).toBe("Closed · opens Wednesday at 9\u00a0AM");
  expect(opens(at(6, 12))).toBe("Closed · opens Sunday at noon");
  expect(opens(at(7, 9))).toBe("Closed · opens November 9 at 9\u00a0AM");
  expect(opens(null)).toBe("Closed");
});

test("what changes within the hour is counted in minutes, over midnight too", () => {
  expect(openState({ state: "open", until: at(0, 17) }, at(0, 16))).toBe("Closes in 60 minutes");
  expect(openState({ state: "open", until: at(0, 17) }, at(0, 16, 59))).toBe("Closes in 1 minute");
  expect(openState({ state: "open", until: at(0, 17) }, at(0, 15, 59))).toBe("Open · closes at 5\u00a0PM");
  expect(openState({ state: "closed", until: at(1, 0, 10) }, at(0, 23, 50))).toBe("Opens in 20 minutes");
});

test("a place that is perhaps open says so, and one of unknown hours nothing", () => {
  expect(openState({ state: "perhaps", until: at(0, 17) }, at(0, 10))).toBe("May be open · ask first");
  expect(openState(null, at(0, 10))).toBe("");
});
