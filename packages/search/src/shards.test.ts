import { expect, test } from "vitest";
import { snapshotOf } from "./encode.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { Entry } from "./entry.ts";
import { PLUGS } from "./plugs.ts";
import type { Query } from "./query.ts";
import { shardsOf } from "./shards.ts";
import type { Snapshot } from "./snapshot.ts";
import { listing, TOWN_HEAD } from "./test-data.ts";

function engineOf(snapshots: readonly Snapshot[]): Engine {
  const engine = createEngine(snapshots);
  engine.plugIn(PLUGS);
  return engine;
}

/** Two towns, a wide land, and some without a position. */
function land(count: number): Entry[] {
  return Array.from({ length: count }, (_, i) => {
    const wide = i % 5 === 0 ? 40 : 0.2;
    const position = {
      lat: 40 + (((i * 7919) % 1000) / 1000) * wide,
      lon: (i % 2) * 3 + (((i * 104_729) % 997) / 997) * wide,
    };
    const name = ["Bakery", "Book shop", "Tea room"][i % 3] ?? "";
    return listing({ slug: `s${i}`, name, town: `T${i % 7}`, position: i % 20 === 3 ? null : position });
  });
}

const ENTRIES = land(20_000);

test("a small directory is one snapshot", () => {
  expect(shardsOf(land(8192))).toBeNull();
});

test("each listing is in one shard, none has too many, and boxes hold theirs", () => {
  const { shards, overview } = shardsOf(ENTRIES) ?? { shards: [], overview: [] };

  const slugs = shards.flatMap(({ entries }) => entries.map(({ slug }) => slug));
  expect(new Set(slugs)).toEqual(new Set(ENTRIES.map(({ slug }) => slug)));
  expect(slugs).toHaveLength(ENTRIES.length);
  for (const { box, entries } of shards) {
    expect(entries.length).toBeLessThanOrEqual(4096);
    const isHeld = entries.every(({ position: p }) =>
      p
        ? p.lat >= box.south - 1e-5 && p.lat <= box.north + 1e-5 && p.lon >= box.west - 1e-5 && p.lon <= box.east + 1e-5
        : box.south > box.north,
    );
    expect(isHeld).toBe(true);
  }
  expect(overview.length).toBe(4096);
  expect(overview.every(({ position }) => position !== null)).toBe(true);
});

test("every order of the entries gives the same shards", () => {
  expect(shardsOf(ENTRIES.toReversed())).toEqual(shardsOf(ENTRIES));
});

test("an edit changes the shard that holds the listing and no other", () => {
  const edited = ENTRIES.map((entry, i) => (i === 77 ? { ...entry, name: "Cheese shop" } : entry));
  const texts = (entries: readonly Entry[]) => shardsOf(entries)?.shards.map((shard) => JSON.stringify(shard)) ?? [];

  const after = texts(edited);

  expect(texts(ENTRIES).filter((shard) => !after.includes(shard))).toHaveLength(1);
});

test("listings that share one place stay together, however many", () => {
  const house = Array.from({ length: 9000 }, (_, i) => listing({ slug: `s${i}`, position: { lat: 1, lon: 1 } }));

  expect(shardsOf(house)?.shards.map(({ entries }) => entries.length)).toEqual([9000]);
});

test("an engine with the overview and all shards finds what one whole snapshot does, added at once or later", () => {
  const { overview, shards } = shardsOf(ENTRIES) ?? { overview: [], shards: [] };
  const [first, ...later] = shards.map(({ entries }) => snapshotOf(entries, TOWN_HEAD));
  const whole = engineOf([snapshotOf(ENTRIES, TOWN_HEAD)]);
  const parts = engineOf([snapshotOf(overview, TOWN_HEAD), ...(first ? [first] : [])]);
  for (const snapshot of later) parts.addSnapshot(snapshot);
  const box = { west: 0.01, south: 40.01, east: 0.1, north: 40.11 };
  const queries: Query[] = [
    {},
    { text: "tea" },
    { text: "boo", box },
    { town: "t3", near: { lat: 40.0501234, lon: 3.0101234 } },
    { near: { lat: 40.0501234, lon: 3.0101234 }, points: false },
    { near: { lat: 40.0501234, lon: 3.0101234 }, radius: 5000, points: false, offset: 5 },
  ];

  expect(parts.size).toBe(whole.size);
  for (const query of queries) {
    const [a, b] = [parts.search(query), whole.search(query)];
    expect(a.total).toBe(b.total);
    expect(a.rows).toEqual(b.rows);
    expect(a.points.length).toBe(b.points.length);
  }
});

test("an engine that has the shards of a view finds all that is in it", () => {
  const { overview, shards } = shardsOf(ENTRIES) ?? { overview: [], shards: [] };
  const box = { west: 0.01, south: 40.01, east: 0.03, north: 40.03 };
  const seen = shards.filter(
    ({ box: b }) => b.west <= box.east && b.east >= box.west && b.south <= box.north && b.north >= box.south,
  );
  const engine = engineOf([overview, ...seen.map(({ entries }) => entries)].map((some) => snapshotOf(some, TOWN_HEAD)));

  const { total } = engine.search({ box });

  expect(seen.length).toBeLessThan(shards.length);
  expect(total).toBe(engineOf([snapshotOf(ENTRIES, TOWN_HEAD)]).search({ box }).total);
});
