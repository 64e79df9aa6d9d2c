import type { Region } from "./region.ts";

/** Longitude and latitude, as GeoJSON has them. */
export type Point = readonly [lon: number, lat: number];
type Shape = Region["shape"]["coordinates"];

/** How many corners stand for a circle around a point. */
const CORNERS = 12;
/** Metres of a degree of latitude, and of longitude at the equator: within a percent everywhere. */
const DEGREE = 111_000;
/** Nearer to a pole than this there is nobody, and degrees of longitude are no measure. */
const FURTHEST_LAT = 85;

/** The smallest convex ring around points, counterclockwise, without its first point again (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (from: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of from) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.toReversed())];
  return hull.length > 0 ? hull : sorted.slice(0, 1);
}

/**
 * Outlines around groups of points, so many metres wider: a convex one for each group, and one for all those that would
 * touch each other, so that none lie over one another. Closed rings of five decimals, which are a metre.
 */
export function outlineOf(groups: readonly (readonly Point[])[], metres: number): Shape {
  let rings = groups.filter((group) => group.length > 0).map((group) => hullOf(group.flatMap(around(metres))));
  for (let isJoined = true; isJoined; ) {
    isJoined = false;
    const apart: Point[][] = [];
    for (const ring of rings) {
      const at = apart.findIndex((other) => touch(ring, other));
      const other = apart[at];
      if (other === undefined) apart.push(ring);
      else {
        apart[at] = hullOf([...ring, ...other]);
        isJoined = true;
      }
    }
    rings = apart;
  }
  return rings.map((ring) => [closed(ring)]);
}

function around(metres: number): (point: Point) => Point[] {
  return ([lon, lat]) => {
    const high = metres / DEGREE;
    const wide = high / Math.cos((Math.min(Math.abs(lat), FURTHEST_LAT) * Math.PI) / 180);
    return Array.from({ length: CORNERS }, (_, i) => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return [within(lon + wide * Math.cos(angle), 180), within(lat + high * Math.sin(angle), 90)];
    });
  };
}

function within(degrees: number, most: number): number {
  return Math.max(-most, Math.min(most, degrees));
}

/** Whether two convex rings have a point in common: they do unless a line along one of their sides parts them. */
function touch(one: readonly Point[], other: readonly Point[]): boolean {
  return ![...sidesOf(one), ...sidesOf(other)].some(([dx, dy]) => {
    const along = (ring: readonly Point[]) => ring.map(([x, y]) => x * dy - y * dx);
    const [a, b] = [along(one), along(other)];
    return Math.max(...a) < Math.min(...b) || Math.max(...b) < Math.min(...a);
  });
}

function sidesOf(ring: readonly Point[]): Point[] {
  return ring.map(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
    return [nx - x, ny - y];
  });
}

/** More than nothing where the way from one point over a second to a third turns left. */
function turn(a: Point | undefined, b: Point | undefined, [cx, cy]: Point): number {
  const [[ax, ay], [bx, by]] = [a ?? [cx, cy], b ?? [cx, cy]];
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function closed(ring: readonly Point[]): [number, number][] {
  const rounded = ring.map(([lon, lat]): [number, number] => [Number(lon.toFixed(5)), Number(lat.toFixed(5))]);
  return [...rounded, ...rounded.slice(0, 1)];
}
