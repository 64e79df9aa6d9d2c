/** The rows that one search found. The arrays are made once for an engine and filled anew by each search. */
export type Found = {
  count: number;
  located: number;
  readonly rows: Uint32Array;
  /** What decides the order first: the rank, and whether the row has a position. */
  readonly groups: Uint8Array;
  /** What decides it within a group: the square of the straight line, or the place in the shuffle. */
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

/** Adds a row; those with a position come before the others of their rank. */
export function addFound(found: Found, row: number, rank: number, key: number, isLocated: boolean): void {
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

/** Whether the row at a place has a position. */
export function isLocatedAt({ groups }: Found, place: number): boolean {
  return (groups[place] ?? 0) % 2 === 0;
}

/** Whether place `a` comes before place `b`; `tie` tells the rows of two different places apart. */
export function isBefore(
  { groups, keys, rows }: Found,
  a: number,
  b: number,
  tie: (rowA: number, rowB: number) => number,
): boolean {
  const group = (groups[a] ?? 0) - (groups[b] ?? 0);
  if (group !== 0) return group < 0;
  const key = (keys[a] ?? 0) - (keys[b] ?? 0);
  return key === 0 ? tie(rows[a] ?? 0, rows[b] ?? 0) < 0 : key < 0;
}
