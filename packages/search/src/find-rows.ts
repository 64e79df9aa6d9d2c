import type { Label } from "./labels.ts";
import type { Lists } from "./lists.ts";
import type { Area } from "./plug.ts";
import type { RowSet } from "./row-set.ts";
import type { Segment } from "./segment.ts";
import { type TermRange, termsWithPrefix } from "./term-index.ts";

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
  readonly labels: readonly LabelMarks[];
};

type LabelMarks = Pick<Label, "lists" | "marks">;

const NONE: readonly LabelMarks[] = [];

export function planFor(segment: Segment, { words, area, category, town, tags, open }: Filter): Plan {
  let ofSet = category === null ? null : segment.categories(category);
  let labels: readonly LabelMarks[] = NONE;
  if (town !== null || tags.length > 0 || open !== null) {
    const asked = tags.map(segment.tags);
    if (town !== null) asked.push(segment.towns(town));
    if (ofSet) asked.push(ofSet);
    ofSet = asked.reduce<Label | null>(
      (few, label) => (few && few.set.rows.length <= label.set.rows.length ? few : label),
      null,
    );
    const others: LabelMarks[] = asked.filter((label) => label !== ofSet);
    if (open !== null) others.push({ lists: segment.hours, marks: open(segment) });
    labels = others;
  }
  const ranges: TermRange[] = [];
  for (const word of words) ranges.push(termsWithPrefix(segment.index(), word));
  return { ranges, area, set: ofSet?.set ?? segment.all, ofSet, labels };
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

  if (source !== null) return matchAmong(segment, plan, matched, distinctRows(segment, source), source);
  if (area === null) return narrow(segment, plan, set.rows, set.rows.length, null);
  return narrow(segment, plan, matched, area.among(segment, set, matched), null);
}

/** The same of the first `count` of some rows, which are known to have a term of the range `proven`. */
export function matchAmong(
  segment: Segment,
  plan: Plan,
  rows: Uint32Array,
  count: number,
  proven: TermRange | null,
): number {
  const { matched } = segment;
  let from = rows;
  let left = count;
  if (plan.area !== null) {
    left = plan.area.keep(segment, from, left, matched);
    from = matched;
  }
  if (plan.ofSet !== null) {
    left = keepLabelled(plan.ofSet, from, left, matched);
    from = matched;
  }
  return narrow(segment, plan, from, left, proven);
}

/** The same of rows that are of the plan's set and in its area. */
function narrow(
  segment: Segment,
  { labels, ranges }: Plan,
  rows: Uint32Array,
  count: number,
  proven: TermRange | null,
): number {
  const { matched, gone } = segment;
  let from = rows;
  let left = count;
  for (const label of labels) {
    left = keepLabelled(label, from, left, matched);
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

/** Writes the rows of a range of terms to `segment.matched`, each once; how many there are. */
function distinctRows(segment: Segment, { first, end }: TermRange): number {
  const { offsets, values } = segment.index().termRows;
  const { lastFound, matched } = segment;
  const search = ++segment.searches;
  const last = offsets[end] ?? 0;
  let count = 0;
  for (let i = offsets[first] ?? 0; i < last; i++) {
    const row = values[i] ?? 0;
    if (lastFound[row] === search) continue;
    lastFound[row] = search;
    matched[count++] = row;
  }
  return count;
}

/*
 * Each of these writes those of the first `count` rows that pass to `into`, which may be the same array, and tells how
 * many there are: short loops over numbers, the quickest thing there is.
 */

function keepLabelled(
  { lists: { offsets, values }, marks }: LabelMarks,
  rows: Uint32Array,
  count: number,
  into: Uint32Array,
): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    const end = offsets[row + 1] ?? 0;
    for (let j = offsets[row] ?? 0; j < end; j++) {
      if (marks[values[j] ?? 0] !== 1) continue;
      into[kept++] = row;
      break;
    }
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
