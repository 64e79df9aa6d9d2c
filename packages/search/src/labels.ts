import { invert, type Lists } from "./lists.ts";
import { type RowSet, rowSetOf } from "./row-set.ts";
import type { Snapshot } from "./snapshot.ts";

/** What some rows are marked with: a category with those below it, a town, a tag. */
export type Label = {
  readonly set: RowSet;
  /** 1 at the rows of the set. */
  readonly marked: Uint8Array;
};

/** The label of a text, made when first asked for. */
export type Labels = (text: string) => Label;

// More than most directories have: what is typed by hand must not fill the memory of a server.
const MOST_KEPT = 1000;

/** The labels of one column. `marksOf` says which numbers a text stands for. */
export function labelsOf(snapshot: Snapshot, lists: Lists, marksOf: (text: string) => Uint8Array): Labels {
  const { size, located } = snapshot;
  const known = new Map<string, Label>();
  let rowsOf: Lists | null = null;
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const marks = marksOf(text);
    rowsOf ??= invert(lists, marks.length);
    const rows = markedRows(rowsOf, marks);
    const marked = new Uint8Array(size);
    for (const row of rows) marked[row] = 1;
    const label = { set: rowSetOf(rows, located), marked };
    if (known.size === MOST_KEPT) known.clear();
    known.set(text, label);
    return label;
  };
}

function markedRows({ offsets, values }: Lists, marks: Uint8Array): Uint32Array {
  const rows: number[] = [];
  let stretches = 0;
  for (let number = 0; number < marks.length; number++) {
    if (marks[number] !== 1) continue;
    stretches++;
    const end = offsets[number + 1] ?? 0;
    for (let i = offsets[number] ?? 0; i < end; i++) rows.push(values[i] ?? 0);
  }
  if (stretches > 1) rows.sort((a, b) => a - b);
  return Uint32Array.from(rows).filter((row, i, all) => i === 0 || row !== all[i - 1]);
}
