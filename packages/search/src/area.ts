import { keepInBox, rowsInBox } from "./box-rows.ts";
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
    among: ({ snapshot }, set, into) => {
      const count = rowsInBox(set, snapshot, around, into);
      return circle ? keepInCircle(snapshot, circle, into, count, into) : count;
    },
    keep: ({ snapshot }, rows, count, into) => {
      const kept = keepInBox(snapshot, around, rows, count, into);
      return circle ? keepInCircle(snapshot, circle, into, kept, into) : kept;
    },
  };
}

function keepInCircle(
  snapshot: Snapshot,
  { center, square }: Circle,
  rows: Uint32Array,
  count: number,
  into: Uint32Array,
): number {
  const points = pointsOf(snapshot);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    if (squareTo(center, points, row) <= square) into[kept++] = row;
  }
  return kept;
}
