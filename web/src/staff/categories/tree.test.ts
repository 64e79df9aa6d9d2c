import type { Category } from "@mainstreet/core/category";
import { expect, test } from "vitest";
import { branches, familyOf } from "./tree.ts";

const UPDATED = "2026-11-22T12:00:00.000Z";

function category(id: string, parentId: string | null): Category {
  const rest = { slug: id, formerSlugs: [], schemaType: "Store", mergedInto: null, version: 1, updatedAt: UPDATED };
  return { id, name: id.toUpperCase(), parentId, status: "current", ...rest };
}

const TREE = [category("food", null), category("bar", "food"), category("wine", "bar"), category("arts", null)];

test("each category stands below the one it belongs to, by name", () => {
  const lines = branches(TREE).map(({ category: { id }, depth }) => `${"-".repeat(depth)}${id}`);

  expect(lines).toEqual(["arts", "food", "-bar", "--wine"]);
});

test("one whose parent is gone stands at the top instead of nowhere", () => {
  expect(branches([category("bar", "food")])).toHaveLength(1);
});

test("the family of a category is what cannot become its parent", () => {
  expect([...familyOf(TREE, "food")].sort()).toEqual(["bar", "food", "wine"]);
  expect([...familyOf(TREE, "wine")]).toEqual(["wine"]);
});
