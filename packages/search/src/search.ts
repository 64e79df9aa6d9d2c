import { type Best, createBest } from "./best.ts";
import type { Entry } from "./entry.ts";
import { filterOf } from "./filter.ts";
import { type Filter, matchAmong, matchRows, type Plan, planFor } from "./find-rows.ts";
import { addFound, addPoint, type Found, isBefore } from "./found.ts";
import { visitNearest } from "./nearest.ts";
import type { FacetCounter, Plugs } from "./plug.ts";
import { FORGIVE_BELOW, type Query, type Result } from "./query.ts";
import { Rank, rankedWords, rankOf } from "./rank.ts";
import { type Segment, segmentOf } from "./segment.ts";
import { hashText, shuffled } from "./shuffle.ts";
import { metres, type Point, pointOf, squareTo } from "./sphere.ts";
import { compareText } from "./text.ts";

const PAGE = 20;
// Beyond so many rows, looking at all of them is as quick as asking block by block.
const NEAREST_WANTED = 200;

/** One search of all segments, with `found` as room to work in. */
export function search(segments: readonly Segment[], found: Found, query: Query, plugs: Plugs): Result {
  const { near, offset = 0, limit = PAGE, points = true } = query;
  const hunt: Hunt = {
    filter: filterOf(query, plugs),
    near: near ? plugged(plugs.nearOf)(near) : null,
    seed: hashText(query.day ?? ""),
    points,
    counter: query.facets ? counterOf(query, plugs) : null,
    found,
  };
  found.count = 0;
  found.located = 0;

  const nearest = points || hunt.counter || !hunt.near ? null : hunt.near.find(segments, hunt, offset + limit);
  const forgiven = nearest === null && findAll(segments, hunt, plugs);
  const total = nearest?.total ?? found.count;
  const best = nearest?.best ?? bestOf(segments, hunt, offset + limit);

  const rowNumbers = best
    .sorted()
    .slice(offset)
    .map((place) => found.rows[place] ?? 0);
  const listed = Array.from(rowNumbers, (row) => {
    const segment = segmentOf(segments, row);
    return { segment, row: row - segment.firstRow };
  });
  const metresTo = (segment: Segment, row: number) =>
    hunt.near && row < segment.snapshot.located ? hunt.near.metres(hunt.near.square(segment, row)) : null;
  let rows: Entry[] | null = null;
  return {
    total,
    get rows() {
      rows ??= listed.map(({ segment, row }) => segment.snapshot.entry(row));
      return rows;
    },
    rowNumbers,
    distances: listed.map(({ segment, row }) => metresTo(segment, row)),
    points: found.points.slice(0, found.located * 2),
    pointRows: found.pointRows.slice(0, found.located),
    forgiven,
    facets: hunt.counter?.facets() ?? null,
  };
}

/** Everything that passes, into `found`; whether small typos had to be forgiven. */
function findAll(segments: readonly Segment[], hunt: Hunt, { forgive }: Plugs): boolean {
  const { filter, found } = hunt;
  for (const segment of segments) {
    const plan = planFor(segment, filter);
    const ranked = rankedWords(segment, filter.words, plan.ranges);
    const count = matchRows(segment, plan);
    take(segment, hunt, count, (row) => (ranked.length === 0 ? 0 : rankOf(segment.index(), row, ranked)));
  }
  if (!forgive || found.count >= FORGIVE_BELOW || filter.words.length === 0 || isKnown(segments, filter)) return false;

  const before = found.count;
  for (const segment of segments) {
    const { rows, inName } = forgive(segment, filter.words);
    const count = matchAmong(segment, planFor(segment, { ...filter, words: [] }), rows, rows.length, null);
    take(segment, hunt, count, (row) => (inName[row] === 1 ? Rank.nearlyInName : Rank.nearlyElsewhere));
  }
  return found.count > before;
}

/** Whether enough listings have the words, wherever they are: a small town must not turn words into typos. */
function isKnown(segments: readonly Segment[], { words }: Filter): boolean {
  const filter = filterOf({}, {});
  let count = 0;
  for (const segment of segments) count += matchRows(segment, planFor(segment, { ...filter, words }));
  return count >= FORGIVE_BELOW;
}

/** Adds the first `count` matched rows to what was found. */
function take(segment: Segment, hunt: Hunt, count: number, rank: (row: number) => number): void {
  const { near, seed, points, counter, found } = hunt;
  const { matched, firstRow, snapshot } = segment;
  const { located, x, y } = snapshot;
  counter?.add(segment, count);
  const hashes = segment.hashes();
  for (let i = 0; i < count; i++) {
    const row = matched[i] ?? 0;
    const isLocated = row < located;
    const key = isLocated && near ? near.square(segment, row) : shuffled(seed, hashes[row] ?? 0);
    addFound(found, firstRow + row, rank(row), key, isLocated);
    if (points && isLocated) addPoint(found, firstRow + row, x[row] ?? 0, y[row] ?? 0);
  }
}

function bestOf(segments: readonly Segment[], hunt: Hunt, wanted: number): Best {
  const { count } = hunt.found;
  const best = createBest(Math.min(wanted, count), orderOf(segments, hunt));
  for (let place = 0; place < count; place++) best.offer(place);
  return best;
}

function counterOf({ open, now }: Query, { countFacets, openMarks }: Plugs): FacetCounter {
  const instant = open ?? now;
  return plugged(countFacets)(instant === undefined || !openMarks ? null : (segment) => openMarks(segment, instant));
}
