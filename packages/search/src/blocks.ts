import type { UnitBox } from "./place.ts";

/** Rows a block: small enough that few rows outside a box are looked at, large enough that few blocks are. */
const BLOCK = 64;

/** The smallest box around each stretch of 64 rows: west, south, east, north. Neighbouring rows are near each other. */
export type Blocks = { readonly rows: number; readonly bounds: Int32Array };

export function buildBlocks(x: Int32Array, y: Int32Array): Blocks {
  const bounds = new Int32Array(Math.ceil(x.length / BLOCK) * 4);
  for (let from = 0; from < x.length; from += BLOCK) {
    const at = (from / BLOCK) * 4;
    const [xs, ys] = [x.subarray(from, from + BLOCK), y.subarray(from, from + BLOCK)];
    bounds.set([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], at);
  }
  return { rows: x.length, bounds };
}

/** The rows of each block that touches the box, ascending, written to `into`: all rows in the box, and some near it. */
export function rowsNearBox({ rows, bounds }: Blocks, box: UnitBox, into: Uint32Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < bounds.length; at += 4) {
    const [west, south, east, north] = [bounds[at] ?? 0, bounds[at + 1] ?? 0, bounds[at + 2] ?? 0, bounds[at + 3] ?? 0];
    const isWestOrEast = east < box.west || west > box.east;
    const missesX = box.west > box.east ? east < box.west && west > box.east : isWestOrEast;
    if (missesX || north < box.south || south > box.north) continue;
    const from = (at / 4) * BLOCK;
    const end = Math.min(from + BLOCK, rows);
    for (let row = from; row < end; row++) into[count++] = row;
  }
  return into.subarray(0, count);
}

export function isInBox({ west, south, east, north }: UnitBox, x: number, y: number): boolean {
  if (!(y >= south && y <= north)) return false;
  return west > east ? x >= west || x <= east : x >= west && x <= east;
}
