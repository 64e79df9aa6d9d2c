import fc from "fast-check";
import { expect, test } from "vitest";
import { selectFirst } from "./select.ts";
import { runs } from "./test-data.ts";

test("the first of some numbers are the first of all, sorted", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat({ max: 20 }), (keys, wanted) => {
      const first = selectFirst(keys.length, wanted, (a, b) => (keys[a] ?? 0) < (keys[b] ?? 0));

      expect([...first].map((i) => keys[i])).toEqual(keys.toSorted((a, b) => a - b).slice(0, wanted));
    }),
    runs(300),
  );
});
