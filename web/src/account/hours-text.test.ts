import fc from "fast-check";
import { expect, test } from "vitest";
import { CLOSED_WEEK, type DayHours, FULL_DAY, type Hours, inOrder } from "./hours-model.ts";
import { hoursText, readHours } from "./hours-text.ts";

const NINE_TO_FIVE: DayHours = [{ from: 540, to: 1020 }];
const SPLIT: DayHours = [
  { from: 540, to: 720 },
  { from: 780, to: 1080 },
];

function hours(week: readonly DayHours[], more: Partial<Hours> = {}): Hours {
  return { week, holidays: null, special: [], ...more };
}

test("a week is written with its like days together, then holidays, then single days", () => {
  const week = [SPLIT, SPLIT, SPLIT, SPLIT, SPLIT, NINE_TO_FIVE, []];

  expect(hoursText(hours(week))).toBe("Mo-Fr 09:00-12:00,13:00-18:00; Sa 09:00-17:00");
  expect(
    hoursText(
      hours(week, {
        holidays: [],
        special: [
          { year: null, month: 12, day: 25, hours: [] },
          { year: 2026, month: 12, day: 24, hours: [{ from: 540, to: 720 }] },
        ],
      }),
    ),
  ).toBe("Mo-Fr 09:00-12:00,13:00-18:00; Sa 09:00-17:00; PH off; Dec 25 off; 2026 Dec 24 09:00-12:00");
});

test("around the clock, never, into the night and on two days", () => {
  expect(hoursText(hours(CLOSED_WEEK.map(() => FULL_DAY)))).toBe("24/7");
  expect(hoursText(hours(CLOSED_WEEK))).toBe("Mo-Su off");
  expect(hoursText(hours([[], [], [], [], [{ from: 1320, to: 1560 }], FULL_DAY, []]))).toBe(
    "Sa 00:00-24:00; Fr 22:00-02:00",
  );
  expect(hoursText(hours([NINE_TO_FIVE, NINE_TO_FIVE, [], NINE_TO_FIVE, [], [], []]))).toBe("Mo,Tu,Th 09:00-17:00");
});

test.each([
  ["Mo-Fr 9:00-17:00", "Mo-Fr 09:00-17:00"],
  ["09:00-17:00", "Mo-Su 09:00-17:00"],
  ["Mo-Sa 10:00-18:00; Th 10:00-20:00; Su closed", "Mo-We,Fr,Sa 10:00-18:00; Th 10:00-20:00"],
  ["Sa-Mo 10:00-12:00", "Mo,Sa,Su 10:00-12:00"],
  ["Mo,PH 10:00-12:00", "Mo 10:00-12:00; PH 10:00-12:00"],
  ["Mo-Su 18:00-00:00", "Mo-Su 18:00-24:00"],
  ["Mo 13:00-17:00,09:00-12:00", "Mo 09:00-12:00,13:00-17:00"],
  ["24/7; Dec 25 off", "24/7; Dec 25 off"],
  ["  Mo 09:00 - 17:00 ;", "Mo 09:00-17:00"],
])("%s is read, and written as %s", (text, written) => {
  const read = readHours(text);

  expect(read && hoursText(read)).toBe(written);
});

test.each([
  "",
  "PH off",
  "Dec 25 off",
  "sunrise-sunset",
  'Mo-Fr 09:00-17:00 "by appointment"',
  "Apr-Oct: Mo-Su 09:00-17:00",
  "Mo[1] 09:00-17:00",
  "Mo-Fr 09:00-17:00; SH off",
  "Mo-Fr 09:00+",
  "Mo 09:00-12:00,11:00-13:00",
  "Mo 09:00-09:00",
  "Mo 25:00-26:00",
  "Dec 25 off; Mo-Su 09:00-17:00",
  "PH off; Mo-Su 09:00-17:00",
  "Mo 09:00-17:00; Feb 30 off",
  "Mo 09:00-17:00; Dec 25 off; Dec 25 10:00-12:00",
  "Mo-Fr 09:00-17:00, Sa 10:00-12:00",
  "Xx 09:00-17:00",
])("%j stays text", (text) => {
  expect(readHours(text)).toBe(null);
});

const span = fc
  .record({ from: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 1, max: 1439 }) })
  .map(({ from, length }) => ({ from, to: from + length }));
const day: fc.Arbitrary<DayHours> = fc.oneof(
  fc.constant([]),
  fc.constant(FULL_DAY),
  fc.array(span, { minLength: 1, maxLength: 3 }).map((spans) => inOrder(spans) ?? spans.slice(0, 1)),
);
const special = fc
  .uniqueArray(fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }), {
    maxLength: 3,
    selector: ({ month, day }) => `${month}-${day}`,
  })
  .chain((dates) =>
    fc.tuple(
      ...dates.map((date) => fc.record({ ...fixed(date), year: fc.constantFrom(null, 2026, 2027), hours: day })),
    ),
  );
const anyHours: fc.Arbitrary<Hours> = fc.record({
  week: fc.array(day, { minLength: 7, maxLength: 7 }),
  holidays: fc.option(day),
  special,
});

function fixed(date: { readonly month: number; readonly day: number }) {
  return { month: fc.constant(date.month), day: fc.constant(date.day) };
}

test("a night that goes on into a day of another rule comes after that rule, or ends at midnight", () => {
  const [late, later]: DayHours[] = [[{ from: 1020, to: 1500 }], [{ from: 1020, to: 1560 }]];
  if (!late || !later) throw new Error("two nights");

  expect(hoursText(hours([late, late, late, late, later, later, []]))).toBe("Fr,Sa 17:00-02:00; Mo-Th 17:00-01:00");
  expect(hoursText(hours([late, late, late, late, later, later, late]))).toBe(
    "Mo-Fr 00:00-01:00,17:00-24:00; Sa,Su 00:00-02:00,17:00-24:00",
  );
});

test("what is written is read, and written again as it was", () => {
  fc.assert(
    fc.property(anyHours, (given) => {
      const text = hoursText(given);
      const read = readHours(text);

      expect(read && hoursText(read)).toBe(text);
      expect(read && { ...read, week: given.week }).toEqual(given);
    }),
    { numRuns: 1000 },
  );
});

test("whatever is typed is read or refused, and what was read is stable", () => {
  const word = fc.constantFrom(
    "Mo",
    "-",
    "Fr",
    ",",
    " ",
    ";",
    "09:00",
    "17:00",
    "24:00",
    "off",
    "PH",
    "Dec 25",
    "24/7",
    "+",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const read = readHours(words.join(""));
      const text = read === null ? null : hoursText(read);

      if (text !== null) expect(readHours(text)).toEqual(read);
    }),
    { numRuns: 3000 },
  );
});
