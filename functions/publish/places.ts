import { compare } from "@mainstreet/core/text";
import type { Box, Place } from "@mainstreet/search/entry";
import type { Showing, Shown } from "./shown.ts";

/** From so many pins on, the outermost two of a hundred on each side do not count: a pin set wrong must not stretch a town. */
const MANY = 50;
const OUTERMOST = 0.02;

/** The towns and postal codes of a chamber's own listings with the boxes around their pins, for "bakery in Rhinebeck". */
export function placesOf(showing: Showing): Place[] {
  const towns = showing.towns.map(({ name, rows }) => placeOf("town", name, rows));
  const byCode = Map.groupBy(showing.rows, ({ listing }) => postalCodeOf(listing.address.postalCode));
  const codes = [...byCode]
    .filter(([code]) => code !== "")
    .sort(([a], [b]) => compare(a, b))
    .map(([code, rows]) => placeOf("postal-code", code, rows));
  return [...towns, ...codes].flatMap((place) => place ?? []);
}

/** "12401-1234" → "12401": the last four digits of an American code are one street's, not a place's. */
function postalCodeOf(text: string): string {
  return text.trim().replace(/^(\d{5})-\d{4}$/, "$1");
}

/** A place with the box around its pins; null when it has none. */
function placeOf(kind: Place["kind"], name: string, rows: readonly Shown[]): Place | null {
  const pins = rows.flatMap(({ listing }) => listing.position ?? []);
  if (pins.length === 0) return null;
  const [south, north] = middle(pins.map(({ lat }) => lat));
  const [west, east] = middle(pins.map(({ lon }) => lon));
  const box: Box = { west, south, east, north };
  return { name, kind, box };
}

/** The least and the greatest of numbers, without the outermost ones when there are many. */
function middle(numbers: readonly number[]): readonly [number, number] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const cut = sorted.length < MANY ? 0 : Math.floor(sorted.length * OUTERMOST);
  return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
}
