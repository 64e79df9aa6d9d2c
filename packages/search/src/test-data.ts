import fc from "fast-check";
import type { CategoryName, Contact, Entry, Listed, Place, SnapshotHead } from "./entry.ts";

/** How often a property is tried; twenty times as often in a long run. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: process.env.MAINSTREET_LONG === "1" ? count * 20 : count };
}

/** A listing with nothing but what a test is about. */
export function listing(entry: Partial<Entry> & { readonly slug: string }): Entry {
  const { slug, ...given } = entry;
  return { slug, name: slug, position: null, categories: [], town: "", tags: [], featured: "", hours: "", ...given };
}

/** The same with an address and ways to reach it. */
export function listed(entry: Entry, contact: Partial<Contact> = {}): Listed {
  return { ...entry, street: "", phone: "", website: "", ...contact };
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

export const anyListed: fc.Arbitrary<Listed[]> = fc.uniqueArray(
  fc.record({
    slug: hostileText,
    name: hostileText,
    position: anyPosition,
    categories: fc.array(hostileText, { maxLength: 3 }),
    town: hostileText,
    tags: fc.array(hostileText, { maxLength: 3 }),
    featured: hostileText,
    hours: hostileText,
    street: hostileText,
    phone: hostileText,
    website: hostileText,
  }),
  { selector: (entry) => entry.slug, maxLength: 12 },
);

const anyCategory: fc.Arbitrary<CategoryName> = fc.record({
  slug: hostileText,
  name: hostileText,
  parent: fc.option(hostileText),
});

const anyBox = fc.record({ west: degrees(180), south: degrees(90), east: degrees(180), north: degrees(90) });
const anyPlace: fc.Arbitrary<Place> = fc.record({
  name: hostileText,
  kind: fc.constantFrom("town", "postal-code"),
  box: anyBox,
});

export const anyHead: fc.Arbitrary<SnapshotHead> = fc.record({
  categories: fc.array(anyCategory, { maxLength: 4 }),
  places: fc.array(anyPlace, { maxLength: 3 }),
  hours: fc.record({ zone: hostileText, from: hostileText, days: fc.nat() }),
});

/** Entries without contacts. */
export const anyEntries: fc.Arbitrary<Entry[]> = anyListed.map((all) =>
  all.map(({ street: _street, phone: _phone, website: _website, ...entry }) => entry),
);

/** The entries of a small town, by name. */
export const TOWN: readonly Entry[] = [
  listing({
    slug: "joes-cafe",
    name: "Joe's Café",
    position: { lat: 38.57581, lon: -121.47844 },
    categories: ["cafe", "bakery"],
    town: "Sacramento",
    tags: ["wifi", "outdoor seating"],
    featured: "Gold",
    hours: "7-15/7-15/7-15/7-15/7-15/8-12/",
  }),
  listing({
    slug: "sushi-zone",
    name: "Sushi Zone",
    position: { lat: 38.58, lon: -121.49 },
    categories: ["restaurant"],
    town: "Sacramento",
  }),
  listing({
    slug: "sushi-zone-davis",
    name: "Sushi  Zone",
    categories: ["restaurant"],
    town: "Davis",
    featured: "Gold",
  }),
  listing({ slug: "1000", name: "上海 ＆ Øl", position: { lat: -33.86, lon: 151.2 }, tags: ["wifi"] }),
];

export const TOWN_HEAD: SnapshotHead = {
  categories: [
    { slug: "food", name: "Food & drink", parent: null },
    { slug: "cafe", name: "Cafés", parent: "food" },
    { slug: "restaurant", name: "Restaurants", parent: "food" },
  ],
  places: [{ name: "Davis", kind: "town", box: { west: -121.8, south: 38.52, east: -121.68, north: 38.58 } }],
  hours: { zone: "America/Los_Angeles", from: "2026-01-01", days: 28 },
};
