import { expect, test } from "vitest";
import { categoryChoices, isBelow, tagChoices, townChoices } from "./choices.ts";

const CATEGORIES = [
  { slug: "shops", name: "Shops", parent: null },
  { slug: "pubs", name: "Pubs", parent: "food" },
  { slug: "food", name: "Food", parent: null },
  { slug: "bakeries", name: "Bakeries", parent: "food" },
];

test("categories stand below their parents, by name", () => {
  const counts = new Map([
    ["food", 5],
    ["bakeries", 3],
  ]);

  expect(
    categoryChoices(CATEGORIES, counts, "").map(({ name, depth, count }) => `${"-".repeat(depth)}${name} ${count}`),
  ).toEqual(["Food 5", "-Bakeries 3", "-Pubs 0", "Shops 0"]);
  expect(categoryChoices(CATEGORIES, counts, "food").map(({ value }) => value)).toEqual(["bakeries", "pubs"]);
});

test("a category that is its own parent ends nothing but itself", () => {
  const loop = [
    { slug: "a", name: "A", parent: "b" },
    { slug: "b", name: "B", parent: "a" },
  ];

  expect(categoryChoices(loop, new Map(), "")).toEqual([]);
  expect(isBelow(loop, "a", "c")).toBe(false);
});

test("towns are by name, tags by how many have them", () => {
  const counts = new Map([
    ["Woodstock", 2],
    ["Beacon", 1],
    ["Kingston", 2],
  ]);

  expect(townChoices(counts).map(({ name }) => name)).toEqual(["Beacon", "Kingston", "Woodstock"]);
  expect(tagChoices(counts).map(({ name }) => name)).toEqual(["Kingston", "Woodstock", "Beacon"]);
});

test("a category is below its parent and itself", () => {
  expect(isBelow(CATEGORIES, "bakeries", "food")).toBe(true);
  expect(isBelow(CATEGORIES, "food", "food")).toBe(true);
  expect(isBelow(CATEGORIES, "food", "bakeries")).toBe(false);
});
