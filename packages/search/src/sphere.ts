import { BLOCK, STRETCH } from "./box-rows.ts";
import type { Box } from "./entry.ts";
import { MAX_Y, toUnitBox } from "./place.ts";
import type { RowSet } from "./row-set.ts";
import type { Snapshot } from "./snapshot.ts";

/*
 * Places as points of a ball of radius 1. The straight line between two of them grows with the way on the ground, and
 * its square needs neither sines nor a case for the poles and the 180th meridian.
 */

/** Mean radius of the earth in metres. Source: IUGG, R1 of WGS 84. */
const EARTH = 6_371_008.8;
const RADIAN = Math.PI / 180;
const RADIANS_PER_UNIT = RADIAN / 1e5;

export type Point = readonly [number, number, number];

/** Everything within so far of a place: at most this square of the straight line, and surely in this box, in units. */
export type Circle = { readonly center: Point; readonly square: number; readonly box: Box };

/** The point of a longitude and latitude in units of 1e-5 degrees. */
export function pointOf(x: number, y: number): Point {
  // Every longitude meets at a pole, exactly: rounding must not part what lies at one place.
  const across = Math.abs(y) === MAX_Y ? 0 : Math.cos(y * RADIANS_PER_UNIT);
  return [
    across * Math.cos(x * RADIANS_PER_UNIT),
    across * Math.sin(x * RADIANS_PER_UNIT),
    Math.sin(y * RADIANS_PER_UNIT),
  ];
}

const knownPoints = new WeakMap<Snapshot, Float64Array>();

/** The points of the rows that have a position, three numbers each. */
export function pointsOf(snapshot: Snapshot): Float64Array {
  const before = knownPoints.get(snapshot);
  if (before) return before;
  const { x, y } = snapshot;
  const points = new Float64Array(x.length * 3);
  for (let row = 0; row < x.length; row++) points.set(pointOf(x[row] ?? 0, y[row] ?? 0), row * 3);
  knownPoints.set(snapshot, points);
  return points;
}

/** The square of the straight line from a place to a row, 0 to 4. */
export function squareTo(from: Point, points: Float64Array, row: number): number {
  const p = (points[row * 3] ?? 0) - from[0];
  const q = (points[row * 3 + 1] ?? 0) - from[1];
  const r = (points[row * 3 + 2] ?? 0) - from[2];
  return p * p + q * q + r * r;
}

/** Metres on the ground for the square of a straight line, and back. Source: chord = 2 sin(angle / 2). */
export function metres(square: number): number {
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(square) / 2));
}

export function squareOfMetres(distance: number): number {
  if (distance >= Math.PI * EARTH) return 5;
  return distance < 0 ? -1 : (2 * Math.sin(distance / EARTH / 2)) ** 2;
}

/** The box in space around each block of a set and each stretch of blocks: three least, three largest numbers. */
export type Bounds = { readonly blocks: Float64Array; readonly stretches: Float64Array };

const knownBounds = new WeakMap<RowSet, Bounds>();

export function spaceBounds(set: RowSet, points: Float64Array): Bounds {
  const before = knownBounds.get(set);
  if (before) return before;
  const { rows, located } = set;
  const blocks = emptyBounds(Math.ceil(located / BLOCK));
  for (let i = 0; i < located; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const value = points[(rows[i] ?? 0) * 3 + axis] ?? 0;
      widen(blocks, Math.floor(i / BLOCK), axis, value, value);
    }
  }
  const stretches = emptyBounds(Math.ceil(blocks.length / 6 / STRETCH));
  for (let i = 0; i < blocks.length / 6; i++) {
    for (let axis = 0; axis < 3; axis++) {
      widen(stretches, Math.floor(i / STRETCH), axis, blocks[i * 6 + axis] ?? 0, blocks[i * 6 + axis + 3] ?? 0);
    }
  }
  knownBounds.set(set, { blocks, stretches });
  return { blocks, stretches };
}

/** The square of the straight line from a place to the nearest corner, edge or side of box `i`; 0 inside. */
export function squareToBounds(from: Point, bounds: Float64Array, i: number): number {
  let sum = 0;
  for (let axis = 0; axis < 3; axis++) {
    const value = from[axis] ?? 0;
    const out = Math.max((bounds[i * 6 + axis] ?? 0) - value, value - (bounds[i * 6 + axis + 3] ?? 0), 0);
    sum += out * out;
  }
  return sum;
}

function emptyBounds(count: number): Float64Array {
  return new Float64Array(count * 6).map((_, i) => (i % 6 < 3 ? 2 : -2));
}

function widen(bounds: Float64Array, i: number, axis: number, least: number, largest: number): void {
  const at = i * 6 + axis;
  if (least < (bounds[at] ?? 0)) bounds[at] = least;
  if (largest > (bounds[at + 3] ?? 0)) bounds[at + 3] = largest;
}

/** Everything within so many metres of a place in degrees. */
export function circleOf({ lat, lon }: { readonly lat: number; readonly lon: number }, radius: number): Circle {
  // A little more than the exact angle: the box only has to hold the circle.
  const angle = (Math.max(0, radius) / EARTH) * (1 + 1e-9) + 1e-9;
  const [south, north] = [lat - angle / RADIAN, lat + angle / RADIAN];
  // A circle around a pole has every longitude. Source: the law of sines in the right-angled triangle of the
  // center, the pole and the point where a meridian touches the circle.
  const across = north < 90 && south > -90 ? Math.asin(Math.sin(angle) / Math.cos(lat * RADIAN)) / RADIAN : 180;
  return {
    center: pointOf(lon * 1e5, lat * 1e5),
    square: squareOfMetres(radius),
    box: toUnitBox({ west: lon - across, south, east: lon + across, north }),
  };
}
