import type { Best } from "./best.ts";
import type { Box } from "./entry.ts";
import type { Hunt } from "./hunt.ts";
import type { Facets, Query } from "./query.ts";
import type { RowSet } from "./row-set.ts";
import type { Segment } from "./segment.ts";

/** What an engine can do without, and a page loads only when it is asked for. */
export type Plugs = {
  /** Needed for `box` and `radius`. */
  readonly areaOf?: (query: Query) => Area | null;
  /** Needed for `near`, in degrees. */
  readonly nearOf?: (near: { readonly lat: number; readonly lon: number }) => Near | null;
  readonly forgive?: (segment: Segment, words: readonly string[]) => Forgiven;
  /** Needed for `open`: 1 at the numbers of the schedules that are surely open at an instant, milliseconds since 1970. */
  readonly openMarks?: (segment: Segment, instant: number) => Uint8Array;
  /** Needed for `facets`. */
  readonly countFacets?: (openMarks: ((segment: Segment) => Uint8Array) | null) => FacetCounter;
};

/** Rows that have every word with small typos at most, and not every word as it is typed. */
export type Forgiven = {
  readonly rows: Uint32Array;
  /** 1 at those whose name has all the words. */
  readonly inName: Uint8Array;
};

export type FacetCounter = {
  /** Counts the first `count` rows of `segment.matched`. */
  add(segment: Segment, count: number): void;
  facets(): Facets;
};

/** A part of the earth. */
export type Area = {
  /** The box around it, in units. */
  readonly box: Box;
  /** Writes the rows of a set that lie in the box to `into`; how many there are. */
  among(segment: Segment, set: RowSet, into: Uint32Array): number;
  /** Leaves those of the first `count` rows, all in the box, that lie in the area itself; how many there are. */
  within(segment: Segment, rows: Uint32Array, count: number): number;
};

/** A place to measure from. */
export type Near = {
  /** For a row that has a position, a number that grows with the distance to it. */
  squareIn(segment: Segment): (row: number) => number;
  /** What it is in metres. */
  metres(square: number): number;
  /**
   * Only the nearest rows and how many there are in all, without looking at each; null where that is not quicker or
   * where rows without a position are needed to fill the page.
   */
  find(
    segments: readonly Segment[],
    hunt: Hunt,
    wanted: number,
  ): { readonly best: Best; readonly total: number } | null;
};

/** A plug that a query cannot be answered without. Error where it is missing. */
export function plugged<T>(plug: T | undefined): T {
  if (plug === undefined) throw new Error("a plug is missing that this query needs");
  return plug;
}
