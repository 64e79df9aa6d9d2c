import fc from "fast-check";
import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { createEngine, type Engine } from "./engine.ts";
import { PLUGS } from "./plugs.ts";
import { decode, type Snapshot } from "./snapshot.ts";
import { dataOf, snapshotOfData } from "./snapshot-data.ts";
import { anyEntries, anyHead, runs, TOWN, TOWN_HEAD } from "./test-data.ts";

const DAY = "2026-01-05";
const NOW = Date.UTC(2026, 0, 5, 20);

function engineOf(snapshot: Snapshot): Engine {
  const engine = createEngine([snapshot]);
  engine.plugIn(PLUGS);
  return engine;
}

/** A snapshot as it arrives in another thread. */
function posted(snapshot: Snapshot): Snapshot {
  return snapshotOfData(structuredClone(dataOf(snapshot)));
}

test("whatever a snapshot holds, its data holds too", () => {
  fc.assert(
    fc.property(anyEntries, anyHead, (entries, head) => {
      const snapshot = decode(encode(entries, head));

      const other = posted(snapshot);

      expect(other.entries()).toEqual(snapshot.entries());
      expect(other.head).toEqual(snapshot.head);
      for (const { slug } of entries) expect(other.rowOf(slug)).toBe(snapshot.rowOf(slug));
    }),
    runs(300),
  );
});

test("an engine of a snapshot's data gives the answers of the snapshot", () => {
  const engine = engineOf(decode(encode(TOWN, TOWN_HEAD)));
  const other = engineOf(posted(decode(encode(TOWN, TOWN_HEAD))));

  for (const query of [
    {},
    { text: "sushi" },
    { text: "sushy zone" },
    { category: "food" },
    { town: "sacramento", tags: ["wifi"] },
    { open: NOW },
    { box: { west: -122, south: 38, east: -121.48, north: 39 } },
    { near: { lat: 38.58, lon: -121.49 }, radius: 1500 },
  ]) {
    const whole = { ...query, day: DAY, limit: 9, points: true, facets: true, now: NOW };
    expect(other.search(whole)).toEqual(engine.search(whole));
  }
});

test("words that were indexed are not indexed again", () => {
  const snapshot = decode(encode(TOWN, TOWN_HEAD));
  const data = dataOf(snapshot);

  expect(data.index).toBe(snapshot.index());
  expect(snapshotOfData(data).index()).toBe(data.index);
  expect(snapshotOfData(data).hashes()).toBe(data.hashes);
});
