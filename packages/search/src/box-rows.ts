import type { Box } from "./entry.ts";
import { isInBox } from "./find-rows.ts";
import type { RowSet } from "./row-set.ts";
import type { Snapshot } from "./snapshot.ts";

/** Rows a block: small enough that few rows outside a box are looked at, large enough that few blocks are. */
export const BLOCK = 64;
/** Blocks a stretch: what a box misses is passed over in large steps. */
export const STRETCH = 32;

/** Least x, least y, largest x, largest y, in units, of each 64 rows of a set and of each 32 of these blocks. */
type Bounds = { readonly blocks: Int32Array; readonly stretches: Int32Array };

const known = new WeakMap<RowSet, Bounds>();

function boundsOfSet(set: RowSet, x: Int32Array, y: Int32Array): Bounds {
  const before = known.get(set);
  if (before) return before;
  const blocks = boundsOf(set.located, BLOCK, (bounds, at, i) => {
    const row = set.rows[i] ?? 0;
    widen(bounds, at, x[row] ?? 0, y[row] ?? 0, x[row] ?? 0, y[row] ?? 0);
  });
  const stretches = boundsOf(blocks.length / 4, STRETCH, (bounds, at, i) =>
    widen(bounds, at, blocks[i * 4] ?? 0, blocks[i * 4 + 1] ?? 0, blocks[i * 4 + 2] ?? 0, blocks[i * 4 + 3] ?? 0),
  );
  known.set(set, { blocks, stretches });
  return { blocks, stretches };
}

/** Writes those rows of the set that lie in the box, in units, to `into`; how many there are. */
export function rowsInBox(set: RowSet, { x, y }: Snapshot, box: Box, into: Uint32Array): number {
  const { rows, located } = set;
  const { blocks, stretches } = boundsOfSet(set, x, y);
  let count = 0;
  for (let s = 0; s * 4 < stretches.length; s++) {
    if (misses(box, stretches, s * 4)) continue;
    const lastBlock = Math.min((s + 1) * STRETCH * 4, blocks.length);
    for (let b = s * STRETCH * 4; b < lastBlock; b += 4) {
      if (misses(box, blocks, b)) continue;
      const end = Math.min((b / 4 + 1) * BLOCK, located);
      for (let i = (b / 4) * BLOCK; i < end; i++) {
        const row = rows[i] ?? 0;
        if (isInBox(box, x[row] ?? 0, y[row] ?? 0)) into[count++] = row;
      }
    }
  }
  return count;
}

function misses({ west, south, east, north }: Box, bounds: Int32Array, at: number): boolean {
  if (!((bounds[at + 3] ?? 0) >= south && (bounds[at + 1] ?? 0) <= north)) return true;
  const isEast = (bounds[at] ?? 0) > east;
  const isWest = (bounds[at + 2] ?? 0) < west;
  return west > east ? isEast && isWest : isEast || isWest;
}

function boundsOf(count: number, size: number, add: (bounds: Int32Array, at: number, i: number) => void): Int32Array {
  const bounds = new Int32Array(Math.ceil(count / size) * 4);
  for (let at = 0; at < bounds.length; at += 4) {
    bounds.set([2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31)], at);
    const end = Math.min((at / 4 + 1) * size, count);
    for (let i = (at / 4) * size; i < end; i++) add(bounds, at, i);
  }
  return bounds;
}

function widen(bounds: Int32Array, at: number, west: number, south: number, east: number, north: number): void {
  if (west < (bounds[at] ?? 0)) bounds[at] = west;
  if (south < (bounds[at + 1] ?? 0)) bounds[at + 1] = south;
  if (east > (bounds[at + 2] ?? 0)) bounds[at + 2] = east;
  if (north > (bounds[at + 3] ?? 0)) bounds[at + 3] = north;
}
