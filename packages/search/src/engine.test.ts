import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyDelta, type Delta, diff } from "./delta.ts";
import { encode } from "./encode.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { expected, expectedFacets } from "./oracle.ts";
import { overlayOf } from "./overlay.ts";
import { PLUGS } from "./plugs.ts";
import type { Query, Result } from "./query.ts";
import { decode } from "./snapshot.ts";
import { listed, listing, runs, TOWN, TOWN_HEAD } from "./test-data.ts";

const HEAD: SnapshotHead = {
  categories: [
    { slug: "food", name: "Food & drink", parent: null },
    { slug: "cafe", name: "Cafés", parent: "food" },
    { slug: "tea", name: "Tea rooms", parent: "cafe" },
    { slug: "shop", name: "Shops", parent: null },
    { slug: "egg", name: "Eggs", parent: "hen" },
    { slug: "hen", name: "Hens", parent: "egg" },
  ],
  places: [],
  hours: { zone: "America/New_York", from: "2026-01-01", days: 28 },
};
const PARTS = [
  "Café",
  "cafe",
  "Caf",
  "Joe's",
  "Joes",
  "A&B",
  "sushi",
  "Sushi-Zone",
  "taqueria",
  "zone",
  "The",
  "",
  "上海",
  "Tea",
  "é1",
];
const anyPhrase = fc.array(fc.constantFrom(...PARTS), { maxLength: 4 }).map((parts) => parts.join(" "));
const CATEGORIES = ["food", "cafe", "tea", "shop", "egg", "hen", "nameless"];
const TOWNS = ["", "Davis", "DÁVIS", "West Davis", "Sushi"];
// A Monday and the Tuesday after it, in New York and in Tokyo.
const INSTANTS = [Date.UTC(2026, 0, 5, 14, 30), Date.UTC(2026, 0, 5, 23), Date.UTC(2026, 0, 6, 3)];
const HOURS = [
  "",
  "9-17/9-17/9-17/9-17/9-17//",
  "//////",
  "0-24/0-24/0-24/0-24/0-24/0-24/0-24",
  "@Asia/Tokyo 9-12?,12-17//////",
  "@No/Where 0-24//////",
  "junk",
];
const degree = fc.integer({ min: -1800, max: 1800 }).map((tenths) => tenths / 10);
const smallDegree = fc.integer({ min: 0, max: 60 }).map((hundredths) => 38 + hundredths / 100);
// Off the grid of positions, so that no two places are equally far from it by symmetry.
const oddDegree = smallDegree.map((degrees) => degrees + 0.001234567);

const anyTown: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      name: anyPhrase,
      position: fc.option(
        fc.oneof(
          fc.record({ lat: smallDegree, lon: smallDegree }),
          fc.record({ lat: degree.map((d) => d / 2), lon: degree }),
        ),
        { freq: 4 },
      ),
      categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { maxLength: 3 }),
      town: fc.constantFrom(...TOWNS),
      tags: fc.uniqueArray(fc.constantFrom("wifi", "Joe's tip", "tea", "zones"), { maxLength: 2 }),
      hours: fc.constantFrom(...HOURS),
    }),
    { maxLength: 150, size: "max" },
  )
  .map((entries) => entries.map((entry, i) => listing({ ...entry, slug: `s${i}` })));

const parts = {
  text: fc.oneof(
    anyPhrase,
    fc.constantFrom(
      "c",
      "ca",
      "jo",
      "cafe ca",
      "z",
      "wif",
      "d",
      "tea r",
      "and",
      "b a",
      "!?",
      "nobody",
      "tacqueria",
      "tacq",
      "shusi zone",
      "ushi",
      "cfae",
    ),
  ),
  box: fc.oneof(
    fc.record({ west: smallDegree, south: smallDegree, east: smallDegree, north: smallDegree }),
    fc.record({ west: degree, south: fc.constant(-90), east: degree, north: degree.map((d) => d / 2) }),
  ),
  category: fc.constantFrom(...CATEGORIES, "nobodys"),
  town: fc.constantFrom(...TOWNS, "davis ", "nowhere"),
  near: fc.record({ lat: oddDegree, lon: oddDegree }),
  tags: fc.uniqueArray(fc.constantFrom("wifi", "WiFi", "Joe’s tip", "tea", "none"), { maxLength: 2 }),
  radius: fc.oneof(fc.integer({ min: -1, max: 60_000 }), fc.constantFrom(1e6, 1.5e7, 1e9)),
  open: fc.constantFrom(...INSTANTS),
  day: fc.constantFrom("2026-01-01", "2026-01-02"),
  facets: fc.boolean(),
  now: fc.constantFrom(...INSTANTS),
  points: fc.boolean(),
  offset: fc.nat({ max: 30 }),
  limit: fc.nat({ max: 50 }),
};
const { text, box, category, day } = parts;
// Queries of all parts at once find little, so simple ones are asked as often.
const anyQuery: fc.Arbitrary<Query> = fc.oneof(
  fc.record(parts, { requiredKeys: [] }),
  fc.record({ text, day }),
  fc.record({ category, near: parts.near, limit: parts.limit, points: fc.constant(false) }),
  fc.record(
    { near: parts.near, radius: parts.radius, open: parts.open, points: fc.constant(false) },
    { requiredKeys: ["near"] },
  ),
  fc.record({ tags: parts.tags, facets: fc.constant(true), now: parts.now }, { requiredKeys: ["facets"] }),
  fc.record({ text, box }),
);

