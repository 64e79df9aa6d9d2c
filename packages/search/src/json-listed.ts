import type { Listed } from "./entry.ts";
import { array, degrees, exactly, string } from "./json.ts";
import { MAX_X, MAX_Y } from "./place.ts";

const LISTED = [
  "slug",
  "name",
  "position",
  "categories",
  "town",
  "tags",
  "featured",
  "hours",
  "street",
  "phone",
  "website",
] as const;

/** A listing of a delta, or RangeError. */
export function parseListed(value: unknown): Listed {
  const entry = exactly(value, ...LISTED);
  return {
    slug: string(entry.slug),
    name: string(entry.name),
    position: entry.position === null ? null : parsePosition(entry.position),
    categories: array(entry.categories, string),
    town: string(entry.town),
    tags: array(entry.tags, string),
    featured: string(entry.featured),
    hours: string(entry.hours),
    street: string(entry.street),
    phone: string(entry.phone),
    website: string(entry.website),
  };
}

function parsePosition(value: unknown): { lat: number; lon: number } {
  const { lat, lon } = exactly(value, "lat", "lon");
  return { lat: degrees(lat, MAX_Y), lon: degrees(lon, MAX_X) };
}
