import type { Entry } from "./entry.ts";
import { filterOf } from "./filter.ts";
import { matchRows, planFor } from "./find-rows.ts";
import { createFound } from "./found.ts";
import type { Overlay } from "./overlay.ts";
import type { Plugs } from "./plug.ts";
import type { Query, Result } from "./query.ts";
import { search } from "./search.ts";
import { buildSegment, type Segment, segmentOf } from "./segment.ts";
import type { Snapshot } from "./snapshot.ts";

/** The first `count` of `rows`: an engine has one and writes into it again, as making a view costs more than most searches. */
export type Matched = { readonly rows: Uint32Array; readonly count: number };

export type Engine = {
  /** How many listings there are. */
  readonly size: number;
  search(query: Query): Result;
  /** The numbers of all rows that a query finds, typos not forgiven, in no particular order, until the next call. */
  match(query: Query): Matched;
  /** The listing of a row that a result named. RangeError for a number that is no row. */
  entry(row: number): Entry;
  /** Whose row it is, and its number there: what a file beside that snapshot says of it. RangeError as above. */
  origin(row: number): { readonly snapshot: Snapshot; readonly row: number };
  /** Adds a part of the directory; its listings stand instead of the first snapshot's of the same slugs. */
  addSnapshot(snapshot: Snapshot): void;
  plugIn(plugs: Plugs): void;
};

/**
 * Indexes snapshots, with the changes of a delta laid over them. The same query always gives the same result, and the
 * same as one new snapshot of all listings, but for the numbers of rows and the order of points.
 *
 * Order of rows: with a text, names that are the text, that begin with it, that have all its words, that have words
 * beginning with all of them, then the others, then those with small typos; within each, rows with a position before
 * rows without; then by distance from `near`, or else as the shuffle of the day has it.
 */
export function createEngine(snapshots: readonly Snapshot[], overlay: Overlay | null = null): Engine {
  const segments: Segment[] = [];
  let plugs: Plugs = {};
  let capacity = 0;
  let found = createFound(0);

  const add = (snapshot: Snapshot): Segment => {
    const segment = buildSegment(snapshot, overlay?.head ?? snapshot.head, capacity);
    segments.push(segment);
    capacity += snapshot.size;
    return segment;
  };
  const addSnapshot = (snapshot: Snapshot): void => {
    const segment = add(snapshot);
    for (const slug of overlay?.replaced ?? []) hide(segment, snapshot.rowOf(slug));
    const [first] = segments;
    if (first && first !== segment) hideDoubles(first, segment);
  };
  for (const snapshot of snapshots) addSnapshot(snapshot);
  if (overlay) add(overlay.snapshot);

  const origin: Engine["origin"] = (row) => {
    const { snapshot, firstRow } = segmentOf(segments, row);
    return { snapshot, row: row - firstRow };
  };

  const matched: { rows: Uint32Array; count: number } = { rows: new Uint32Array(0), count: 0 };
  const match = (query: Query): Matched => {
    const filter = filterOf(query, plugs);
    const only = segments[0];
    if (only && segments.length === 1) {
      matched.rows = only.matched;
      matched.count = matchRows(only, planFor(only, filter));
      return matched;
    }
    if (matched.rows.length < capacity) matched.rows = new Uint32Array(capacity);
    matched.count = 0;
    for (const segment of segments) {
      const some = matchRows(segment, planFor(segment, filter));
      for (let i = 0; i < some; i++) matched.rows[matched.count++] = segment.firstRow + (segment.matched[i] ?? 0);
    }
    return matched;
  };

  return {
    get size() {
      return segments.reduce((sum, { goneCount }) => sum - goneCount, capacity);
    },
    search: (query) => {
      if (found.rows.length < capacity) found = createFound(capacity);
      return search(segments, found, query, plugs);
    },
    match,
    entry: (row) => {
      const { snapshot, row: own } = origin(row);
      return snapshot.entry(own);
    },
    origin,
    addSnapshot,
    plugIn: (more) => {
      plugs = { ...plugs, ...more };
    },
  };
}

function hide(segment: Segment, row: number): void {
  if (row < 0 || segment.gone[row] === 1) return;
  segment.gone[row] = 1;
  segment.goneCount++;
}

/** Takes from the first segment what another one has too. Equal hashes come first: they cost no texts. */
function hideDoubles(first: Segment, other: Segment): void {
  const known = new Set(first.hashes());
  const hashes = other.hashes();
  for (let row = 0; row < hashes.length; row++) {
    if (known.has(hashes[row] ?? 0)) hide(first, first.snapshot.rowOf(other.snapshot.slug(row)));
  }
}
