import type { Box } from "./entry.ts";
import type { Label } from "./labels.ts";
import type { Lists } from "./lists.ts";
import type { Area } from "./plug.ts";
import type { RowSet } from "./row-set.ts";
import type { Segment } from "./segment.ts";
import { termsWithPrefix } from "./term-index.ts";
import type { TermRange } from "./word-index.ts";

/** What rows must have, in the same words for every segment. */
export type Filter = {
  /** Folded words, each of which must begin a term of the row. */
  readonly words: readonly string[];
  readonly area: Area | null;
  readonly category: string | null;
  readonly town: string | null;
  readonly tags: readonly string[];
  /** 1 at the schedules of a segment that are open at the moment asked for. */
  readonly open: ((segment: Segment) => Uint8Array) | null;
};

/** A filter in the numbers of one segment. */
export type Plan = {
  /** The terms that each word stands for. */
  readonly ranges: readonly TermRange[];
  readonly area: Area | null;
  /** All rows that may pass: the fewest that a label names, or all there are. */
  readonly set: RowSet;
  /** The label that all of the set have. */
  readonly ofSet: Label | null;
  /** The others. */
  readonly labels: readonly Label[];
  /** 1 at the schedules that are open. */
  readonly open: Uint8Array | null;
};

const NONE: readonly Label[] = [];

export function planFor(segment: Segment, { words, area, category, town, tags, open }: Filter): Plan {
  let ofSet = category === null ? null : segment.categories(category);
  let labels = NONE;
  if (town !== null || tags.length > 0) {
    const asked = tags.map(segment.tags);
    if (town !== null) asked.push(segment.towns(town));
    if (ofSet) asked.push(ofSet);
    const rarest = asked.reduce((few, label) => (few.set.rows.length <= label.set.rows.length ? few : label));
    labels = asked.filter((label) => label !== rarest);
    ofSet = rarest;
  }
  const ranges: TermRange[] = [];
  for (const word of words) ranges.push(termsWithPrefix(segment.index(), word));
  return { ranges, area, set: ofSet?.set ?? segment.all, ofSet, labels, open: open === null ? null : open(segment) };
}

// Looking at a row that a word names costs about as much as passing over so many rows of a set by their blocks.
const PASSED_OVER = 16;
const FEW = 64;

/** Writes the rows that pass to `segment.matched`, in no particular order; how many there are. */
export function matchRows(segment: Segment, plan: Plan): number {
  const { set, area, ranges } = plan;
  const { matched } = segment;
  let most = area === null ? set.rows.length : Math.max(FEW, set.located / PASSED_OVER);
  let source: TermRange | null = null;
  for (const range of ranges) {
    const { offsets } = segment.index().termRows;
    const count = (offsets[range.end] ?? 0) - (offsets[range.first] ?? 0);
    if (count > most) continue;
    most = count;
    source = range;
  }

  if (source !== null) {
    const { offsets, values } = segment.index().termRows;
    const count = take(segment, plan, values, offsets[source.first] ?? 0, offsets[source.end] ?? 0);
    return narrow(segment, plan, matched, area ? area.within(segment, matched, count) : count, source);
  }
  if (area === null) return narrow(segment, plan, set.rows, set.rows.length, null);
  return narrow(segment, plan, matched, area.within(segment, matched, area.among(segment, set, matched)), null);
}

/** The same of the first `count` of some rows. */
export function matchAmong(segment: Segment, plan: Plan, rows: Uint32Array, count: number): number {
  const { matched } = segment;
  const left = take(segment, plan, rows, 0, count);
  return narrow(segment, plan, matched, plan.area ? plan.area.within(segment, matched, left) : left, null);
}

/** Writes the rows from `first` up to `end` that have the label of the set and lie in the area's box, each once. */
function take(segment: Segment, { area, ofSet }: Plan, rows: Uint32Array, first: number, end: number): number {
  const { lastFound, matched, snapshot } = segment;
  const { located, x, y } = snapshot;
  const marked = ofSet === null ? null : ofSet.marked;
  const box = area === null ? null : area.box;
  const search = ++segment.searches;
  let count = 0;
  for (let i = first; i < end; i++) {
    const row = rows[i] ?? 0;
    // What most rows fail comes first, and what costs most to ask last.
    if (marked !== null && marked[row] !== 1) continue;
    if (box !== null && (row >= located || !isInBox(box, x[row] ?? 0, y[row] ?? 0))) continue;
    if (lastFound[row] === search) continue;
    lastFound[row] = search;
    matched[count++] = row;
  }
  return count;
}

/** Whether a place lies in a box, both in units. */
export function isInBox({ west, south, east, north }: Box, x: number, y: number): boolean {
  if (!(y >= south && y <= north)) return false;
  return west > east ? x >= west || x <= east : x >= west && x <= east;
}

/** Those of the first `count` rows, all of the plan's set and in its area, that pass the rest of it. */
function narrow(
  segment: Segment,
  { labels, open, ranges }: Plan,
  rows: Uint32Array,
  count: number,
  proven: TermRange | null,
): number {
  const { matched, gone, snapshot } = segment;
  let from = rows;
  let left = count;
  for (const { marked } of labels) {
    left = keepMarked(marked, from, left, matched);
    from = matched;
  }
  if (open !== null) {
    left = keepOpen(snapshot.rowHours, open, from, left, matched);
    from = matched;
  }
  for (const range of ranges) {
    if (range === proven) continue;
    left = keepWithTerm(segment.index().rowTerms, range, from, left, matched);
    from = matched;
  }
  if (segment.goneCount > 0) {
    left = keepPresent(gone, from, left, matched);
    from = matched;
  }
  if (from !== matched) matched.set(from.subarray(0, left));
  return left;
}

/*
 * Each of these writes those of the first `count` rows that pass to `into`, which may be the same array, and tells how
 * many there are: short loops over numbers, the quickest thing there is.
 */

function keepMarked(marked: Uint8Array, rows: Uint32Array, count: number, into: Uint32Array): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    if (marked[row] === 1) into[kept++] = row;
  }
  return kept;
}

function keepOpen(hours: Uint32Array, open: Uint8Array, rows: Uint32Array, count: number, into: Uint32Array): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    if (open[hours[row] ?? 0] === 1) into[kept++] = row;
  }
  return kept;
}

function keepWithTerm(
  { offsets, values }: Lists,
  { first, end }: TermRange,
  rows: Uint32Array,
  count: number,
  into: Uint32Array,
): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    const last = offsets[row + 1] ?? 0;
    for (let j = offsets[row] ?? 0; j < last; j++) {
      const term = values[j] ?? 0;
      if (term < first || term >= end) continue;
      into[kept++] = row;
      break;
    }
  }
  return kept;
}

function keepPresent(gone: Uint8Array, rows: Uint32Array, count: number, into: Uint32Array): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    if (gone[row] === 0) into[kept++] = row;
  }
  return kept;
}
