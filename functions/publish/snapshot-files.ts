import { type Delta, diff, encodeDelta } from "@mainstreet/search/delta";
import type { Entry, SnapshotHead } from "@mainstreet/search/entry";
import { encode } from "@mainstreet/search/snapshot";
import { contentHash } from "./hash.ts";
import { parentOf, type Showing } from "./shown.ts";

/** The snapshot as it was last encoded whole, and what has changed since. */
export type SnapshotNames = { readonly base: string; readonly delta: string | null; readonly count: number };

/** A snapshot that was encoded whole, as it is read back. */
export type Base = { readonly name: string; readonly entries: readonly Entry[]; readonly head: SnapshotHead };

/** Where the snapshot's files lie on the site. */
export const SNAPSHOT_FOLDER = "s/";
export const HEAD_FILE = `${SNAPSHOT_FOLDER}head.json`;

/** A base is encoded anew when the delta holds more than this part of it; below the least number it never does. */
const MOST_OF_BASE = 0.05;
const LEAST = 32;

/** What the search finds: the rows of a showing as the snapshot keeps them. */
export function entriesOf(showing: Showing): Entry[] {
  const towns = new Map(showing.towns.map((town) => [town.slug, town.name]));
  return showing.rows.map(({ listing, categories, townSlug, rank }) => ({
    slug: listing.slug,
    name: listing.name,
    position: listing.position,
    categories: categories.map((category) => category.slug),
    town: towns.get(townSlug) ?? "",
    tags: listing.tags,
    level: rank,
    hours: listing.hours,
  }));
}

/** What a snapshot says of itself: the categories that hold any listing. */
export function headOf({ directory, categories }: Showing): SnapshotHead {
  return {
    categories: categories
      .filter(({ rows }) => rows.length > 0)
      .map(({ category }) => ({
        slug: category.slug,
        name: category.name,
        parent: parentOf(directory, category)?.slug ?? null,
      })),
  };
}

/** New files to write before the head may name them, and the names. */
export type SnapshotStep = { readonly names: SnapshotNames; readonly files: ReadonlyMap<string, Uint8Array> };

/**
 * The files that say what is shown now: a delta on the base while little has changed, else a new base.
 * @param base the present base; null to begin anew
 */
export function snapshotStep(showing: Showing, base: Base | null): SnapshotStep {
  const entries = entriesOf(showing);
  const head = headOf(showing);
  if (base) {
    const changes = diff(base.entries, entries);
    const size = changes.put.length + changes.removed.length;
    if (size === 0 && JSON.stringify(base.head) === JSON.stringify(head)) {
      return { names: { base: base.name, delta: null, count: entries.length }, files: new Map() };
    }
    if (size <= Math.max(LEAST, base.entries.length * MOST_OF_BASE)) {
      const delta: Delta = { base: base.name, ...changes, head };
      const bytes = encodeDelta(delta);
      const name = `${contentHash(bytes)}.delta`;
      const names = { base: base.name, delta: name, count: entries.length };
      return { names, files: new Map([[SNAPSHOT_FOLDER + name, bytes]]) };
    }
  }
  const bytes = encode(entries, head);
  const name = `${contentHash(bytes)}.bin`;
  return {
    names: { base: name, delta: null, count: entries.length },
    files: new Map([[SNAPSHOT_FOLDER + name, bytes]]),
  };
}
