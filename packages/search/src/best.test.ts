import fc from "fast-check";
import { expect, test } from "vitest";
import { createBest } from "./best.ts";
import { runs } from "./test-data.ts";

test("the best are those that sorting everything puts first", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(30), (values, wanted) => {
      const isBefore = (a: number, b: number) => ((values[a] ?? 0) - (values[b] ?? 0) || a - b) < 0;
      const best = createBest(wanted, isBefore);
      values.forEach((_, i) => {
        best.offer(i);
      });

      const all = values.map((_, i) => i).sort((a, b) => (isBefore(a, b) ? -1 : 1));
      expect([...best.sorted()]).toEqual(all.slice(0, wanted));
    }),
    runs(200),
  );
});
