import * as z from "zod";
import { filledLine } from "./text.ts";

// Seven decimals are a centimetre; what lies beyond is noise, and some of it no database takes.
const inCentimetres = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
const Longitude = z.number().min(-180).max(180).overwrite(inCentimetres);
const Latitude = z.number().min(-90).max(90).overwrite(inCentimetres);

/** A point on the earth, WGS 84 degrees. */
export const Position = z.strictObject({ lat: Latitude, lon: Longitude });
export type Position = z.infer<typeof Position>;

const Ring = z.array(z.tuple([Longitude, Latitude])).min(4);

/** The border of what a chamber serves: a GeoJSON MultiPolygon (RFC 7946), small enough to travel with the site. */
export const Region = z.strictObject({
  name: filledLine(80),
  shape: z.strictObject({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
});
export type Region = z.infer<typeof Region>;

/** West, south, east, north in degrees. */
export type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };

/**
 * Whether a point lies inside the region, holes left out: even-odd ray casting over the rings of each polygon. Where polygons
 * lie over one another, what is in one of them is inside.
 */
export function contains(region: Region, position: Position): boolean {
  return region.shape.coordinates.some((polygon) => isIn(polygon, position));
}

function isIn(polygon: Region["shape"]["coordinates"][number], { lat, lon }: Position): boolean {
  let inside = false;
  for (const ring of polygon) {
    let [x0, y0] = ring.at(-1) ?? [0, 0];
    for (const [x1, y1] of ring) {
      if (y1 > lat !== y0 > lat && lon < ((x0 - x1) * (lat - y1)) / (y0 - y1) + x1) inside = !inside;
      [x0, y0] = [x1, y1];
    }
  }
  return inside;
}

/** The smallest box around a region. */
export function boxOf(region: Region): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const polygon of region.shape.coordinates) {
    for (const [lon, lat] of polygon.flat()) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return { west, south, east, north };
}
