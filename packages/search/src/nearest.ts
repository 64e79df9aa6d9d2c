import { createBest } from "./best.ts";
import { BLOCK, STRETCH } from "./box-rows.ts";
import { matchAmong, matchRows, type Plan, planFor } from "./find-rows.ts";
import { addFound } from "./found.ts";
import { type Hunt, orderOf } from "./hunt.ts";
import type { Near } from "./plug.ts";
import type { Segment } from "./segment.ts";
import { metres, type Point, pointOf, pointsOf, spaceBounds, squareTo, squareToBounds } from "./sphere.ts";

// Beyond so many rows, looking at all of them is as quick as asking block by block.
const MOST_WANTED = 200;

/** A place in degrees to measure from; null where that is no place. */
export function nearOf({ lat, lon }: { readonly lat: number; readonly lon: number }): Near | null {
  if (!Number.isFinite(lat + lon)) return null;
  const center = pointOf(lon * 1e5, lat * 1e5);
  return {
    squareIn: ({ snapshot }) => {
      const points = pointsOf(snapshot);
      return (row) => squareTo(center, points, row);
    },
    metres,
    find: (segments, hunt, wanted) => findNearest(segments, hunt, center, wanted),
  };
}

function findNearest(
  segments: readonly Segment[],
  hunt: Hunt,
  center: Point,
  wanted: number,
): ReturnType<Near["find"]> {
  const { filter, found } = hunt;
  // What lies in an area must be counted, and who has looked at each row of it may as well measure it.
  if (filter.words.length > 0 || filter.area !== null || wanted > MOST_WANTED) return null;
  const best = createBest(wanted, orderOf(segments, hunt));
  const worst = () => (best.count < wanted ? Infinity : (found.keys[best.last()] ?? 0));
  let total = 0;
  for (const segment of segments) {
    const plan = planFor(segment, filter);
    total += countOf(segment, plan);
    visitNearest(segment, plan, center, worst, (row, square) => {
      if (square > worst()) return;
      addFound(found, segment.firstRow + row, 0, square, true);
      best.offer(found.count - 1);
    });
  }
  if (best.count === Math.min(wanted, total)) return { best, total };
  found.count = 0;
  return null;
}

function countOf(segment: Segment, plan: Plan): number {
  const isWholeSet = plan.labels.length === 0 && plan.open === null && plan.area === null && segment.goneCount === 0;
  return isWholeSet ? plan.set.rows.length : matchRows(segment, plan);
}

/**
 * Calls `visit` with the rows that pass, block by block, the blocks nearest to the center first, until what remains is
 * farther than `worst()`; with each, the square of the straight line to it.
 */
function visitNearest(
  segment: Segment,
  plan: Plan,
  center: Point,
  worst: () => number,
  visit: (row: number, square: number) => void,
): void {
  const { set } = plan;
  const points = pointsOf(segment.snapshot);
  const { blocks, stretches } = spaceBounds(set, points);
  ascending(center, stretches, 0, stretches.length / 6, worst, (stretch) => {
    const first = stretch * STRETCH;
    ascending(center, blocks, first, Math.min(first + STRETCH, blocks.length / 6), worst, (block) => {
      const rows = set.rows.subarray(block * BLOCK, Math.min((block + 1) * BLOCK, set.located));
      const count = matchAmong(segment, plan, rows, rows.length);
      for (let i = 0; i < count; i++) {
        const row = segment.matched[i] ?? 0;
        visit(row, squareTo(center, points, row));
      }
    });
  });
}

/** Calls `visit` with the numbers of boxes from `first` up to `end`, nearest first, until one is too far. */
function ascending(
  center: Point,
  bounds: Float64Array,
  first: number,
  end: number,
  worst: () => number,
  visit: (i: number) => void,
): void {
  const squares: number[] = [];
  for (let i = first; i < end; i++) squares.push(squareToBounds(center, bounds, i));
  for (;;) {
    let nearest = 0;
    for (let i = 1; i < squares.length; i++) if ((squares[i] ?? 0) < (squares[nearest] ?? 0)) nearest = i;
    const square = squares[nearest] ?? Infinity;
    if (square === Infinity || square > worst()) return;
    squares[nearest] = Infinity;
    visit(first + nearest);
  }
}
