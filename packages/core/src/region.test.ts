import fc from "fast-check";
import { expect, test } from "vitest";
import { boxOf, contains, Position, Region } from "./region.ts";

type Point = [lon: number, lat: number];

const numRuns = process.env.MAINSTREET_LONG === "1" ? 100_000 : 1_000;
const regionOf = (...coordinates: Point[][][]): Region => ({
  name: "Here",
  shape: { type: "MultiPolygon", coordinates },
});
const at = (lon: number, lat: number): Position => ({ lon, lat });

function square(west: number, south: number, size: number): Point[] {
  const [east, north] = [west + size, south + size];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** How often a ring goes round a point: the angles under which its edges are seen, added up. */
function turns(ring: readonly Point[], { lon, lat }: Position): number {
  let sum = 0;
  ring.forEach(([x1, y1], i) => {
    const [x0, y0] = ring.at(i - 1) ?? [x1, y1];
    const angle = Math.atan2(y1 - lat, x1 - lon) - Math.atan2(y0 - lat, x0 - lon);
    sum += angle > Math.PI ? angle - 2 * Math.PI : angle <= -Math.PI ? angle + 2 * Math.PI : angle;
  });
  return Math.round(sum / (2 * Math.PI));
}

function isInsideByTurns(region: Region, point: Position): boolean {
  return region.shape.coordinates.some(
    ([outer = [], ...holes]) => turns(outer, point) !== 0 && holes.every((h) => turns(h, point) === 0),
  );
}

function isOnEdge(region: Region, { lon, lat }: Position): boolean {
  return region.shape.coordinates.flat().some((ring) =>
    ring.some(([x1, y1], i) => {
      const [x0, y0] = ring.at(i - 1) ?? [x1, y1];
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (length === 0) return Math.hypot(lon - x1, lat - y1) < 1e-9;
      const along = Math.max(0, Math.min(1, ((lon - x0) * (x1 - x0) + (lat - y0) * (y1 - y0)) / length ** 2));
      return Math.hypot(lon - x0 - along * (x1 - x0), lat - y0 - along * (y1 - y0)) < 1e-9;
    }),
  );
}

/** A ring with dents that does not cross itself: corners around a centre, each at its own distance. */
const star = (x: number, y: number, least: number, most: number) =>
  fc
    .array(fc.record({ turn: fc.double({ min: 0, max: 0.8, noNaN: true }), far: fc.integer({ min: 0, max: 8 }) }), {
      minLength: 5,
      maxLength: 14,
    })
    .map((corners) => {
      const ring = corners.map(({ turn, far }, i): Point => {
        const angle = (2 * Math.PI * (i + turn)) / corners.length;
        const distance = least + ((most - least) * far) / 8;
        return [x + distance * Math.cos(angle), y + distance * Math.sin(angle)];
      });
      return [...ring, ...ring.slice(0, 1)];
    });

test("a point is inside a region when its border goes round it and no hole does, whatever the shapes", () => {
  const polygon = (x: number) => fc.tuple(star(x, 0, 2, 5), star(x, 0, 0.1, 0.6)).map(([outer, hole]) => [outer, hole]);
  const region = fc.tuple(polygon(0), polygon(20)).map((polygons) => regionOf(...polygons));
  const point = fc.record({
    lon: fc.double({ min: -6, max: 26, noNaN: true }),
    lat: fc.double({ min: -6, max: 6, noNaN: true }),
  });
  fc.assert(
    fc.property(region, fc.array(point, { minLength: 20, maxLength: 20 }), (region, points) => {
      for (const p of points) if (!isOnEdge(region, p)) expect(contains(region, p)).toBe(isInsideByTurns(region, p));
    }),
    { numRuns: numRuns / 4 },
  );
});

test("a ray along an edge or through corners counts them once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (heights, reversed) => {
        const skyline = heights.flatMap((height, i): Point[] => [
          [i, height],
          [i + 1, height],
        ]);
        const ring: Point[] = [[0, 0], ...skyline, [heights.length, 0], [0, 0]];
        const region = regionOf([reversed ? ring.toReversed() : ring]);
        heights.forEach((height, i) => {
          for (let lat = -1; lat <= 5; lat++) {
            if (lat !== 0 && lat !== height) expect(contains(region, at(i + 0.5, lat))).toBe(lat > 0 && lat < height);
          }
        });
      },
    ),
    { numRuns },
  );
});