function engineOf(entries: readonly Entry[], head: SnapshotHead, delta: Delta | null = null): Engine {
  const engine = createEngine([decode(encode(entries, head))], delta && overlayOf(delta));
  engine.plugIn(PLUGS);
  return engine;
}

function pointsOf(result: Result, engine: Engine): string[] {
  return [...result.pointRows]
    .map((row, i) => `${engine.entry(row).slug} ${result.points[i * 2]} ${result.points[i * 2 + 1]}`)
    .sort();
}

function check(engine: Engine, entries: readonly Entry[], head: SnapshotHead, query: Query): void {
  const all = expected(entries, head, query, true);
  const offset = query.offset ?? 0;

  const result = engine.search(query);

  expect(result.total).toBe(all.length);
  const page = all.slice(offset, offset + (query.limit ?? 20));
  const located = all.flatMap(({ slug, position: p }) =>
    p ? [`${slug} ${Math.round(p.lon * 1e5)} ${Math.round(p.lat * 1e5)}`] : [],
  );
  // Texts are compared much quicker than lists, which counts when a failure is made small.
  expect(result.rows.map(({ slug }) => slug).join()).toBe(page.map(({ slug }) => slug).join());
  expect(JSON.stringify(result.rows)).toBe(JSON.stringify(page));
  expect(pointsOf(result, engine).join()).toBe(query.points === false ? "" : located.sort().join());
  expect(Array.from(result.rowNumbers, (row) => engine.entry(row).slug).join()).toBe(
    page.map(({ slug }) => slug).join(),
  );
  expect(result.facets).toEqual(query.facets ? expectedFacets(all, head, query.open ?? query.now) : null);
  const exact = expected(entries, head, query);
  expect(result.forgiven).toBe(all.length > exact.length);
  const { rows, count } = engine.match(query);
  const matched = Array.from(rows.subarray(0, count), (row) => engine.entry(row).slug);
  expect(matched.sort().join()).toBe(
    exact
      .map(({ slug }) => slug)
      .sort()
      .join(),
  );
}

describe("the engine", () => {
  test("finds and orders what looking at every listing does", () => {
    fc.assert(
      fc.property(anyTown, fc.array(anyQuery, { minLength: 1, maxLength: 12 }), (entries, queries) => {
        const engine = engineOf(entries, HEAD);

        expect(engine.size).toBe(entries.length);
        for (const query of queries) check(engine, entries, HEAD, query);
      }),
      runs(60),
    );
  });

  test("finds the same with a delta as with a new snapshot", () => {
    fc.assert(
      fc.property(
        anyTown,
        anyTown,
        fc.nat({ max: 9 }),
        fc.array(anyQuery, { minLength: 1, maxLength: 6 }),
        (before, after, kept, queries) => {
          const now = before.map((entry, i) => (i % 10 < kept ? entry : (after[i] ?? entry))).slice(0, after.length);
          const delta: Delta = {
            base: "a.bin",
            ...diff(
              before.map((entry) => listed(entry)),
              now.map((entry) => listed(entry)),
            ),
            head: { ...HEAD, categories: HEAD.categories.slice(1) },
          };

          const engine = engineOf(before, HEAD, delta);

          expect(engine.size).toBe(now.length);
          const after2 = applyDelta(
            before.map((entry) => listed(entry)),
            delta,
          ).map(({ street: _s, phone: _p, website: _w, ...entry }) => entry);
          for (const query of queries) check(engine, after2, delta.head, query);
        },
      ),
      runs(30),
    );
  });

  test("finds the same in large towns, where it looks at blocks of rows", () => {
    const entries = Array.from({ length: 5000 }, (_, i) =>
      listing({ slug: `s${i}`, name: "Cafe", position: { lat: (i % 70) / 100, lon: Math.floor(i / 70) / 100 } }),
    );
    const engine = engineOf(entries, HEAD);
    const edge = fc.integer({ min: 0, max: 80 }).map((hundredths) => hundredths / 100);
    const anyBox = fc.record({ west: edge, south: edge, east: edge, north: edge });

    fc.assert(
      fc.property(anyBox, fc.constantFrom("", "caf"), (box, text) => check(engine, entries, HEAD, { box, text })),
      runs(40),
    );
  });
});

