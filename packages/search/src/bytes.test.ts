import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, numbersIn, readNumbers, writeNumbers } from "./bytes.ts";
import { runs } from "./test-data.ts";

const whole = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.maxSafeNat());

test("numbers up to 2^53 − 1 come back", () => {
  fc.assert(
    fc.property(fc.array(whole), (numbers) => {
      const read = readNumbers(writeNumbers(numbers), new Float64Array(numbers.length), 2 ** 53);
      expect([...read]).toEqual(numbers);
    }),
    runs(200),
  );
});

test("small numbers take one byte", () => {
  expect([...writeNumbers([0, 127, 5])]).toEqual([0, 127, 5]);
});

test("second bytes follow all first ones", () => {
  expect([...writeNumbers([128, 7, 16_385])]).toEqual([128, 7, 129, 1, 128, 1]);
});

test("a column with too few, too many or too large numbers is refused", () => {
  const bytes = writeNumbers([1, 2, 300]);

  expect([...columnOf(bytes, 3, 301)]).toEqual([1, 2, 300]);
  expect(() => columnOf(bytes, 2, 301)).toThrow(RangeError);
  expect(() => columnOf(bytes, 4, 301)).toThrow(RangeError);
  expect(() => columnOf(bytes, 5, 301)).toThrow(RangeError);
  expect(() => columnOf(bytes, 3, 300)).toThrow(RangeError);
  expect(() => columnOf(bytes.subarray(0, 3), 3, 301)).toThrow(RangeError);
});

test("a number that never ends is refused", () => {
  expect(() => columnOf(new Uint8Array(1000).fill(128), 1, 9)).toThrow(RangeError);
  const endless = new Uint8Array(1000).fill(128);
  endless[999] = 0;
  expect(() => columnOf(endless, 1, 9)).toThrow(RangeError);
});

test("texts that occur once are numbered from the end, without a number of their own", () => {
  expect([...numbersIn(Uint8Array.of(0, 1, 0, 1, 2), 5, 4)]).toEqual([3, 0, 2, 0, 1]);
});

test("a number of no text, or one more text that occurs once than there are texts, is refused", () => {
  expect(() => numbersIn(Uint8Array.of(1, 3), 2, 2)).toThrow(RangeError);
  expect(() => numbersIn(Uint8Array.of(0, 0, 0), 3, 2)).toThrow(RangeError);
});
