/** Pins as GeoJSON (RFC 7946), each with its row. */
export type Pins = {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    properties: { row: number };
    geometry: { type: "Point"; coordinates: [number, number] };
  }[];
};

/** Points (longitude and latitude in 1e-5 degrees) as GeoJSON, with the row of each. */
export function pinsOf(points: Int32Array, rows: Uint32Array): Pins {
  return { type: "FeatureCollection", features: Array.from(rows, (row, index) => pin(points, row, index)) };
}

/** The pins of some rows, as GeoJSON. */
export function pinsAmong(
  { points, rows }: { points: Int32Array; rows: Uint32Array },
  wanted: readonly number[],
): Pins {
  const places = wanted.map((row) => ({ row, index: rows.indexOf(row) })).filter(({ index }) => index >= 0);
  return { type: "FeatureCollection", features: places.map(({ row, index }) => pin(points, row, index)) };
}

function pin(points: Int32Array, row: number, index: number): Pins["features"][number] {
  return {
    type: "Feature",
    properties: { row },
    geometry: { type: "Point", coordinates: [degrees(points, index * 2), degrees(points, index * 2 + 1)] },
  };
}

/** Whether two lists of numbers are the same. */
export function isSame(a: Int32Array | Uint32Array, b: Int32Array | Uint32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** The rows whose points lie where that of a row does, itself among them. */
export function rowsAt({ points, rows }: { points: Int32Array; rows: Uint32Array }, row: number): number[] {
  const at = rows.indexOf(row);
  if (at < 0) return [];
  const isThere = (index: number): boolean =>
    points[index * 2] === points[at * 2] && points[index * 2 + 1] === points[at * 2 + 1];
  return Array.from(rows).filter((_row, index) => isThere(index));
}

/** West, south, east, north of points in degrees; null when there are none. */
export function boundsOf(points: Int32Array): [number, number, number, number] | null {
  if (points.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let index = 0; index < points.length; index += 2) {
    const lon = degrees(points, index);
    const lat = degrees(points, index + 1);
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function degrees(points: Int32Array, index: number): number {
  return (points[index] ?? 0) / 1e5;
}
