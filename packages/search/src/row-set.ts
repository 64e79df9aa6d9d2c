/** Ascending rows. Neighbours among them are near each other, as rows follow the curve. */
export type RowSet = {
  readonly rows: Uint32Array;
  /** How many of them have a position; they come first. */
  readonly located: number;
};

/** A set of ascending rows, of which those below `located` have a position. */
export function rowSetOf(rows: Uint32Array, located: number): RowSet {
  let end = rows.length;
  while (end > 0 && (rows[end - 1] ?? 0) >= located) end--;
  return { rows, located: end };
}
