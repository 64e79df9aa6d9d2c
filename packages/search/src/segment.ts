import { type Blocks, buildBlocks } from "./blocks.ts";
import type { SnapshotHead } from "./entry.ts";
import { invert, type Lists } from "./lists.ts";
import { hashText } from "./shuffle.ts";
import type { Snapshot } from "./snapshot.ts";
import { buildTermIndex, type TermIndex } from "./term-index.ts";
import { fold } from "./text.ts";

/** A snapshot with its indexes. An engine has one, and a second one for the listings of a delta. */
export type Segment = {
  readonly snapshot: Snapshot;
  /** The engine's number of the segment's row 0. */
  readonly firstRow: number;
  /** 1 for rows that a delta removed or replaced. */
  readonly gone: Uint8Array;
  readonly index: TermIndex;
  readonly blocks: Blocks;
  readonly categoryRows: Lists;
  /** Folded names of the snapshot's towns, by their number. */
  readonly foldedTowns: readonly string[];
  /** Hashes of slugs for the shuffle, filled in as rows are first found; 0 where not yet known. */
  readonly slugHashes: Uint32Array;
  /** The number of the search that last found a row, so that none is found twice in one. */
  readonly lastFound: Uint32Array;
  /** Room for the rows that a search looks at. */
  readonly candidates: Uint32Array;
};

/** Indexes a snapshot under a head, its own or that of a delta. */
export function buildSegment(snapshot: Snapshot, head: SnapshotHead, firstRow: number): Segment {
  const { size, x, y, rowCategories, categories, towns } = snapshot;
  return {
    snapshot,
    firstRow,
    gone: new Uint8Array(size),
    index: buildTermIndex(snapshot, new Map(head.categories.map(({ slug, name }) => [slug, name]))),
    blocks: buildBlocks(x, y),
    categoryRows: invert(rowCategories, categories.length),
    foldedTowns: towns.map(fold),
    slugHashes: new Uint32Array(size),
    lastFound: new Uint32Array(size),
    candidates: new Uint32Array(Math.max(size, rowCategories.values.length)),
  };
}

/** The hash of a row's slug, made once. */
export function slugHash({ slugHashes, snapshot }: Segment, row: number): number {
  const known = slugHashes[row] ?? 0;
  if (known !== 0) return known;
  const hash = hashText(snapshot.slug(row));
  slugHashes[row] = hash;
  return hash;
}
