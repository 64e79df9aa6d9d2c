import type { Filter } from "./find-rows.ts";
import { type Found, isBefore } from "./found.ts";
import type { FacetCounter, Near } from "./plug.ts";
import { type Segment, segmentOf } from "./segment.ts";
import { shuffled } from "./shuffle.ts";
import { compareText } from "./text.ts";

/** What one search carries from segment to segment. */
export type Hunt = {
  readonly filter: Filter;
  readonly near: Near | null;
  readonly seed: number;
  readonly points: boolean;
  readonly counter: FacetCounter | null;
  readonly found: Found;
};

/** The order of places in `found`. Neighbours in one house take turns; should two share a hash, their slugs decide. */
export function orderOf(segments: readonly Segment[], { found, seed }: Hunt): (a: number, b: number) => boolean {
  const turnOf = (row: number): number => {
    const segment = segmentOf(segments, row);
    return shuffled(seed, segment.hashes()[row - segment.firstRow] ?? 0);
  };
  const slugOf = (row: number): string => {
    const segment = segmentOf(segments, row);
    return segment.snapshot.slug(row - segment.firstRow);
  };
  const tie = (a: number, b: number) => turnOf(a) - turnOf(b) || compareText(slugOf(a), slugOf(b));
  return (a, b) => isBefore(found, a, b, tie);
}
