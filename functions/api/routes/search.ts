import { createHash } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Position } from "@mainstreet/core/region";
import type { Entry } from "@mainstreet/search/entry";
import { localTime, type OpenState, parseSchedule, scheduleZone, stateAt } from "@mainstreet/search/schedule";
import * as z from "zod";
import { kept } from "../../kept.ts";
import { Cursor } from "../cursor.ts";
import { known } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json, Reading, UNCHANGED } from "../operation.ts";
import type { SearchDirectory } from "../search-directory.ts";
import { SearchQuery } from "../search-query.ts";

const GEOJSON = "application/geo+json";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const FoundListing = z
  .strictObject({
    slug: z.string(),
    url: z.string().meta({ description: "Its page, from the site's root" }),
    name: z.string(),
    categories: z.array(z.strictObject({ slug: z.string(), name: z.string() })),
    town: z.string(),
    tags: z.array(z.string()),
    featured: z.string().meta({ description: "The name of its featured level, or empty" }),
    position: Position.nullable(),
    distance: z.number().nullable().meta({ description: "Metres from `near`" }),
    open: z.enum(["open", "perhaps", "closed"]).nullable().meta({ description: "Now; null when not known" }),
    until: z.string().nullable().meta({ description: "When that changes, on the clocks of its zone" }),
    street: z.string(),
    phone: z.string(),
    website: z.string(),
  })
  .meta({ id: "FoundListing" });
type FoundListing = z.infer<typeof FoundListing>;

const Page = z.strictObject({
  total: z.int(),
  /** Whether words were matched with small typos, because hardly anything has them as they are. */
  forgiven: z.boolean(),
  listings: z.array(FoundListing),
  cursor: Cursor,
});
type Page = z.infer<typeof Page>;

const Feature = z.strictObject({
  type: z.literal("Feature"),
  id: z.string(),
  geometry: z.strictObject({ type: z.literal("Point"), coordinates: z.tuple([z.number(), z.number()]) }).nullable(),
  properties: FoundListing.omit({ position: true }),
});
const FeatureCollection = z
  .strictObject({ type: z.literal("FeatureCollection"), features: z.array(Feature), total: z.int(), cursor: Cursor })
  .meta({ id: "FoundFeatures" });

const find = declare("public", {
  method: "get",
  path: "/api/listings",
  summary: "Search the directory as it is published; the same for everybody who asks",
  tags: ["listings"],
  "x-shared-seconds": 30,
  request: { query: SearchQuery, headers: Reading },
  responses: {
    200: {
      description: "The listings found, the best first",
      content: { ...json("", Page).content, [GEOJSON]: { schema: FeatureCollection } },
    },
    304: UNCHANGED,
  },
});

/** Search for those who do not run it in a browser: the same engine over the same files. */
export function searchRoutes(needs: Needs) {
  // The engine is loaded with the first search: browsers have their own.
  const open = kept(async () => (await import("../search-directory.ts")).openDirectory(needs));

  return new OpenAPIHono<ApiEnv>().openapi(find, async (c) => {
    const query = c.req.valid("query");
    const asGeojson = c.req.header("Accept")?.includes(GEOJSON) ?? false;
    const searched = await (await open())();
    const now = needs.now();
    // What is open changes with the minute, and the order of equals with the day.
    const moment = Math.floor(now / MINUTE_MS);
    const tag = tagOf(searched.tag, JSON.stringify(query), asGeojson ? GEOJSON : "", String(moment));
    if (known(c, tag)) return c.body(null, 304, { ETag: tag });
    const page = search(searched, query, now);
    const headers = { ETag: tag };
    if (!asGeojson) return c.json(page, 200, headers);
    return c.body(JSON.stringify(geojsonOf(page)), 200, { ...headers, "Content-Type": GEOJSON });
  });
}

function search(directory: SearchDirectory, query: SearchQuery, now: number): Page {
  const { q, bbox, near, radius, category, town, tags, open, limit, cursor: offset = 0 } = query;
  const { engine, head } = directory;
  const found = engine.search({
    ...(q !== undefined && { text: q }),
    ...(bbox && { box: bbox }),
    ...(near && { near }),
    ...(radius !== undefined && { radius }),
    ...(category !== undefined && { category }),
    ...(town !== undefined && { town }),
    ...(tags && { tags }),
    ...(open && { open: now }),
    day: new Date(localTime(head.hours.zone, now).day * DAY_MS).toISOString().slice(0, 10),
    offset,
    limit,
  });
  const names = new Map(head.categories.map((each) => [each.slug, each.name]));
  const listings = found.rows.map((entry, i): FoundListing => {
    const state = stateOf(directory, entry, now);
    return {
      slug: entry.slug,
      url: `/members/${entry.slug}/`,
      name: entry.name,
      categories: entry.categories.map((slug) => ({ slug, name: names.get(slug) ?? slug })),
      town: entry.town,
      tags: [...entry.tags],
      featured: entry.featured,
      position: entry.position,
      distance: found.distances[i] ?? null,
      open: state?.state ?? null,
      until: state?.until ? clockText(state.until) : null,
      ...directory.contactOf(entry.slug),
    };
  });
  const end = offset + listings.length;
  return {
    total: found.total,
    forgiven: found.forgiven,
    listings,
    cursor: end < found.total && end > offset ? String(end) : null,
  };
}

function stateOf({ head }: SearchDirectory, entry: Entry, now: number): OpenState | null {
  const schedule = parseSchedule(entry.hours);
  if (!schedule) return null;
  try {
    return stateAt(schedule, head.hours, localTime(scheduleZone(schedule, head.hours.zone), now));
  } catch {
    // A zone that this machine does not know yet.
    return null;
  }
}

/** "2026-11-22T17:00" on a wall clock. */
function clockText({ day, minute }: { day: number; minute: number }): string {
  return new Date(day * DAY_MS + minute * MINUTE_MS).toISOString().slice(0, 16);
}

function geojsonOf({ listings, total, cursor }: Page): z.infer<typeof FeatureCollection> {
  const features = listings.map(({ position, ...properties }) => ({
    type: "Feature" as const,
    id: properties.slug,
    geometry: position && {
      type: "Point" as const,
      coordinates: [position.lon, position.lat] satisfies [number, number],
    },
    properties,
  }));
  return { type: "FeatureCollection", features, total, cursor };
}

function tagOf(...parts: readonly string[]): string {
  return `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22)}"`;
}
