/** One list of numbers a row, stored end to end: row i owns values[offsets[i]] up to values[offsets[i + 1]]. */
export type Lists = { readonly offsets: Uint32Array; readonly values: Uint32Array };

/** Where each list begins when the lists have these lengths; one number more than lists. RangeError above 2^32. */
export function offsetsOf(lengths: Uint32Array): Uint32Array<ArrayBuffer> {
  const offsets = new Uint32Array(lengths.length + 1);
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) {
    sum += lengths[i] ?? 0;
    offsets[i + 1] = sum;
  }
  if (sum > 0xffffffff) throw new RangeError("too many values");
  return offsets;
}

/** The lengths of lists, the inverse of `offsetsOf`. */
export function lengthsOf(lists: Lists): Uint32Array<ArrayBuffer> {
  const lengths = new Uint32Array(lists.offsets.length - 1);
  for (let i = 0; i < lengths.length; i++) lengths[i] = (lists.offsets[i + 1] ?? 0) - (lists.offsets[i] ?? 0);
  return lengths;
}

/** Stores lists end to end. */
export function listsOf(rows: readonly (readonly number[])[]): Lists {
  const offsets = offsetsOf(Uint32Array.from(rows, (row) => row.length));
  const values = new Uint32Array(offsets[rows.length] ?? 0);
  let at = 0;
  for (const row of rows) for (const value of row) values[at++] = value;
  return { offsets, values };
}

/**
 * For each value from 0 to `valueCount` − 1 the rows whose list has it, ascending: a counting sort, two passes over
 * the values and no comparison. A row that has a value twice is named twice.
 */
export function invert(lists: Lists, valueCount: number): Lists {
  const { offsets: rowOffsets, values: rowValues } = lists;
  const counts = new Uint32Array(valueCount);
  for (let i = 0; i < rowValues.length; i++) {
    const value = rowValues[i] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  const offsets = offsetsOf(counts);
  const next = offsets.slice();
  const values = new Uint32Array(rowValues.length);
  for (let row = 0; row + 1 < rowOffsets.length; row++) {
    const end = rowOffsets[row + 1] ?? 0;
    for (let i = rowOffsets[row] ?? 0; i < end; i++) {
      const value = rowValues[i] ?? 0;
      const at = next[value] ?? 0;
      values[at] = row;
      next[value] = at + 1;
    }
  }
  return { offsets, values };
}
