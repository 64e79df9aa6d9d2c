import type { Box, Listed, SnapshotHead } from "./entry.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";

/*
 * What is written, without any field that a caller's object may have besides, fields in one order, and degrees as a
 * snapshot keeps them. RangeError when degrees are no place on earth.
 */

export function plainHead({ categories, places, hours: { zone, from, days } }: SnapshotHead): SnapshotHead {
  return {
    categories: categories.map(({ slug, name, parent }) => ({ slug, name, parent })),
    places: places.map(({ name, kind, box }) => ({ name, kind, box: plainBox(box) })),
    hours: { zone, from, days },
  };
}

export function plainListed(listed: Listed): Listed {
  const { slug, name, position, categories, town, tags, featured, hours, street, phone, website } = listed;
  const rounded = position && { lat: kept(position.lat, MAX_Y), lon: kept(position.lon, MAX_X) };
  return { slug, name, position: rounded, categories, town, tags, featured, hours, street, phone, website };
}

export function plainBox({ west, south, east, north }: Box): Box {
  return {
    west: kept(west, MAX_X),
    south: kept(south, MAX_Y),
    east: kept(east, MAX_X),
    north: kept(north, MAX_Y),
  };
}

function kept(degrees: number, limit: number): number {
  return toDegrees(toUnits(degrees, limit));
}
