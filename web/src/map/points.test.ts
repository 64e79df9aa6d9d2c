import { expect, test } from "vitest";
import { boundsOf, isSame, pinsAmong, pinsOf, rowsAt } from "./points.ts";

const POINTS = Int32Array.of(-7399900, 4192700, -7391200, 4193000);

test("points become GeoJSON in degrees, longitude first, with their rows", () => {
  const { features } = pinsOf(POINTS, Uint32Array.of(7, 3));

  expect(features.map((feature) => [feature.properties.row, ...feature.geometry.coordinates])).toEqual([
    [7, -73.999, 41.927],
    [3, -73.912, 41.93],
  ]);
});

test("the bounds hold every point, and no points have none", () => {
  expect(boundsOf(POINTS)).toEqual([-73.999, 41.927, -73.912, 41.93]);
  expect(boundsOf(new Int32Array(0))).toBeNull();
});

test("those in one house are found together", () => {
  const points = Int32Array.of(-7399900, 4192700, -7391200, 4193000, -7399900, 4192700);

  expect(rowsAt({ points, rows: Uint32Array.of(7, 3, 9) }, 9)).toEqual([7, 9]);
  expect(rowsAt({ points, rows: Uint32Array.of(7, 3, 9) }, 4)).toEqual([]);
});

test("the pins of some rows are those among all pins, and a row without a point has none", () => {
  const all = { points: POINTS, rows: Uint32Array.of(7, 3) };

  expect(pinsAmong(all, [3, 4]).features).toEqual([pinsOf(all.points, all.rows).features[1]]);
});

test("points are the same when each of them is, in the same order", () => {
  expect(isSame(POINTS, POINTS.slice())).toBe(true);
  expect(isSame(POINTS, POINTS.slice(0, 2))).toBe(false);
  expect(isSame(POINTS, POINTS.toReversed())).toBe(false);
});
