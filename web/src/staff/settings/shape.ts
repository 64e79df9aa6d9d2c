import type { Region } from "@mainstreet/core/region";

export type Coordinates = Region["shape"]["coordinates"];

/** Five decimals are a metre: a border needs no more, and stays small. */
const PLACES = 1e5;

/** The polygons of whatever GeoJSON holds, as one border; null where there is none that can be read. */
export function bordersIn(value: unknown): Coordinates | null {
  const found = polygonsIn(value).map((polygon) => polygon.map(closed));
  const isSound = found.length > 0 && found.every((polygon) => polygon.every((ring) => ring.length >= 4));
  return isSound ? found : null;
}

/** A ring through corners, as a border. */
export function borderOf(corners: readonly { readonly lat: number; readonly lon: number }[]): Coordinates {
  return [[closed(corners.map(({ lat, lon }) => [lon, lat]))]];
}

/** A border with more of them; what it has already it has once. */
export function withMore(border: Coordinates, more: Coordinates): Coordinates {
  const known = new Set(border.map((polygon) => JSON.stringify(polygon)));
  return [...border, ...more.filter((polygon) => !known.has(JSON.stringify(polygon)))];
}

/** The postal codes that somebody typed, each once. */
export function codesIn(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((code) => code.replace(/^(\d{5})-\d{4}$/, "$1")),
    ),
  ];
}

/** How many points a border has. */
export function pointsIn(coordinates: Coordinates): number {
  return coordinates.flat(2).length;
}

type Point = [number, number];

function polygonsIn(value: unknown): Point[][][] {
  if (!isRecord(value)) return [];
  const { type } = value;
  if (type === "FeatureCollection") return listIn(value.features).flatMap(polygonsIn);
  if (type === "Feature") return polygonsIn(value.geometry);
  if (type === "GeometryCollection") return listIn(value.geometries).flatMap(polygonsIn);
  if (type === "MultiPolygon") return listIn(value.coordinates).map(ringsIn);
  return type === "Polygon" ? [ringsIn(value.coordinates)] : [];
}

function ringsIn(value: unknown): Point[][] {
  return listIn(value).map((ring) => listIn(ring).flatMap(pointIn));
}

function pointIn(value: unknown): Point[] {
  const [lon, lat] = listIn(value);
  const isPoint = typeof lon === "number" && typeof lat === "number" && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isPoint ? [[lon, lat]] : [];
}

/** A ring ends where it begins (RFC 7946, 3.1.6). */
function closed(ring: readonly Point[]): Point[] {
  const rounded = ring.map(
    ([lon, lat]): Point => [Math.round(lon * PLACES) / PLACES, Math.round(lat * PLACES) / PLACES],
  );
  const [first, last] = [rounded[0], rounded.at(-1)];
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return rounded;
  return [...rounded, first];
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
