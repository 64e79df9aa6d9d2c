import { expect, test } from "vitest";
import { valueWords } from "./value-words.ts";

const NAMES = new Map([
  ["cat_01bakeries", "Bakeries"],
  ["mem_01aster", "Aster House"],
]);
const said = (value: unknown) => valueWords(value, (id) => NAMES.get(id));

test.each([
  ["a text", "Moved to Elm Street", "Moved to Elm Street"],
  ["a number", 12, "12"],
  ["what is so", true, "yes"],
  ["what is not so", false, "no"],
  ["an instant", 1_795_407_397_736, "2026-11-23T04:16:37.736Z"],
  ["nothing", null, ""],
  [
    "what has a name, by that name first",
    { address: "1 Mill St", name: "The Mill", hostId: "mem_01aster" },
    "name The Mill, address 1 Mill St, host Aster House",
  ],
  ["no things", [], ""],
  ["words", ["outdoor seating", "vegan"], "outdoor seating, vegan"],
  ["the id of something known", "mem_01aster", "Aster House"],
  ["the id of something unknown", "mem_01gone", "mem_01gone"],
  ["ids in a list", ["cat_01bakeries", "cat_01gone"], "Bakeries, cat_01gone"],
  ["a place", { lat: 42.05, lon: -73.9 }, "lat 42.05, lon -73.9"],
  [
    "an address without what is empty in it",
    { street: "14 Mill St", extra: "", town: "Tivoli", postalCode: "12583" },
    "postal code 12583, street 14 Mill St, town Tivoli",
  ],
  [
    "memberships, a line each and without their ids",
    [
      { id: "msh_1", level: "anchor", from: "2024-01-01", until: "2025-01-01" },
      { id: "msh_2", level: "anchor", from: "2025-01-01", until: null },
    ],
    "from 2024-01-01, level anchor, until 2025-01-01\nfrom 2025-01-01, level anchor",
  ],
])("%s in words", (_what, value, words) => {
  expect(said(value)).toBe(words);
});