describe("a search", () => {
  const engine = engineOf(TOWN, TOWN_HEAD);
  const slugs = (query: Query) => engine.search(query).rows.map(({ slug }) => slug);

  test("does not mind accents, case and apostrophes", () => {
    for (const text of ["Café", "cafe", "CAFÉ", "joe’s caf", "joes"]) expect(slugs({ text })).toEqual(["joes-cafe"]);
    expect(slugs({ text: "oel" })).toEqual([]);
    expect(slugs({ text: "øl" })).toEqual(["1000"]);
    expect(slugs({ text: "上" })).toEqual(["1000"]);
  });

  test("has the exact name first", () => {
    const names = [
      "Best Sushi Zone",
      "Sushi Zone Express",
      "Zone of Sushi",
      "Sushi Zoneland Bar",
      "Sushi Zone",
      "Sushis Zoned",
    ];
    const zones = engineOf(
      names.map((name, i) => listing({ slug: `z${i}`, name })),
      HEAD,
    );

    const found = zones.search({ text: "sushi zone" }).rows.map(({ name }) => name);

    expect(found[0]).toBe("Sushi Zone");
    expect(found.slice(1, 3).sort()).toEqual(["Sushi Zone Express", "Sushi Zoneland Bar"]);
    expect(found.slice(3, 5).sort()).toEqual(["Best Sushi Zone", "Zone of Sushi"]);
    expect(found[5]).toBe("Sushis Zoned");
  });

  test("finds by category name, town and tag", () => {
    expect(slugs({ text: "resta" }).sort()).toEqual(["sushi-zone", "sushi-zone-davis"]);
    expect(slugs({ text: "sushi davis" })).toEqual(["sushi-zone-davis"]);
    expect(slugs({ text: "wifi" }).sort()).toEqual(["1000", "joes-cafe"]);
  });

  test("finds what is in a category by the name that a delta gives it, and no longer by the old one", () => {
    const categories = HEAD.categories.map((one) => (one.slug === "cafe" ? { ...one, name: "Coffeehouses" } : one));
    const delta = { base: "x", put: [], removed: [], head: { ...HEAD, categories } };
    const renamed = engineOf([listing({ slug: "joes", name: "Joe's", categories: ["cafe"] })], HEAD, delta);

    expect(["coffeeh", "cafés", "joes"].map((text) => renamed.search({ text, now: 0 }).total)).toEqual([1, 0, 1]);
  });

  test("of a category finds those of the categories below it", () => {
    expect(slugs({ category: "food" }).sort()).toEqual(["joes-cafe", "sushi-zone", "sushi-zone-davis"]);
    expect(slugs({ category: "bakery" })).toEqual(["joes-cafe"]);
    expect(slugs({ category: "nothing" })).toEqual([]);
  });

  test("of a box takes its edges in and leaves out what has no position", () => {
    const box = { west: -121.49, south: 38.57581, east: -121.47844, north: 38.58 };

    expect(slugs({ box }).sort()).toEqual(["joes-cafe", "sushi-zone"]);
    expect(slugs({ box: { ...box, north: 38.57999 } })).toEqual(["joes-cafe"]);
    expect(slugs({ box: { ...box, west: Number.NaN } })).toEqual([]);
  });

  test("of a box finds those on both sides of the 180th meridian", () => {
    const fiji = [-179.99, 179.99, 0].map((lon) => listing({ slug: `at ${lon}`, position: { lat: -17, lon } }));
    const pacific = engineOf(fiji, HEAD);
    const total = (west: number, east: number) => pacific.search({ box: { west, south: -20, east, north: -10 } }).total;

    expect(total(170, -170)).toBe(2);
    expect(total(170, 190)).toBe(2);
    expect(total(-190, -170)).toBe(2);
    expect(total(-170, 170)).toBe(1);
    expect(total(-270, 270)).toBe(3);
  });

  test("lets the same businesses take turns from day to day, and keeps their order all day long", () => {
    const dentists = Array.from({ length: 12 }, (_, i) => listing({ slug: `d${i}`, name: "Dentist" }));
    const orders = [dentists, dentists.toReversed()].map((entries) => {
      const clinic = engineOf(entries, HEAD);
      return ["2026-01-01", "2026-01-02"].map((day) =>
        clinic
          .search({ text: "dent", day })
          .rows.map(({ slug }) => slug)
          .join(),
      );
    });

    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]?.[0]).not.toBe(orders[0]?.[1]);
  });

  test("shows 20 rows where nobody says how many, and all points", () => {
    const entries = Array.from({ length: 50 }, (_, i) => listing({ slug: `s${i}`, position: { lat: i, lon: i } }));
    const result = engineOf(entries, HEAD).search({});

    expect(result.rows).toHaveLength(20);
    expect(result.total).toBe(50);
    expect(result.points).toHaveLength(100);
  });

  test("of an empty snapshot finds nothing", () => {
    const empty = engineOf([], HEAD);

    for (const query of [
      {},
      { text: "a" },
      { category: "food" },
      { box: { west: -1, south: -1, east: 1, north: 1 } },
    ]) {
      expect(empty.search(query).total).toBe(0);
    }
  });

  test("knows no row that is not there", () => {
    for (const row of [-1, 4, 0.5]) expect(() => engine.entry(row)).toThrow(RangeError);
  });
});