test("what lies in a hole is outside, and on an island in the hole inside again", () => {
  const lake = regionOf([square(0, 0, 10), square(3, 3, 4)], [square(4, 4, 2)]);

  const inside = [at(1, 1), at(3.5, 3.5), at(5, 5), at(-1, 5), at(11, 5)].map((point) => contains(lake, point));

  expect(inside).toEqual([true, false, true, false, false]);
});

test("a bay is outside", () => {
  const horseshoe = regionOf([
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [6, 9],
      [6, 3],
      [3, 3],
      [3, 9],
      [0, 9],
      [0, 0],
    ],
  ]);

  expect([at(1, 8), at(4.5, 8), at(8, 8), at(4.5, 1)].map((point) => contains(horseshoe, point))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test("a ring that does not repeat its first corner is closed all the same", () => {
  expect(contains(regionOf([square(0, 0, 10).slice(0, 4)]), at(5, 5))).toBe(true);
});

test("the box of a region touches its outermost corners", () => {
  expect(boxOf(regionOf([square(-74, 41, 1)], [square(-73.5, 40.5, 0.25)]))).toEqual({
    west: -74,
    south: 40.5,
    east: -73,
    north: 42,
  });
  fc.assert(
    fc.property(star(-74, 42, 1, 5), fc.integer({ min: 0, max: 4 }), (ring, corner) => {
      const box = boxOf(regionOf([ring]));
      const [lon, lat] = ring[corner] ?? [0, 0];
      expect(lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north).toBe(true);
      expect(ring.map(([x]) => x)).toEqual(expect.arrayContaining([box.west, box.east]));
      expect(ring.map(([, y]) => y)).toEqual(expect.arrayContaining([box.south, box.north]));
    }),
    { numRuns },
  );
});

test("a position is on the earth, and exact to a centimetre", () => {
  expect(Position.parse({ lat: 41.92745678949, lon: -73.99 })).toEqual({ lat: 41.9274568, lon: -73.99 });
  expect(Position.parse({ lat: 90, lon: -180 })).toEqual({ lat: 90, lon: -180 });
  expect(Position.parse({ lat: 1e-300, lon: 0 })).toEqual({ lat: 0, lon: 0 });
  for (const [lat, lon] of [
    [90.0001, 0],
    [0, 180.0001],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
    ["1", 0],
    [null, 0],
  ]) {
    expect(Position.safeParse({ lat, lon }).success).toBe(false);
  }
});

test("a region is a MultiPolygon with rings of four corners or more, and no other field", () => {
  const region = regionOf([square(0, 0, 1)]);
  const withShape = (coordinates: unknown, type = "MultiPolygon") =>
    Region.safeParse({ name: "Here", shape: { type, coordinates } }).success;

  expect(Region.parse(region)).toEqual(region);
  expect(withShape([])).toBe(false);
  expect(withShape([[]])).toBe(false);
  expect(withShape([[square(0, 0, 1).slice(0, 3)]])).toBe(false);
  expect(withShape([[[...square(0, 0, 1), [0, 0, 5]]]])).toBe(false);
  expect(withShape(region.shape.coordinates, "Polygon")).toBe(false);
  expect(Region.safeParse({ ...region, note: "" }).success).toBe(false);
  expect(Region.safeParse({ ...region, name: " " }).success).toBe(false);
});

test("where polygons lie over one another, what is in any of them is inside", () => {
  const both = regionOf([square(0, 0, 4)], [square(2, 2, 4)], [square(0, 0, 4)]);

  expect([at(1, 1), at(3, 3), at(5, 5), at(5, 1)].map((point) => contains(both, point))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
