import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test("a slip of the pen is one step, a word of other letters as many as it has", () => {
  expect(editDistance("bakery", "bakery")).toBe(0);
  expect(editDistance("bakery", "bakry")).toBe(1);
  expect(editDistance("bakery", "bakkery")).toBe(1);
  expect(editDistance("bakery", "bakety")).toBe(1);
  expect(editDistance("bakery", "bakrey")).toBe(1);
  expect(editDistance("", "oven")).toBe(4);
  expect(editDistance("kitten", "sitting")).toBe(3);
});

test("more steps than are asked for are not counted", () => {
  expect(editDistance("kitten", "sitting", 2)).toBe(3);
  expect(editDistance("a", "abcdefgh", 2)).toBe(3);
});

test("it is the same both ways, nothing only for the same word, and never more than the longer word", () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.nat({ max: 9 }), (a, b, most) => {
      const steps = editDistance(a, b);
      expect(editDistance(b, a)).toBe(steps);
      expect(steps === 0).toBe(a === b);
      expect(steps).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(steps).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, b, most)).toBe(Math.min(steps, most + 1));
    }),
  );
});
