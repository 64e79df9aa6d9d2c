import { withDescendants } from "./category-tree.ts";
import type { Delta } from "./delta.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { type Filter, findRows, planFor } from "./find-rows.ts";
import { addPoint, addRow, clear, createFound, page } from "./found.ts";
import { haversine, toUnitBox, toUnitPlace } from "./place.ts";
import { rankedWords, rankOf } from "./rank.ts";
import { buildSegment, type Segment, slugHash } from "./segment.ts";
import { hashText, shuffled } from "./shuffle.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";
import { compareText, fold, words } from "./text.ts";

/** What to look for. All parts that are given must hold. */
export type Query = {
  /** Each word begins a word of the name, a category's name, the town or a tag. Without letters and digits: no text. */
  readonly text?: string;
  /** Degrees, edges included; west above east spans the 180th meridian. Leaves out rows without a position. */
  readonly box?: { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
  /** Slug; stands for the categories below it too. */
  readonly category?: string;
  /** Name of the town, whatever its case and accents. */
  readonly town?: string;
  /** Degrees; nearer rows come first among those of one rank. */
  readonly near?: { readonly lat: number; readonly lon: number };
  /** YYYY-MM-DD: seeds the shuffle of the day, in which businesses of one profession take turns. */
  readonly day?: string;
  /** How many of the first rows to leave out, 0 if not given. */
  readonly offset?: number;
  /** How many rows at most, 20 if not given. */
  readonly limit?: number;
};

export type Result = {
  /** How many rows were found, those before and after the page included. */
  readonly total: number;
  /** One page of them, the best first. */
  readonly rows: readonly Entry[];
  /** Longitude and latitude, in 1e-5 degrees, of every row found that has a position; in no particular order. */
  readonly points: Int32Array<ArrayBuffer>;
  /** The row of each point, for `Engine.entry`. */
  readonly pointRows: Uint32Array<ArrayBuffer>;
};

export type Engine = {
  /** How many listings there are. */
  readonly size: number;
  search(query: Query): Result;
  /** The listing of a row that a result named. RangeError for a number that is no row. */
  entry(row: number): Entry;
};

const PAGE = 20;

/**
 * Indexes a snapshot, with the changes of a delta laid over it. The same query always gives the same result, and the
 * same as after a new snapshot of all listings, but for the numbers of rows and the order of points.
 *
 * Order of rows: with a text, names that are the text, that begin with it, that have all its words, that have words
 * beginning with all of them, then the others; within each, rows with a position before rows without; then by distance
 * from `near`, or else as the shuffle of the day has it.
 */
export function createEngine(snapshot: Snapshot, delta: Delta | null = null): Engine {
  const head = delta?.head ?? snapshot.head;
  const segments = delta === null ? [buildSegment(snapshot, head, 0)] : overlaid(snapshot, delta);
  const capacity = segments.reduce((sum, segment) => sum + segment.snapshot.size, 0);
  const goneCount = segments.reduce((sum, { gone }) => sum + gone.reduce((count, mark) => count + mark, 0), 0);

  const found = createFound(capacity);
  let searches = 0;

  const segmentOf = (row: number): Segment => {
    const segment = segments.findLast(({ firstRow }) => row >= firstRow);
    if (segment === undefined) throw new RangeError(`there is no row ${row}`);
    return segment;
  };
  const entry = (row: number): Entry => {
    const { snapshot, firstRow } = segmentOf(row);
    return snapshot.entry(row - firstRow);
  };

  const find = (filter: Filter, near: Query["near"], seed: number): void => {
    const from = near && toUnitPlace(near);
    clear(found);
    searches++;
    for (const segment of segments) {
      const { firstRow } = segment;
      const { located, x, y } = segment.snapshot;
      const plan = planFor(segment, filter);
      const ranked = rankedWords(segment, filter.words, plan.ranges);
      findRows(segment, plan, searches, (row) => {
        const isLocated = row < located;
        const rank = ranked.length === 0 ? 0 : rankOf(segment, row, ranked);
        const key =
          from && isLocated
            ? haversine(from.x, from.y, x[row] ?? 0, y[row] ?? 0)
            : shuffled(seed, slugHash(segment, row));
        addRow(found, firstRow + row, rank, key, isLocated);
        if (isLocated) addPoint(found, firstRow + row, x[row] ?? 0, y[row] ?? 0);
      });
    }
  };

  // Neighbours in one house take turns; two slugs that share a hash stand in the order of the alphabet.
  const breakTie = (rowA: number, rowB: number, seed: number): number => {
    const [a, b] = [segmentOf(rowA), segmentOf(rowB)];
    const [localA, localB] = [rowA - a.firstRow, rowB - b.firstRow];
    const turn = shuffled(seed, slugHash(a, localA)) - shuffled(seed, slugHash(b, localB));
    return turn === 0 ? compareText(a.snapshot.slug(localA), b.snapshot.slug(localB)) : turn;
  };

  const search = (query: Query): Result => {
    const seed = hashText(query.day ?? "");
    find(filterOf(query, head), query.near, seed);
    const offset = query.offset ?? 0;
    const rows = page(found, offset, offset + (query.limit ?? PAGE), (a, b) => breakTie(a, b, seed));
    return {
      total: found.count,
      rows: Array.from(rows, (row) => entry(row)),
      points: found.points.slice(0, found.located * 2),
      pointRows: found.pointRows.slice(0, found.located),
    };
  };

  return { size: capacity - goneCount, search, entry };
}

/** The snapshot without what the delta replaces, and the delta's listings as rows after it. */
function overlaid(snapshot: Snapshot, delta: Delta): Segment[] {
  const base = buildSegment(snapshot, delta.head, 0);
  for (const slug of [...delta.removed, ...delta.put.map((entry) => entry.slug)]) {
    const row = snapshot.rowOf(slug);
    if (row >= 0) base.gone[row] = 1;
  }
  if (delta.put.length === 0) return [base];
  return [base, buildSegment(snapshotOf(delta.put, delta.head), delta.head, snapshot.size)];
}

function filterOf(query: Query, head: SnapshotHead): Filter {
  return {
    words: words(query.text ?? ""),
    box: query.box ? toUnitBox(query.box) : null,
    categories: query.category === undefined ? null : withDescendants(head, query.category),
    town: query.town === undefined ? null : fold(query.town),
  };
}
