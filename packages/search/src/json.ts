import type { CategoryName, Entry, SnapshotHead } from "./entry.ts";
import { MAX_LEVEL } from "./entry.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";

/*
 * Foreign JSON into our types, or an error. Every field must be there and no other: a field that a reader passed over
 * would be a row that is quietly wrong.
 */

/** An object with exactly these keys; TypeError otherwise. */
export function exactly<K extends string>(value: unknown, ...keys: readonly K[]): Record<K, unknown> {
  if (!hasKeys(value, keys) || Object.keys(value).length !== keys.length) {
    throw new TypeError(`expected an object of ${keys.join(", ")}`);
  }
  return value;
}

export function array<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new TypeError("expected a list");
  return value.map((each: unknown) => item(each));
}

export function string(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("expected a text");
  return value;
}

export function stringOrNull(value: unknown): string | null {
  return value === null ? null : string(value);
}

/** A whole number from 0 to `max`. */
export function whole(value: unknown, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > max) {
    throw new TypeError(`expected a whole number from 0 to ${max}`);
  }
  return value;
}

export function parseEntry(value: unknown): Entry {
  const entry = exactly(value, "slug", "name", "position", "categories", "town", "tags", "level", "hours");
  return {
    slug: string(entry.slug),
    name: string(entry.name),
    position: entry.position === null ? null : parsePosition(entry.position),
    categories: array(entry.categories, string),
    town: string(entry.town),
    tags: array(entry.tags, string),
    level: whole(entry.level, MAX_LEVEL),
    hours: string(entry.hours),
  };
}

export function parseSnapshotHead(value: unknown): SnapshotHead {
  return { categories: array(exactly(value, "categories").categories, parseCategoryName) };
}

function parseCategoryName(value: unknown): CategoryName {
  const category = exactly(value, "slug", "name", "parent");
  return { slug: string(category.slug), name: string(category.name), parent: stringOrNull(category.parent) };
}

function parsePosition(value: unknown): { lat: number; lon: number } {
  const { lat, lon } = exactly(value, "lat", "lon");
  if (typeof lat !== "number" || typeof lon !== "number") throw new TypeError("expected a position");
  return { lat: toDegrees(toUnits(lat, MAX_Y)), lon: toDegrees(toUnits(lon, MAX_X)) };
}

function hasKeys<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => Object.hasOwn(value, key));
}
