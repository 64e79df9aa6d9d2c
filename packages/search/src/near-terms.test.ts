import fc from "fast-check";
import { expect, test } from "vitest";
import { nearTerms, typosIn } from "./near-terms.ts";
import { isNear } from "./oracle.ts";
import { runs } from "./test-data.ts";

const anyWord = fc.stringMatching(/^[abc]{1,9}$/);

test("terms near a word are those that the edit distance of each beginning says", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyWord, { maxLength: 40 }), anyWord, fc.nat(2), (words, word, typos) => {
      const terms = words.sort();

      expect(nearTerms(terms, word, typos)).toEqual(
        terms.flatMap((term, number) => (isNear(term, word, typos) ? [number] : [])),
      );
    }),
    runs(300),
  );
});

test.each([
  ["tacqueria", "taqueria"],
  ["tacq", "taqueria"],
  ["resturant", "restaurant"],
  ["bakrey", "bakery"],
  ["nakery", "bakery"],
  ["hairdreser", "hairdressers"],
])("%j is near %j", (word, term) => {
  const terms = ["aaa", term, "zzz"].sort();

  expect(nearTerms(terms, word, typosIn(word))).toEqual([terms.indexOf(term)]);
});

test("short words must be right", () => {
  expect(["a", "bar", "tea"].map(typosIn)).toEqual([0, 0, 0]);
  expect(["cafe", "bakery", "taqueria"].map(typosIn)).toEqual([1, 1, 2]);
});
