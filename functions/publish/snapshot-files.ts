import { type Delta, diff, encodeDelta } from "@mainstreet/search/delta";
import { encodeDetails } from "@mainstreet/search/details";
import { encode, snapshotOf } from "@mainstreet/search/encode";
import type { Listed, SnapshotHead } from "@mainstreet/search/entry";
import type { HeadFile } from "@mainstreet/search/head-file";
import { plainHead } from "@mainstreet/search/plain";
import { SCHEDULE_DAYS } from "@mainstreet/search/schedule";
import { type Shards, shardsOf } from "@mainstreet/search/shards";
import { contentHash } from "./hash.ts";
import { scheduleStart } from "./hours.ts";
import { placesOf } from "./places.ts";
import { parentOf, type Showing } from "./shown.ts";

/** The snapshot as it was last encoded whole, and what has changed since. */
export type SnapshotNames = Omit<HeadFile, "version">;

/** A snapshot that was encoded whole, as it is read back. */
export type Base = {
  readonly name: string;
  readonly details: string | null;
  readonly listed: readonly Listed[];
  readonly head: SnapshotHead;
};

/** Where the snapshot's files lie on the site. */
export const SNAPSHOT_FOLDER = "s/";
export const HEAD_FILE = `${SNAPSHOT_FOLDER}head.json`;

/** A base is encoded anew when the delta holds more than this part of it; below the least number it never does. */
const MOST_OF_BASE = 0.05;
const LEAST = 32;

/** What the search finds: the rows of a showing as the snapshot keeps them. */
export function entriesOf(showing: Showing): Listed[] {
  const towns = new Map(showing.towns.map((town) => [town.slug, town.name]));
  return showing.rows.map(({ listing, categories, townSlug, featured, schedule }) => ({
    slug: listing.slug,
    name: listing.name,
    position: listing.position,
    categories: categories.map((category) => category.slug),
    town: towns.get(townSlug) ?? "",
    tags: listing.tags,
    featured,
    hours: schedule,
    street: listing.address.street,
    phone: listing.phone,
    website: listing.website,
  }));
}

/** What a snapshot says of itself: the categories that hold any listing, the places, and what its schedules hold for. */
export function headOf(showing: Showing): SnapshotHead {
  const { directory, categories, date } = showing;
  return {
    places: placesOf(showing),
    hours: { zone: directory.chamber.zone, from: scheduleStart(date), days: SCHEDULE_DAYS },
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
 * The files that say what is shown now: a delta on the base while little has changed, else a new base. A large directory is
 * kept in shards, of which an edit changes one, and needs no deltas.
 * @param base the present base; null to begin anew
 */
export function snapshotStep(showing: Showing, base: Base | null): SnapshotStep {
  const listed = entriesOf(showing);
  const head = headOf(showing);
  const parts = shardsOf(listed);
  if (parts) return shardedStep(parts, head);
  return (base && deltaStep(listed, head, base)) ?? baseStep(listed, head);
}

function deltaStep(listed: readonly Listed[], head: SnapshotHead, base: Base): SnapshotStep | null {
  const changes = diff(base.listed, listed);
  const size = changes.put.length + changes.removed.length;
  const names = { base: base.name, details: base.details, delta: null, count: listed.length, shards: [] };
  if (size === 0 && JSON.stringify(base.head) === JSON.stringify(plainHead(head))) return { names, files: new Map() };
  if (size > Math.max(LEAST, base.listed.length * MOST_OF_BASE)) return null;
  const delta: Delta = { base: base.name, ...changes, head };
  const bytes = encodeDelta(delta);
  const name = `${contentHash(bytes)}.delta`;
  return { names: { ...names, delta: name }, files: new Map([[SNAPSHOT_FOLDER + name, bytes]]) };
}

function baseStep(listed: readonly Listed[], head: SnapshotHead): SnapshotStep {
  const files = new Map<string, Uint8Array>();
  const { file, details } = put(listed, head, files);
  return { names: { base: file, details, delta: null, count: listed.length, shards: [] }, files };
}

function shardedStep({ overview, shards }: Shards<Listed>, head: SnapshotHead): SnapshotStep {
  const files = new Map<string, Uint8Array>();
  const base = put(overview, head, files);
  const count = shards.reduce((sum, { entries }) => sum + entries.length, 0);
  // The overview is always at hand and names the places: once is enough.
  const slim = { ...head, places: [] };
  const parts = shards.map(({ entries, box }) => ({ ...put(entries, slim, files), count: entries.length, box }));
  return {
    names: { base: base.file, details: base.details, delta: null, count, shards: parts },
    files,
  };
}

/** Adds a snapshot and its details to the files to write, each named after its content. */
function put(listed: readonly Listed[], head: SnapshotHead, files: Map<string, Uint8Array>) {
  const contacts = new Map(listed.map((entry) => [entry.slug, entry]));
  const bytes = encode(listed, head);
  const rows = snapshotOf(listed, head).entries();
  const more = encodeDetails(rows.flatMap(({ slug }) => contacts.get(slug) ?? []));
  const file = `${contentHash(bytes)}.bin`;
  const details = `${contentHash(more)}.details`;
  files.set(SNAPSHOT_FOLDER + file, bytes);
  files.set(SNAPSHOT_FOLDER + details, more);
  return { file, details };
}

/** Where the files lie that names stand for. */
export function pathsOf(names: SnapshotNames | null): string[] {
  if (!names) return [];
  const { base, details, delta, shards } = names;
  const files = [base, details, delta, ...shards.flatMap((shard) => [shard.file, shard.details])];
  return files.flatMap((file) => (file === null ? [] : [SNAPSHOT_FOLDER + file]));
}
