import fc from "fast-check";
import type { CategoryName, Entry, SnapshotHead } from "./entry.ts";

/** How often a property is tried; twenty times as often in a long run. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: process.env.MAINSTREET_LONG === "1" ? count * 20 : count };
}

/** A listing with nothing but what a test is about. */
export function listing(entry: Partial<Entry> & { readonly slug: string }): Entry {
  const { slug, ...given } = entry;
  return { slug, name: slug, position: null, categories: [], town: "", tags: [], level: 0, hours: "", ...given };
}

/** Any string at all: control characters, line breaks, half surrogate pairs, byte order marks. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(" ", "\n", "\\", "\\000a", "\ufeff", "\ud800", "é", "\0", "'", "&", "-"), { maxLength: 6 })
    .map((parts) => parts.join("")),
);

const degrees = (limit: number) => fc.integer({ min: -limit * 1e5, max: limit * 1e5 }).map((units) => units / 1e5);

export const anyPosition: fc.Arbitrary<Entry["position"]> = fc.option(
  fc.oneof(
    fc.record({ lat: degrees(90), lon: degrees(180) }),
    fc.record({ lat: fc.constantFrom(38, 38.00001, 38.5), lon: fc.constantFrom(-122, -121.99999, -122.3) }),
  ),
);

export const anyEntries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc.record({
    slug: hostileText,
    name: hostileText,
    position: anyPosition,
    categories: fc.array(hostileText, { maxLength: 3 }),
    town: hostileText,
    tags: fc.array(hostileText, { maxLength: 3 }),
    level: fc.integer({ min: 0, max: 7 }),
    hours: hostileText,
  }),
  { selector: (entry) => entry.slug, maxLength: 12 },
);

const anyCategory: fc.Arbitrary<CategoryName> = fc.record({
  slug: hostileText,
  name: hostileText,
  parent: fc.option(hostileText),
});

export const anyHead: fc.Arbitrary<SnapshotHead> = fc.record({ categories: fc.array(anyCategory, { maxLength: 4 }) });

/** The entries of a small town, by name. */
export const TOWN: readonly Entry[] = [
  listing({
    slug: "joes-cafe",
    name: "Joe's Café",
    position: { lat: 38.57581, lon: -121.47844 },
    categories: ["cafe", "bakery"],
    town: "Sacramento",
    tags: ["wifi", "outdoor seating"],
    level: 3,
    hours: "Mo-Fr 07:00-15:00; Sa 08:00-12:00",
  }),
  listing({
    slug: "sushi-zone",
    name: "Sushi Zone",
    position: { lat: 38.58, lon: -121.49 },
    categories: ["restaurant"],
    town: "Sacramento",
  }),
  listing({ slug: "sushi-zone-davis", name: "Sushi  Zone", categories: ["restaurant"], town: "Davis", level: 7 }),
  listing({ slug: "1000", name: "上海 ＆ Øl", position: { lat: -33.86, lon: 151.2 }, tags: ["wifi"] }),
];

export const TOWN_HEAD: SnapshotHead = {
  categories: [
    { slug: "food", name: "Food & drink", parent: null },
    { slug: "cafe", name: "Cafés", parent: "food" },
    { slug: "restaurant", name: "Restaurants", parent: "food" },
  ],
};
