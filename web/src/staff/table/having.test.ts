import { fold } from "@mainstreet/core/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { having } from "./having.ts";

const text = fc.string({ unit: fc.constantFrom("a", "b", "é", " "), maxLength: 8 });

test("it finds what looking into row after row finds, in the same order", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), text, (texts, typed) => {
      const rows = texts.map((found) => ({ found: fold(found) }));
      const words = fold(typed).split(" ").filter(Boolean);

      const had = having(rows, typed);

      expect(had).toEqual(rows.filter(({ found }) => words.every((word) => found.includes(word))));
    }),
    { numRuns: 2000 },
  );
});

test("words are found at both ends of a row, and none across two", () => {
  const rows = [{ found: "bakery" }, { found: "ery bak" }, { found: "" }, { found: "keryb" }];

  expect(having(rows, "bak")).toEqual([rows[0], rows[1]]);
  expect(having(rows, "ery bak")).toEqual([rows[0], rows[1]]);
  expect(having(rows, "yery")).toEqual([]);
  expect(having(rows, "b")).toEqual([rows[0], rows[1], rows[3]]);
});
