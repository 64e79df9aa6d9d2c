import { isInBox, rowsNearBox } from "./blocks.ts";
import type { Lists } from "./lists.ts";
import type { UnitBox } from "./place.ts";
import type { Segment } from "./segment.ts";
import { type TermRange, termsWithPrefix } from "./term-index.ts";

/** What rows must have, in the same words for every segment. */
export type Filter = {
  /** Folded words, each of which must begin a term of the row. */
  readonly words: readonly string[];
  readonly box: UnitBox | null;
  /** Slugs, one of which must be a category of the row. */
  readonly categories: ReadonlySet<string> | null;
  /** Folded name of the town. */
  readonly town: string | null;
};

/** A filter in the numbers of one segment. */
export type Plan = {
  /** The terms that each word stands for. */
  readonly ranges: readonly TermRange[];
  readonly box: UnitBox | null;
  /** 1 at the number of each wanted category or town. */
  readonly categories: Uint8Array | null;
  readonly towns: Uint8Array | null;
};

export function planFor({ snapshot, index, foldedTowns }: Segment, filter: Filter): Plan {
  const { words, box, categories, town } = filter;
  return {
    ranges: words.map((word) => termsWithPrefix(index.terms, word)),
    box,
    categories: categories && Uint8Array.from(snapshot.categories, (slug) => Number(categories.has(slug))),
    towns: town === null ? null : Uint8Array.from(foldedTowns, (name) => Number(name === town)),
  };
}

/**
 * Calls `visit` once with each row that passes, in no particular order: the rows that the narrowest part of the plan
 * names are checked against the other parts. `search` is above 0 and the number of no earlier search of the segment.
 */
export function findRows(segment: Segment, plan: Plan, search: number, visit: (row: number) => void): void {
  const { lastFound } = segment;
  const { rows, provenRange } = candidates(segment, plan);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    // A row may be named by two terms or two categories.
    if (lastFound[row] === search || !passes(segment, plan, row, provenRange)) continue;
    lastFound[row] = search;
    visit(row);
  }
}

// From about here on, looking at the blocks of a box is quicker than looking at every row that has the word.
const MANY_ROWS = 4000;

/** All rows that may pass, and others, as the part of the plan names them that names few; and the range they prove. */
function candidates(segment: Segment, plan: Plan): { rows: Uint32Array; provenRange: number } {
  const { snapshot, index, categoryRows, blocks, candidates } = segment;
  let fewest = plan.box === null ? snapshot.size : Math.min(MANY_ROWS, snapshot.size);
  let rows: Uint32Array | null = null;
  let provenRange = -1;
  for (const [i, { first, end }] of plan.ranges.entries()) {
    const option = stretch(index.termRows, first, end);
    if (option.length >= fewest) continue;
    fewest = option.length;
    rows = option;
    provenRange = i;
  }

  const ofCategories = plan.categories === null ? null : markedStretches(categoryRows, plan.categories);
  if (ofCategories !== null && totalLength(ofCategories) < fewest) {
    return { rows: joined(ofCategories, candidates), provenRange: -1 };
  }
  if (rows !== null) return { rows, provenRange };
  if (plan.box !== null) return { rows: rowsNearBox(blocks, plan.box, candidates), provenRange: -1 };
  for (let row = 0; row < snapshot.size; row++) candidates[row] = row;
  return { rows: candidates.subarray(0, snapshot.size), provenRange: -1 };
}

function passes({ snapshot, gone, index }: Segment, plan: Plan, row: number, provenRange: number): boolean {
  const { ranges, box, categories, towns } = plan;
  if (gone[row] === 1) return false;
  if (box !== null && !(row < snapshot.located && isInBox(box, snapshot.x[row] ?? 0, snapshot.y[row] ?? 0)))
    return false;
  if (towns !== null && towns[snapshot.rowTowns[row] ?? 0] !== 1) return false;
  if (categories !== null && !hasMarked(snapshot.rowCategories, row, categories)) return false;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[i];
    if (range !== undefined && i !== provenRange && !hasTerm(index.rowTerms, row, range)) return false;
  }
  return true;
}

function hasMarked({ offsets, values }: Lists, row: number, marks: Uint8Array): boolean {
  const end = offsets[row + 1] ?? 0;
  for (let i = offsets[row] ?? 0; i < end; i++) if (marks[values[i] ?? 0] === 1) return true;
  return false;
}

function hasTerm({ offsets, values }: Lists, row: number, range: TermRange): boolean {
  const end = offsets[row + 1] ?? 0;
  for (let i = offsets[row] ?? 0; i < end; i++) {
    const term = values[i] ?? 0;
    if (term >= range.first && term < range.end) return true;
  }
  return false;
}

/** The values of the lists from `first` up to but not including `end`, which lie end to end. */
function stretch({ offsets, values }: Lists, first: number, end: number): Uint32Array {
  return values.subarray(offsets[first], offsets[end]);
}

function markedStretches(lists: Lists, marks: Uint8Array): Uint32Array[] {
  const stretches: Uint32Array[] = [];
  for (let list = 0; list < marks.length; list++) {
    if (marks[list] === 1) stretches.push(stretch(lists, list, list + 1));
  }
  return stretches;
}

function totalLength(stretches: readonly Uint32Array[]): number {
  return stretches.reduce((sum, rows) => sum + rows.length, 0);
}

function joined(stretches: readonly Uint32Array[], into: Uint32Array): Uint32Array {
  let length = 0;
  for (const rows of stretches) {
    into.set(rows, length);
    length += rows.length;
  }
  return into.subarray(0, length);
}
