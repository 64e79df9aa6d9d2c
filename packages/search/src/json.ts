import { check } from "./check.ts";
import type { Box, CategoryName, Place, SnapshotHead } from "./entry.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";

/*
 * Foreign JSON into our types, or RangeError. Every field must be there and no other: a field that a reader passed over
 * would be a row that is quietly wrong.
 */

/** An object with exactly these keys. */
export function exactly<K extends string>(value: unknown, ...keys: readonly K[]): Record<K, unknown> {
  check(hasKeys(value, keys) && Object.keys(value).length === keys.length);
  return value;
}

export function array<T>(value: unknown, item: (value: unknown) => T): T[] {
  check(Array.isArray(value));
  return value.map((each: unknown) => item(each));
}

export function string(value: unknown): string {
  check(typeof value === "string");
  return value;
}

export function stringOrNull(value: unknown): string | null {
  return value === null ? null : string(value);
}

/** A whole number from 0 to `max`. */
export function wholeNumber(value: unknown, max: number): number {
  check(typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max);
  return value;
}

export function parseSnapshotHead(value: unknown): SnapshotHead {
  const { categories, places, hours } = exactly(value, "categories", "places", "hours");
  const { zone, from, days } = exactly(hours, "zone", "from", "days");
  return {
    categories: array(categories, parseCategoryName),
    places: array(places, parsePlace),
    hours: { zone: string(zone), from: string(from), days: wholeNumber(days, Number.MAX_SAFE_INTEGER) },
  };
}

function parsePlace(value: unknown): Place {
  const { name, kind, box } = exactly(value, "name", "kind", "box");
  check(kind === "town" || kind === "postal-code");
  return { name: string(name), kind, box: parseBox(box) };
}

export function parseBox(value: unknown): Box {
  const { west, south, east, north } = exactly(value, "west", "south", "east", "north");
  return {
    west: degrees(west, MAX_X),
    south: degrees(south, MAX_Y),
    east: degrees(east, MAX_X),
    north: degrees(north, MAX_Y),
  };
}

function parseCategoryName(value: unknown): CategoryName {
  const category = exactly(value, "slug", "name", "parent");
  return { slug: string(category.slug), name: string(category.name), parent: stringOrNull(category.parent) };
}

/** Degrees as a snapshot keeps them. */
export function degrees(value: unknown, limit: number): number {
  check(typeof value === "number");
  return toDegrees(toUnits(value, limit));
}

function hasKeys<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => Object.hasOwn(value, key));
}
