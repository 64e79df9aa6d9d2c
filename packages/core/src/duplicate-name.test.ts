import { expect, test } from "vitest";
import { compareName, matchNames } from "./duplicate-name.ts";

const match = (a: string, b: string, town = "San Francisco") => matchNames(compareName(a, town), compareName(b, town));

test.each([
  ["SPARROW BAKERY", "Sparrow Bakery, Inc."],
  ["The Sparrow & Finch", "sparrow and finch"],
  ["O'Hara's", "oharas"],
  ["A.T.U.", "ATU"],
  ["Café Zoë", "cafe zoe"],
  ["Sun Flower Tours", "Sunflower Tours"],
  ["Sparrow Market", "Sparrow Mkt. San Francisco"],
  ["Bay Ventures LLC dba Sparrow Cafe", "Sparrow Cafe"],
  ["Sparrow Cafe (Bay Ventures)", "Sparrow Cafe"],
])("%s is called %s", (a, b) => {
  expect(match(a, b)).toMatchObject({ conflict: 0, differing: 0, numbersDiffer: false });
  expect(match(a, b).similarity).toBeGreaterThan(0.95);
});

test.each([
  ["Sparrow Bakery", "Sparow Bakery"],
  ["Golden Gate Croissants", "Golden Gate Croisasnts"],
  ["Bakery Sparrow", "Sparrow Bakery"],
  ["Sparrow Cafe", "Sparrow Coffee House Restaurant"],
])("%s is much like %s", (a, b) => {
  expect(match(a, b).similarity).toBeGreaterThan(0.7);
  expect(match(a, b).conflict).toBe(0);
});

test.each([
  ["Sparrow Restaurant", "Finch Restaurant"],
  ["Sparrow Sushi @ Finch Market", "Finch Market"],
  ["Dr. Sparrow", "Dr. Finch"],
])("%s is nothing like %s", (a, b) => {
  expect(match(a, b).similarity).toBeLessThan(0.6);
});

test("initials stand for words that lie one behind the other", () => {
  expect(match("J.I.T. Box Diner", "Jack in the Box Diner").similarity).toBeGreaterThan(0.8);
  expect(match("T.I.J. Box Diner", "Jack in the Box Diner").similarity).toBeLessThan(0.8);
});

test("two trades under one name are in conflict, and so are the numbers of branches", () => {
  expect(match("Sparrow Bar", "Sparrow Hotel").conflict).toBeGreaterThan(0);
  expect(match("Sparrow Taqueria #2", "Sparrow Taqueria #3").numbersDiffer).toBe(true);
  expect(match("Sparrow Taqueria #2", "Sparrow Taqueria (#3)").numbersDiffer).toBe(true);
  expect(match("Sparrow Taqueria #2", "Sparrow Taqueria").numbersDiffer).toBe(false);
});

test("where both names have a remark in brackets, it tells them apart", () => {
  const apart = match("Grand Hotel (Main Kitchen)", "Grand Hotel (Pastry Shop)");
  const together = match("Grand Hotel (Main Kitchen)", "Grand Hotel (Main Kitchen)");

  expect(apart.similarity).toBeLessThan(together.similarity);
});

test("a counter in a shop is not the one that has a door of its own", () => {
  expect(match("Sparrow Sushi @ Finch Market", "Sparrow Sushi").similarity).toBeLessThan(0.8);
  expect(match("Sparrow Sushi @ Finch Market", "Sparrow Sushi at Finch Mkt").similarity).toBe(1);
});
