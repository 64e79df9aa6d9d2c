import { expect, test } from "vitest";
import type { Place } from "./entry.ts";
import { placeIn } from "./place-search.ts";

const box = { west: 0, south: 0, east: 1, north: 1 };
const town = (name: string): Place => ({ name, kind: "town", box });
const PLACES: readonly Place[] = [
  town("Rhinebeck"),
  town("Park"),
  town("Hyde Park"),
  town("Saint-Rémy"),
  town("In"),
  { name: "12401", kind: "postal-code", box },
  { name: "SW1A 1AA", kind: "postal-code", box },
  town(""),
];
const WORDS = { in: ["in"], near: ["near", "close to"] };

test.each([
  ["bakery in Rhinebeck", "bakery", "in", "Rhinebeck"],
  ["in rhinebeck bakery", "bakery", "in", "Rhinebeck"],
  ["bakery near RHINEBECK", "bakery", "near", "Rhinebeck"],
  ["near 12401", "", "near", "12401"],
  ["gluten free bakery close to hyde park", "gluten free bakery", "near", "Hyde Park"],
  ["bakery rhinebeck", "bakery", "in", "Rhinebeck"],
  ["bakery 12401", "bakery", "in", "12401"],
  ["12401 bakery", "bakery", "in", "12401"],
  ["12401", "", "in", "12401"],
  ["tea sw1a 1aa", "tea", "in", "SW1A 1AA"],
  ["café saint remy", "cafe", "in", "Saint-Rémy"],
  ["dog hyde park", "dog", "in", "Hyde Park"],
  ["inn in hyde park in park", "inn in hyde park", "in", "Park"],
  ["in in", "", "in", "In"],
])("%j is %j, %s %s", (text, words, relation, name) => {
  expect(placeIn(text, PLACES, WORDS)).toMatchObject({ words, relation, place: { name } });
});

test.each([
  "Rhinebeck",
  "rhinebeck bakery",
  "bakery in Kingston",
  "bakery near",
  "in",
  "",
  "!?",
  "rhinebecks",
  "1240 tea",
])("%j stays as it is", (text) => {
  expect(placeIn(text, PLACES, WORDS)).toBeNull();
});
