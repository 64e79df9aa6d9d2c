import fc from "fast-check";
import { expect, test } from "vitest";
import { type Comparable, compareListings, findDuplicates } from "./duplicate.ts";

const BARE: Comparable = {
  id: "lst_a",
  name: "Sparrow Bakery",
  address: { street: "", extra: "", town: "", state: "", postalCode: "" },
  position: null,
  phone: "",
  email: "",
  website: "",
};
const at = (street: string, town = "Kingston") => ({ street, extra: "", town, state: "NY", postalCode: "" });
const full: Comparable = {
  ...BARE,
  address: at("12 Main St"),
  position: { lat: 41.93, lon: -74.02 },
  phone: "845 555 0100",
  website: "https://sparrow.example/",
};
const score = (a: Partial<Comparable>, b: Partial<Comparable>) =>
  compareListings({ ...full, ...a }, { ...full, ...b, id: "lst_b" }).score;

test("one business that was put in twice, each time a bit differently, is found", () => {
  expect(score({}, { name: "The Sparrow Bakery, Inc.", phone: "(845) 555-0100", website: "" })).toBeGreaterThan(0.9);
  expect(score({}, { name: "Sparow Bakery", position: null, phone: "" })).toBeGreaterThan(0.9);
  expect(
    score({}, { position: { lat: 41.9315, lon: -74.02 }, address: at("12 Main Street, Suite 4") }),
  ).toBeGreaterThan(0.9);
});

test("branches, neighbours and shops of one owner are others", () => {
  const away = { lat: 41.95, lon: -74.02 };
  const branch = { address: at("80 Elm St"), position: away };

  expect(score({ phone: "" }, { ...branch, phone: "845 555 0199" })).toBeLessThan(0.1);
  expect(score({ website: "" }, { ...branch, website: "" })).toBeLessThan(0.1);
  expect(score({ phone: "" }, { name: "Finch Bakery" })).toBeLessThan(0.5);
  expect(score({ website: "" }, { name: "Finch Hair Studio", website: "" })).toBeLessThan(0.5);
  expect(score({ name: "Sparrow Taqueria #2" }, { name: "Sparrow Taqueria #3", phone: "" })).toBeLessThan(0.9);
});

test("a street of the same name in another town is another street", () => {
  const there = { address: at("12 Main St", "Rhinebeck"), position: null, phone: "", website: "" };

  expect(score({ position: null, phone: "", website: "" }, there)).toBeLessThan(0.5);
});

test("the signs say what speaks for it and what against", () => {
  const other = {
    ...full,
    id: "lst_b",
    name: "Sparrow Bakery Cafe",
    phone: "845 555 0199",
    position: { lat: 41.9304, lon: -74.02 },
  };

  expect(compareListings(full, other).signs).toEqual([
    { of: "similar-name", words: 1 },
    { of: "same-website" },
    { of: "same-address" },
    { of: "distance", metres: 44 },
    { of: "other-phone" },
  ]);
});

const text = fc.oneof(
  fc.constantFrom("Sparrow", "Sparrow Bakery", "sparrow bakery inc", "Finch & Sons #2", "", "The", "Café (Main)"),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  // Words of which each is a bit like several others.
  fc
    .array(fc.constantFrom("sparrow", "sparow", "sparrows", "sp", "s", "bakery", "bakry", "bakers", "b"), {
      maxLength: 4,
    })
    .map((words) => words.join(" ")),
);
const listing: fc.Arbitrary<Comparable> = fc.record({
  id: fc.constantFrom("lst_a", "lst_b", "lst_c"),
  name: text,
  address: fc.record({
    street: fc.oneof(fc.constantFrom("12 Main St", "12 Main Street #4", "14 Main St", ""), text),
    extra: text,
    town: fc.constantFrom("", "Kingston", "Rhinebeck"),
    state: fc.constant(""),
    postalCode: fc.constantFrom("", "12401"),
  }),
  position: fc.option(
    fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
  ),
  phone: fc.constantFrom("", "845 555 0100", "+1 845 555 0100", "12"),
  email: fc.constantFrom("", "a@sparrow.example"),
  website: fc.constantFrom("", "https://sparrow.example", "https://facebook.com/sparrow"),
});

test("the score is from 0 to 1, the same both ways, and 1 for what is written alike", () => {
  fc.assert(
    fc.property(listing, listing, (a, b) => {
      const there = compareListings(a, b);
      expect(there).toEqual(compareListings(b, a));
      expect(there.score).toBeGreaterThanOrEqual(0);
      expect(there.score).toBeLessThanOrEqual(1);
      expect(compareListings(a, { ...a, id: "lst_z" }).score).toBe(1);
    }),
  );
});

test("proposals come best first, each pair once, whatever the order of the listings", () => {
  const some = fc.array(listing, { maxLength: 12 }).map((all) => all.map((each, i) => ({ ...each, id: `lst_${i}` })));
  fc.assert(
    fc.property(some, fc.nat(), (all, turn) => {
      const proposals = findDuplicates(all);
      const turned = all.map((_, i) => all[(i + turn) % all.length]).filter((each) => each !== undefined);
      expect(findDuplicates(turned)).toEqual(proposals);
      expect(new Set(proposals.map(({ a, b }) => `${a} ${b}`)).size).toBe(proposals.length);
      for (const [i, { a, b, score: own }] of proposals.entries()) {
        expect(a < b).toBe(true);
        expect(own).toBeLessThanOrEqual(proposals[i - 1]?.score ?? 1);
      }
    }),
    { numRuns: 50 },
  );
});

test("pins beside each other meet across the border of a cell, at every latitude", () => {
  // Nothing else of the two is the same, not one word.
  const near = fc.record({
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
    lon: fc.double({ min: -179, max: 179, noNaN: true }),
  });
  fc.assert(
    fc.property(near, fc.integer({ min: 0, max: 359 }), ({ lat, lon }, angle) => {
      const [up, across] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)].map(
        (way) => way * 0.0015,
      );
      const there = { lat: lat + (up ?? 0), lon: lon + (across ?? 0) / Math.cos((lat * Math.PI) / 180) };
      const one = { ...BARE, name: "Sparrow", position: { lat, lon } };
      expect(findDuplicates([one, { ...one, id: "lst_b", name: "Sparow", position: there }], 0)).toHaveLength(1);
    }),
  );
});

test("a misspelt name in the same house is found by the house, and by the telephone", () => {
  const one = { ...BARE, name: "Sparrow" };
  const other = { ...BARE, id: "lst_b", name: "Sparow" };
  const both = (rest: Partial<Comparable>) => findDuplicates([one, other].map((each) => ({ ...each, ...rest }))).length;

  expect([both({ address: at("12 Main St") }), both({ phone: full.phone }), both({})]).toEqual([1, 1, 0]);
});

test("ten thousand that are all alike are still done soon", () => {
  const all = Array.from({ length: 10_000 }, (_, i) => ({ ...full, id: `lst_${i}` }));

  const begun = performance.now();
  const proposals = findDuplicates(all);

  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(proposals.length).toBeGreaterThan(9_999);
});
