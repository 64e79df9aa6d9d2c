import type { Category } from "@mainstreet/core/category";
import { expect, test } from "vitest";
import { categoryBook, withImagined } from "./category-book.ts";
import { schemaTypeOf } from "./schema-type.ts";

const base: Category = {
  id: "cat_1",
  name: "Cafés & Bars",
  slug: "coffee",
  parentId: null,
  schemaType: "Store",
  formerSlugs: ["cafes"],
  status: "current",
  mergedInto: null,
  version: 1,
  updatedAt: "2026-01-01T00:00:00.000Z",
};

test("a category is found by its name and slugs, however they are written", () => {
  const book = categoryBook([base]);

  for (const word of ["cafes and bars", "CAFÉS & BARS", "coffee", "Cafes"]) expect(book.find(word)).toBe("cat_1");
  expect(book.find("bars")).toBeUndefined();
});

test("merged categories lead to where they went, removed ones nowhere, and circles end", () => {
  const book = categoryBook([
    base,
    { ...base, id: "cat_2", name: "Pubs", slug: "pubs", formerSlugs: [], status: "merged", mergedInto: "cat_3" },
    { ...base, id: "cat_3", name: "Inns", slug: "inns", formerSlugs: [], status: "merged", mergedInto: "cat_1" },
    { ...base, id: "cat_4", name: "Gone", slug: "gone", formerSlugs: [], status: "removed" },
    { ...base, id: "cat_5", name: "Loop", slug: "loop", formerSlugs: [], status: "merged", mergedInto: "cat_5" },
  ]);

  expect([book.find("Pubs"), book.find("inns"), book.find("Gone"), book.find("Loop")]).toEqual([
    "cat_1",
    "cat_1",
    undefined,
    undefined,
  ]);
});

test("a dry run finds categories that are not there yet", () => {
  const needs = { now: () => 0, random: (length: number) => new Uint8Array(length) };
  const book = withImagined([base], ["Fast food"], needs);

  expect(book.nameOf(book.find("fast FOOD") ?? "")).toBe("Fast food");
});

test.each([
  ["Bakery", "Bakery"],
  ["bakeries", "Bakery"],
  ["Bars", "BarOrPub"],
  ["Fast food", "FastFoodRestaurant"],
  ["Consulting", "LocalBusiness"],
])("%s is a %s", (name, type) => {
  expect(schemaTypeOf(name)).toBe(type);
});
