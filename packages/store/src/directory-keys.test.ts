import { expect, test } from "vitest";
import { listingIndex, memberIndex } from "./directory-keys.ts";
import { INDEX } from "./keys.ts";

test("members sort by their folded names, and the longest name fits into a sort key", () => {
  const key = (name: string) => memberIndex("mem_1", name)[INDEX.sk] ?? "";

  expect(["bread", "a", "ab"].map(key).sort()).toEqual(["a#mem_1", "ab#mem_1", "bread#mem_1"]);
  expect(Buffer.byteLength(key("𐐷".repeat(120)))).toBeLessThan(1024);
  expect(key("𐐷".repeat(120)).isWellFormed()).toBe(true);
});

test("listings sort by their member, so that those of one are together", () => {
  expect(listingIndex("lst_1", "mem_1")).toEqual({ gsi1pk: "LISTINGS", gsi1sk: "mem_1#lst_1" });
});
