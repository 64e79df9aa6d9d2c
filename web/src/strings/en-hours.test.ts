import { expect, test } from "vitest";
import { hoursInWords } from "./en-hours.ts";

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
