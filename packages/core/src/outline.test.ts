import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hullOf, outlineOf, type Point } from "./outline.ts";
import { contains, Region } from "./region.ts";

const METRES = 3_000;
const point = (spread: number): fc.Arbitrary<Point> =>
  fc.tuple(
    fc.double({ min: -74 - spread, max: -74 + spread, noNaN: true }),
    fc.double({ min: 42 - spread, max: 42 + spread, noNaN: true }),
  );
const groups = fc.array(fc.array(point(0.4), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 });

/** Metres between two points that are not far apart. */
const apart = ([ax, ay]: Point, [bx, by]: Point): number =>
  Math.hypot((ax - bx) * Math.cos((ay * Math.PI) / 180), ay - by) * 111_000;

test("the hull of points are those at the corners, counterclockwise", () => {
  const corners: Point[] = [
    [0, 0],
    [4, 0],
    [4, 3],
    [0, 3],
  ];

  expect(hullOf([[1, 1], [2, 0], ...corners.toReversed(), [4, 3]])).toEqual(corners);
  expect(hullOf([[1, 2]])).toEqual([[1, 2]]);
  expect(hullOf([])).toEqual([]);
});

test("an outline has each of its points inside, and what is around it, and is a border that may be stored", () => {
  fc.assert(
    fc.property(groups, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (all, angle) => {
      const region: Region = { name: "Here", shape: { type: "MultiPolygon", coordinates: outlineOf(all, METRES) } };

      expect(Region.safeParse(region).success).toBe(true);
      for (const [lon, lat] of all.flat()) {
        const near = (0.9 * METRES) / 111_000;
        const at = {
          lon: lon + (near * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180),
          lat: lat + near * Math.sin(angle),
        };
        expect(contains(region, { lon, lat })).toBe(true);
        expect(contains(region, at)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test("a point is the outline of its own, no wider than asked; two far apart have two, and two near by have one", () => {
  const [hudson, tivoli, beacon]: Point[] = [
    [-73.79, 42.25],
    [-73.91, 42.06],
    [-73.97, 41.5],
  ];
  if (!hudson || !tivoli || !beacon) throw new Error("There are three.");

  const [ring] = outlineOf([[hudson]], METRES).flat();
  const far = outlineOf([[hudson], [beacon]], METRES);
  const near = outlineOf([[hudson], [tivoli]], 15_000);

  for (const corner of ring ?? []) expect(Math.abs(apart(hudson, corner) - METRES)).toBeLessThan(METRES / 100);
  expect([far.length, near.length]).toEqual([2, 1]);
  expect(outlineOf([[]], METRES)).toEqual([]);
});
