import type { Box, Entry } from "./entry.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";
import { hashText } from "./shuffle.ts";
import { compareText } from "./text.ts";

/** A large directory in parts that a map loads as it needs them. */
export type Shards<T extends Entry = Entry> = {
  /** Some of the listings that have a position, spread over the whole area. */
  readonly overview: readonly T[];
  /** All listings, each in one part. */
  readonly shards: readonly ShardOf<T>[];
};

/** Listings near each other and the least box that holds them; south above north for those without a position. */
export type ShardOf<T extends Entry> = { readonly box: Box; readonly entries: readonly T[] };

/** Up to here, everything is one snapshot. */
export const MOST_UNSHARDED = 8192;
const MOST_IN_SHARD = 4096;
const MOST_IN_OVERVIEW = 4096;

/** A part of the plane in which shards are cut: whole numbers from a corner, `2 ** bits` a side. */
type Cell = { readonly left: number; readonly bottom: number; readonly xBits: number; readonly yBits: number };
type Item<T> = { readonly entry: T; readonly x: number; readonly y: number; readonly hash: number };

/** A side of the earth in units is less than 2^26; a hash is less than 2^32. */
const EARTH: Cell = { left: 0, bottom: 0, xBits: 26, yBits: 26 };
const HASHES: Cell = { left: 0, bottom: 0, xBits: 32, yBits: 0 };
const NOWHERE: Box = { west: 0, south: 90, east: 0, north: -90 };

/**
 * Splits a large directory; null for one that fits a single snapshot. Cells are halved where the earth's own grid says,
 * so that an edit changes one shard, or the few that it splits or joins, whatever the other listings are. The same for
 * every order of the entries. RangeError when a position is no place on earth.
 */
export function shardsOf<T extends Entry>(entries: readonly T[]): Shards<T> | null {
  if (entries.length <= MOST_UNSHARDED) return null;
  const items = entries.map((entry): Item<T> => {
    const { position, slug } = entry;
    const hash = hashText(slug);
    if (position === null) return { entry, x: hash, y: 0, hash };
    return { entry, x: toUnits(position.lon, MAX_X) + MAX_X, y: toUnits(position.lat, MAX_Y) + MAX_Y, hash };
  });
  const located = items.filter(({ entry }) => entry.position !== null);
  const others = items.filter(({ entry }) => entry.position === null);
  return {
    overview: overviewOf(located),
    shards: [
      ...cut(located, EARTH).map((some) => ({ box: boxOf(some), entries: entriesOf(some) })),
      ...cut(others, HASHES).map((some) => ({ box: NOWHERE, entries: entriesOf(some) })),
    ],
  };
}

/** The items by cells, each halved along its longer side until it has few enough. */
function cut<T>(items: readonly Item<T>[], cell: Cell): (readonly Item<T>[])[] {
  const { left, bottom, xBits, yBits } = cell;
  if (items.length === 0) return [];
  if (items.length <= MOST_IN_SHARD || xBits + yBits === 0) return [items];
  if (xBits >= yBits) {
    const border = left + 2 ** (xBits - 1);
    const half = { ...cell, xBits: xBits - 1 };
    return [
      ...cut(
        items.filter(({ x }) => x < border),
        half,
      ),
      ...cut(
        items.filter(({ x }) => x >= border),
        { ...half, left: border },
      ),
    ];
  }
  const border = bottom + 2 ** (yBits - 1);
  const half = { ...cell, yBits: yBits - 1 };
  return [
    ...cut(
      items.filter(({ y }) => y < border),
      half,
    ),
    ...cut(
      items.filter(({ y }) => y >= border),
      { ...half, bottom: border },
    ),
  ];
}

/** One listing of each cell of the finest grid that has few enough cells, then others as the hashes of slugs have it. */
function overviewOf<T extends Entry>(items: readonly Item<T>[]): T[] {
  const sorted = items.toSorted((a, b) => a.hash - b.hash || compareText(a.entry.slug, b.entry.slug));
  let [bits, first] = [4, firstOfCells(sorted, 4)];
  while (bits < EARTH.xBits) {
    const finer = firstOfCells(sorted, bits + 1);
    if (finer.size > MOST_IN_OVERVIEW) break;
    [bits, first] = [bits + 1, finer];
  }
  const chosen = new Set(first.values());
  for (const item of sorted) {
    if (chosen.size >= MOST_IN_OVERVIEW) break;
    chosen.add(item);
  }
  return entriesOf([...chosen]);
}

function firstOfCells<T>(items: readonly Item<T>[], bits: number): Map<number, Item<T>> {
  const side = 2 ** (EARTH.xBits - bits);
  const first = new Map<number, Item<T>>();
  for (const item of items) {
    const cell = Math.floor(item.x / side) * 2 ** 26 + Math.floor(item.y / side);
    if (!first.has(cell)) first.set(cell, item);
    if (first.size > MOST_IN_OVERVIEW) break;
  }
  return first;
}

function entriesOf<T extends Entry>(items: readonly Item<T>[]): T[] {
  return items.map(({ entry }) => entry).sort((a, b) => compareText(a.slug, b.slug));
}

function boxOf<T>(items: readonly Item<T>[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of items) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return {
    west: toDegrees(west - MAX_X),
    south: toDegrees(south - MAX_Y),
    east: toDegrees(east - MAX_X),
    north: toDegrees(north - MAX_Y),
  };
}
