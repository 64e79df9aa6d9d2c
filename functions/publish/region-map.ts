import { createRequire } from "node:module";
import type { PublicChamber } from "@mainstreet/core/directory";
import { type Box, boxOf } from "@mainstreet/core/region";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Showing, Town } from "./shown.ts";

type Feature = { type: "Feature"; properties: { kind: string; name: string }; geometry: object };

/** How far the drawn land reaches beyond the chamber's own box, in parts of the box. */
const MARGIN = 1.5;

/**
 * What the embedded map is drawn from, as GeoJSON: the land and county borders around the chamber (United States only, from
 * the public-domain us-atlas), the chamber's region, and its towns where their listings lie.
 */
export function regionMap(showing: Showing): string {
  const { chamber } = showing.directory;
  const box = boxOfShowing(showing);
  const features = [
    ...(box && chamber.country === "US" ? counties(box) : []),
    ...regionOf(chamber),
    ...showing.towns.flatMap(townOf),
  ];
  return `{"type":"FeatureCollection","features":[\n${features.map((f) => JSON.stringify(f, decimals)).join(",\n")}\n]}\n`;
}

/** The box a map of the site begins with: around the region, else around the pins; null when there are none. */
export function boxOfShowing({ directory, rows }: Pick<Showing, "directory" | "rows">): Box | null {
  if (directory.chamber.region) return boxOf(directory.chamber.region);
  const pins = rows.flatMap(({ listing }) => (listing.position ? [listing.position] : []));
  if (pins.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lat, lon } of pins) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  // Rounded outwards to about a kilometre, so that an edit of one pin seldom moves the box that every page carries.
  const [down, up] = [(v: number) => Math.floor(v * 100) / 100, (v: number) => Math.ceil(v * 100) / 100];
  return { west: down(west), south: down(south), east: up(east), north: up(north) };
}

type Counties = Topology<{ counties: GeometryCollection<{ name: string }> }>;

const require = createRequire(import.meta.url);

/** Read when a map is first drawn: 800 KB of JSON that most runs of the publisher never need. */
let atlas: Counties | undefined;

function loadAtlas(): Counties {
  atlas ??= require("us-atlas/counties-10m.json");
  if (!atlas) throw new Error("The package us-atlas is missing.");
  return atlas;
}

function counties(box: Box): Feature[] {
  const all = loadAtlas();
  const wide = grown(box);
  const near = feature(all, all.objects.counties).features.filter((f) => overlaps(positionsOf(f.geometry), wide));
  const names = new Set(near.map((f) => f.id));
  const borders: GeometryCollection<{ name: string }> = {
    type: "GeometryCollection",
    geometries: all.objects.counties.geometries.filter(({ id }) => names.has(id)),
  };
  const land = near.map((f) => drawn("land", f.properties.name, f.geometry));
  return [
    ...land,
    drawn(
      "county",
      "",
      mesh(all, borders, (one, other) => one !== other),
    ),
  ];
}

function regionOf({ region }: PublicChamber): Feature[] {
  return region ? [drawn("region", region.name, region.shape)] : [];
}

function townOf({ name, rows }: Town): Feature[] {
  const pins = rows.flatMap(({ listing }) => (listing.position ? [listing.position] : []));
  if (pins.length === 0) return [];
  // The median pin: one shop with its pin in the wrong county must not drag the town's name along.
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return [
    drawn("town", name, {
      type: "Point",
      coordinates: [middle(pins.map((p) => p.lon)), middle(pins.map((p) => p.lat))],
    }),
  ];
}

type Geometry = { readonly type: string; readonly coordinates?: unknown };

function drawn(kind: string, name: string, geometry: object): Feature {
  return { type: "Feature", properties: { kind, name }, geometry };
}

function positionsOf(geometry: Geometry): [number, number][] {
  const found: [number, number][] = [];
  const walk = (at: unknown): void => {
    if (!Array.isArray(at)) return;
    const [x, y] = at;
    if (typeof x === "number" && typeof y === "number") found.push([x, y]);
    else for (const inner of at) walk(inner);
  };
  walk("coordinates" in geometry ? geometry.coordinates : []);
  return found;
}

function overlaps(positions: readonly [number, number][], box: Box): boolean {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west < box.east && east > box.west && south < box.north && north > box.south;
}

function grown({ west, south, east, north }: Box): Box {
  const [x, y] = [(east - west) * MARGIN, (north - south) * MARGIN];
  return { west: west - x, south: south - y, east: east + x, north: north + y };
}

/** Six decimals and more say nothing on a map of counties and would double the file. */
function decimals(key: string, value: unknown): unknown {
  return typeof value === "number" && key !== "" ? Math.round(value * 1e5) / 1e5 : value;
}
