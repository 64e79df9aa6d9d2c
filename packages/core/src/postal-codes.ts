import { samePostalCode } from "./geocode.ts";
import type { Listing } from "./listing.ts";
import { hullOf, type Point } from "./outline.ts";
import { compare } from "./text.ts";

/** Where a postal code lies, as far as a chamber's own pins tell. */
export type PostalCode = {
  readonly code: string;
  /** How many listings with a pin have it. */
  readonly listings: number;
  /** The smallest convex ring around those pins. */
  readonly hull: readonly Point[];
};

/** A pin so far from the middle of its postal code, in degrees, was set wrong, or the code was: about 60 km. */
const FAR = 0.55;
/** So few say nothing of where the middle is. */
const FEWEST = 3;

/** The postal codes that listings with a pin have, by code. Pins that lie far off from the others of theirs do not count. */
export function postalCodesOf(listings: Iterable<Pick<Listing, "address" | "position">>): PostalCode[] {
  const pins = new Map<string, Point[]>();
  for (const { address, position } of listings) {
    const code = samePostalCode(address.postalCode);
    if (!position || code === "") continue;
    pins.set(code, [...(pins.get(code) ?? []), [position.lon, position.lat]]);
  }
  return [...pins]
    .sort(([a], [b]) => compare(a, b))
    .map(([code, points]) => {
      const near = withoutFar(points);
      return { code, listings: near.length, hull: hullOf(near) };
    });
}

function withoutFar(points: readonly Point[]): readonly Point[] {
  if (points.length < FEWEST) return points;
  const [lon, lat] = [median(points.map(([x]) => x)), median(points.map(([, y]) => y))];
  const shrink = Math.cos((lat * Math.PI) / 180);
  return points.filter(([x, y]) => Math.hypot((x - lon) * shrink, y - lat) <= FAR);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
