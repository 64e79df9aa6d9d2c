import { type Best, createBest } from "./best.ts";
import type { Entry } from "./entry.ts";
import { filterOf } from "./filter.ts";
import { type Filter, matchAmong, matchRows, planFor } from "./find-rows.ts";
import { addFound, addPoint, type Found, isLocatedAt } from "./found.ts";
import { type Hunt, orderOf } from "./hunt.ts";
import { type FacetCounter, type Plugs, plugged } from "./plug.ts";
import { FORGIVE_BELOW, type Query, type Result } from "./query.ts";
import { Rank, rankedWord, rankOf } from "./rank.ts";
import { type Segment, segmentOf } from "./segment.ts";
import { hashText, shuffled } from "./shuffle.ts";

const PAGE = 20;

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

  const places = best.sorted();
  const rowNumbers = new Uint32Array(Math.max(0, places.length - offset));
  const distances: (number | null)[] = [];
  for (let i = 0; i < rowNumbers.length; i++) {
    const place = places[offset + i] ?? 0;
    rowNumbers[i] = found.rows[place] ?? 0;
    distances.push(hunt.near && isLocatedAt(found, place) ? hunt.near.metres(found.keys[place] ?? 0) : null);
  }
  let rows: Entry[] | null = null;
  return {
    total,
    get rows() {
      rows ??= Array.from(rowNumbers, (row) => {
        const { snapshot, firstRow } = segmentOf(segments, row);
        return snapshot.entry(row - firstRow);
      });
      return rows;
    },
    rowNumbers,
    distances,
    points: points ? found.points.slice(0, found.located * 2) : new Int32Array(0),
    pointRows: points ? found.pointRows.slice(0, found.located) : new Uint32Array(0),
    forgiven,
    facets: hunt.counter?.facets() ?? null,
  };
}

/** Everything that passes, into `found`; whether small typos had to be forgiven. */
function findAll(segments: readonly Segment[], hunt: Hunt, { forgive }: Plugs): boolean {
  const { filter, found } = hunt;
  for (const segment of segments) {
    const plan = planFor(segment, filter);
    const { words } = filter;
    const ranked = plan.ranges.map((range, i) => rankedWord(segment.index(), words[i] ?? "", range));
    const count = matchRows(segment, plan);
    take(segment, hunt, count, (row) => (ranked.length === 0 ? 0 : rankOf(segment.index(), row, ranked)));
  }
  if (!forgive || found.count >= FORGIVE_BELOW || filter.words.length === 0 || isKnown(segments, filter)) return false;

  const before = found.count;
  for (const segment of segments) {
    const { rows, inName } = forgive(segment, filter.words);
    const count = matchAmong(segment, planFor(segment, { ...filter, words: [] }), rows, rows.length);
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
  const square = near?.squareIn(segment);
  for (let i = 0; i < count; i++) {
    const row = matched[i] ?? 0;
    const isLocated = row < located;
    const key = isLocated && square ? square(row) : shuffled(seed, hashes[row] ?? 0);
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
