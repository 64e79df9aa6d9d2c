import { withDescendants } from "./category-tree.ts";
import type { SnapshotHead } from "./entry.ts";
import { type Labels, labelsOf } from "./labels.ts";
import type { Lists } from "./lists.ts";
import { once } from "./once.ts";
import { type RowSet, rowSetOf } from "./row-set.ts";
import { namesOf, type Snapshot } from "./snapshot.ts";
import { type TermIndex, termIndexOf } from "./term-index.ts";
import { fold } from "./text.ts";
import { indexWords } from "./word-index.ts";

/** A snapshot with its indexes, each made when first needed. An engine has one for each snapshot. */
export type Segment = {
  readonly snapshot: Snapshot;
  readonly head: SnapshotHead;
  /** The engine's number of the segment's row 0. */
  readonly firstRow: number;
  /** 1 for rows that another segment's stand instead of. */
  readonly gone: Uint8Array;
  goneCount: number;
  readonly all: RowSet;
  readonly categories: Labels;
  readonly towns: Labels;
  readonly tags: Labels;
  readonly index: () => TermIndex;
  /** A number of each listing that no other listing, order or snapshot changes: seeds its turn in the shuffle. */
  readonly hashes: () => Uint32Array;
  /** The number of the search that last found a row, so that none is found twice in one. */
  readonly lastFound: Uint32Array;
  searches: number;
  /** What the last search found. */
  readonly matched: Uint32Array;
};

/** Indexes a snapshot under a head, its own or that of a delta. */
export function buildSegment(snapshot: Snapshot, head: SnapshotHead, firstRow: number): Segment {
  const { size, located, categories, towns, tags } = snapshot;
  const numbers = Uint32Array.from({ length: size + 1 }, (_, row) => row);
  const oneEach = (values: Uint32Array): Lists => ({ offsets: numbers, values });
  return {
    snapshot,
    head,
    firstRow,
    gone: new Uint8Array(size),
    goneCount: 0,
    all: rowSetOf(numbers.subarray(0, size), located),
    categories: labelsOf(snapshot, snapshot.rowCategories, (slug) => {
      const wanted = withDescendants(head, slug);
      return Uint8Array.from(categories, (other) => Number(wanted.has(other)));
    }),
    towns: labelsOf(snapshot, oneEach(snapshot.rowTowns), foldedMarks(towns)),
    tags: labelsOf(snapshot, snapshot.rowTags, foldedMarks(tags)),
    index: once(() => termIndexOf(hasNames(snapshot, head) ? snapshot.index() : indexWords(snapshot, namesOf(head)))),
    hashes: snapshot.hashes,
    lastFound: new Uint32Array(size),
    searches: 0,
    matched: new Uint32Array(size),
  };
}

/** Whether a head calls the categories of a snapshot what the snapshot's own does: then the words of its rows are the same. */
function hasNames({ categories, categoryNames }: Snapshot, head: SnapshotHead): boolean {
  const names = namesOf(head);
  return categories.every((slug) => (names.get(slug) ?? "") === (categoryNames.get(slug) ?? ""));
}

/** The segment of an engine's row. RangeError for a number that is no row. */
export function segmentOf(segments: readonly Segment[], row: number): Segment {
  const segment = segments.findLast(({ firstRow }) => row >= firstRow);
  if (segment === undefined || !(row < segment.firstRow + segment.snapshot.size)) {
    throw new RangeError(`there is no row ${row}`);
  }
  return segment;
}

function foldedMarks(texts: readonly string[]): (text: string) => Uint8Array {
  const folded = once(() => texts.map(fold));
  return (text) => {
    const wanted = fold(text);
    return Uint8Array.from(folded(), (other) => Number(other === wanted));
  };
}
