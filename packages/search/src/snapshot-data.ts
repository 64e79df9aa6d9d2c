import type { Columns } from "./columns.ts";
import type { SnapshotHead } from "./entry.ts";
import type { Made } from "./rows.ts";
import { type Snapshot, snapshotWith } from "./snapshot.ts";

/**
 * A snapshot without its functions: what one thread can post to another. To take it over costs a copy of some hundred
 * kilobytes, to read and index the file again a hundred times as much.
 */
export type SnapshotData = Made & { readonly columns: Columns; readonly head: SnapshotHead };

/** What a snapshot consists of, its index included, which is made if it was not yet. */
export function dataOf(snapshot: Snapshot): SnapshotData {
  const { head, categoryNames, name, slug, index, hashes, entry, entries, rowOf, ...columns } = snapshot;
  return { columns, head, index: index(), hashes: hashes() };
}

/** The snapshot that data was taken of. */
export function snapshotOfData({ columns, head, ...made }: SnapshotData): Snapshot {
  return snapshotWith(columns, head, made);
}
