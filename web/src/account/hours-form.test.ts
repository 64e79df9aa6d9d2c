import { expect, test } from "vitest";
import { BEGINNING, copied, hoursOf, type TypedDay, typedOf } from "./hours-form.ts";
import { hoursText, readHours } from "./hours-text.ts";

const YEAR = 2026;

function through(text: string): string | null {
  const read = readHours(text);
  const typed = read && hoursOf(typedOf(read, YEAR));
  return typed && "week" in typed ? hoursText(typed) : null;
}

test.each([
  "Mo-Fr 09:00-12:00,13:00-18:00; Sa 09:00-17:00; PH off; Dec 25 off; 2026 Dec 24 09:00-12:00",
  "24/7",
  "Mo-Su off",
  "Mo-Su 18:00-24:00",
  "Fr 22:00-02:00",
])("%s goes through the fields unchanged", (text) => {
  expect(through(text)).toBe(text);
});

test("what is missing or runs into each other is named by its day", () => {
  const open = (...spans: TypedDay["spans"]): TypedDay => ({ kind: "open", spans });
  const [first, second] = [open({ from: "", to: "12:00" }), open({ from: "09:00", to: "09:00" })];
  const third = open({ from: "09:00", to: "13:00" }, { from: "12:00", to: "17:00" });
  const week = [first, second, third, ...BEGINNING.week.slice(3)];
  const special = [
    { date: "", isYearly: false, day: open({ from: "09:00", to: "12:00" }) },
    { date: "2026-12-25", isYearly: true, day: open() },
  ];

  const wrong = hoursOf({ ...BEGINNING, week, special });

  expect("week" in wrong ? [] : wrong.map(({ where }) => where)).toEqual(["0", "1", "2", "special-0", "special-1"]);
});

test("Monday is copied to the weekdays, or to all", () => {
  const monday: TypedDay = { kind: "full", spans: [] };
  const hours = { ...BEGINNING, week: [monday, ...BEGINNING.week.slice(1)] };

  expect(copied(hours, 0, [1, 2, 3, 4]).week.map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 5 }, () => "full"),
    "closed",
    "closed",
  ]);
});
