import { selectFirst } from "./select.ts";

/** The rows that one search found. The arrays are made once for an engine and filled anew by each search. */
export type Found = {
  count: number;
  located: number;
  readonly rows: Uint32Array;
  /** What decides the order first: the rank, and whether the row has a position. */
  readonly groups: Uint8Array;
  /** What decides it within a group: the distance, or the place in the shuffle. */
  readonly keys: Float64Array;
  /** x, y of the rows that have a position, and their numbers. */
  readonly points: Int32Array<ArrayBuffer>;
  readonly pointRows: Uint32Array<ArrayBuffer>;
};

export function createFound(capacity: number): Found {
  return {
    count: 0,
    located: 0,
    rows: new Uint32Array(capacity),
    groups: new Uint8Array(capacity),
    keys: new Float64Array(capacity),
    points: new Int32Array(capacity * 2),
    pointRows: new Uint32Array(capacity),
  };
}

export function clear(found: Found): void {
  found.count = 0;
  found.located = 0;
}

/** Adds a row; those with a position come before the others of their rank. */
export function addRow(found: Found, row: number, rank: number, key: number, isLocated: boolean): void {
  found.rows[found.count] = row;
  found.groups[found.count] = isLocated ? rank * 2 : rank * 2 + 1;
  found.keys[found.count] = key;
  found.count++;
}

export function addPoint(found: Found, row: number, x: number, y: number): void {
  found.points[found.located * 2] = x;
  found.points[found.located * 2 + 1] = y;
  found.pointRows[found.located] = row;
  found.located++;
}

/**
 * The numbers of the rows from place `offset` up to but not including `end` in the order of groups, then keys, then
 * `breakTie`, which tells two different rows apart.
 */
export function page(
  { count, rows, groups, keys }: Found,
  offset: number,
  end: number,
  breakTie: (rowA: number, rowB: number) => number,
): Uint32Array {
  const first = selectFirst(count, end, (a, b) => {
    const group = (groups[a] ?? 0) - (groups[b] ?? 0);
    if (group !== 0) return group < 0;
    const key = (keys[a] ?? 0) - (keys[b] ?? 0);
    return key === 0 ? breakTie(rows[a] ?? 0, rows[b] ?? 0) < 0 : key < 0;
  });
  return first.subarray(offset).map((place) => rows[place] ?? 0);
}
