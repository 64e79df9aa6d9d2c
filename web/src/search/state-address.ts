import { type Box, NOTHING, type Place, type SearchState } from "./state.ts";

/*
 * A state as the query of an address, with the names that the API has for the same parameters. What an address says that
 * makes no sense is passed over: it may be cut, mistyped or of another version.
 */

const SLUG = /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;
const LONGEST = 100;
const MOST_TAGS = 10;
/** Half the way around the earth, in metres: nothing is farther. */
const FARTHEST = 20_100_000;

/** About a city block, in degrees: enough to say what is near, and no more of where somebody stood than that. */
const BLOCK = 1e3;
/** About ten metres. */
const FINE = 1e4;

/** The state that an address asks for. */
export function stateIn(address: string, followsMap: boolean): SearchState {
  const query = new URL(address).searchParams;
  const line = (name: string): string => lineOf(query.get(name));
  const near = placeOf(numbers(query.get("near"), 2));
  const [radius = 0] = numbers(query.get("radius"), 1);
  return {
    ...NOTHING,
    q: query.get("q")?.trim() ?? "",
    category: slugOf(query.get("category")),
    town: line("town"),
    tags: [...new Set(query.get("tags")?.split(",").map(lineOf).filter(Boolean))].slice(0, MOST_TAGS),
    open: query.get("open") === "1",
    near,
    radius: near && radius > 0 && radius <= FARTHEST ? radius : null,
    box: boxOf(numbers(query.get("bbox"), 4)),
    followsMap,
    selected: slugOf(query.get("selected")),
  };
}

/** The same address asking for a state; what else is in its query, and its hash, stays. */
export function addressOf(address: string, state: SearchState): string {
  const url = new URL(address);
  const query = url.searchParams;
  for (const name of ["q", "category", "town", "tags", "open", "near", "radius", "bbox", "selected"])
    query.delete(name);
  const { q, category, town, tags, open, near, radius, box, selected } = state;
  const say = (name: string, text: string): void => {
    if (text) query.append(name, text);
  };
  say("q", q);
  say("category", category);
  say("town", town);
  say("tags", tags.join(","));
  say("open", open ? "1" : "");
  say("near", near ? `${near.lat},${near.lon}` : "");
  say("radius", near && radius ? String(radius) : "");
  say("bbox", box ? [box.west, box.south, box.east, box.north].join(",") : "");
  say("selected", selected);
  // Commas may stand in a query as they are (RFC 3986, 3.4): an address that is passed on should be readable.
  url.search = query.toString().replaceAll("%2C", ",");
  return url.href;
}

/** A place as an address keeps it. */
export function blockOf({ lat, lon }: Place): Place {
  return { lat: Math.round(lat * BLOCK) / BLOCK, lon: Math.round(lon * BLOCK) / BLOCK };
}

/** A box as an address keeps it: rounded outwards, so that no pin at its edge is lost. Longitudes come back to ±180. */
export function outwards({ west, south, east, north }: Box): Box {
  const isWorld = east - west >= 360;
  const down = (degrees: number): number => Math.floor(degrees * FINE) / FINE;
  const up = (degrees: number): number => Math.ceil(degrees * FINE) / FINE;
  return {
    west: isWorld ? -180 : intoRange(down(west)),
    south: Math.max(-90, down(south)),
    east: isWorld ? 180 : intoRange(up(east)),
    north: Math.min(90, up(north)),
  };
}

function intoRange(longitude: number): number {
  if (longitude >= -180 && longitude <= 180) return longitude;
  return Math.round(((((longitude + 180) % 360) + 360) % 360) * FINE) / FINE - 180;
}

function lineOf(text: string | null): string {
  const line = text?.trim() ?? "";
  return line.length <= LONGEST ? line : "";
}

function slugOf(text: string | null): string {
  return text !== null && text.length <= LONGEST && SLUG.test(text) ? text : "";
}

/** So many numbers parted by commas; none unless each is a plain one. */
function numbers(text: string | null, count: number): readonly number[] {
  const parts = text?.split(",") ?? [];
  return parts.length === count && parts.every((part) => /^-?\d{1,9}(\.\d{1,20})?$/.test(part))
    ? parts.map(Number)
    : [];
}

function placeOf([lat, lon]: readonly number[]): Place | null {
  return lat !== undefined && lon !== undefined && isLatitude(lat) && isLongitude(lon) ? { lat, lon } : null;
}

function boxOf([west, south, east, north]: readonly number[]): Box | null {
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  const isBox = isLongitude(west) && isLongitude(east) && isLatitude(south) && isLatitude(north) && south < north;
  return isBox && west !== east ? { west, south, east, north } : null;
}

function isLatitude(degrees: number): boolean {
  return Math.abs(degrees) <= 90;
}

function isLongitude(degrees: number): boolean {
  return Math.abs(degrees) <= 180;
}
