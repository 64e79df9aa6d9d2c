import { rowsInBox } from "./box-rows.ts";
import { toUnitBox } from "./place.ts";
import type { Area } from "./plug.ts";
import type { Query } from "./query.ts";
import type { Snapshot } from "./snapshot.ts";
import { type Circle, circleOf, pointsOf, squareTo } from "./sphere.ts";

/** Where a query looks: in its box, and in the circle that its radius gives. Null for everywhere. */
export function areaOf({ box, near, radius }: Query): Area | null {
  const units = box ? toUnitBox(box) : null;
  const circle = near && radius !== undefined ? circleOf(near, radius) : null;
  const around = units ?? circle?.box;
  if (!around) return null;
  return {
    box: around,
    among: ({ snapshot }, set, into) => rowsInBox(set, snapshot, around, into),
    within: circle ? ({ snapshot }, rows, count) => keepInCircle(snapshot, circle, rows, count) : all,
  };
}

const all: Area["within"] = (_segment, _rows, count) => count;

function keepInCircle(snapshot: Snapshot, { center, square }: Circle, rows: Uint32Array, count: number): number {
  const points = pointsOf(snapshot);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    if (squareTo(center, points, row) <= square) rows[kept++] = row;
  }
  return kept;
}
