import { expect, test } from "vitest";
import * as Keys from "./keys.ts";

const KEYS = {
  chamber: Keys.chamberKey(),
  category: Keys.categoryKey("cat_1"),
  member: Keys.memberKey("mem_1"),
  listing: Keys.listingKey("lst_1"),
  slug: Keys.slugKey("listing", "bread"),
  external: Keys.externalKey("abc"),
  outcome: Keys.outcomeKey("abc"),
  lease: Keys.leaseKey("publisher"),
  import: Keys.importKey("abc"),
};

test("every kind of item has a key that begins with its kind, and no two are alike", () => {
  expect(Object.keys(KEYS)).toEqual([...Keys.KINDS]);
  for (const [kind, { pk }] of Object.entries(KEYS)) expect(pk.split("#")[0]).toBe(kind.toUpperCase());
  const all = [...Object.values(KEYS), Keys.categoryTreeKey(), Keys.slugKey("category", "bread")];
  expect(new Set(all.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(all.length);
});

test("a record of the stream names an entity of the public site, or nothing", () => {
  expect(Object.values(KEYS).map(Keys.changedBy)).toEqual([
    { kind: "chamber", id: "" },
    { kind: "category", id: "cat_1" },
    { kind: "member", id: "mem_1" },
    { kind: "listing", id: "lst_1" },
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(Keys.changedBy(Keys.categoryTreeKey())).toBeNull();
});

test("members sort by their folded names, and the longest name fits into a sort key", () => {
  const key = (name: string) => Keys.memberIndex("mem_1", name)[Keys.INDEX.sk] ?? "";

  expect(["bread", "a", "ab"].map(key).sort()).toEqual(["a#mem_1", "ab#mem_1", "bread#mem_1"]);
  expect(Buffer.byteLength(key("𐐷".repeat(120)))).toBeLessThan(1024);
  expect(key("𐐷".repeat(120)).isWellFormed()).toBe(true);
});

test("listings sort by their member, so that those of one are together", () => {
  expect(Keys.listingIndex("lst_1", "mem_1")).toEqual({ gsi1pk: "LISTINGS", gsi1sk: "mem_1#lst_1" });
});
