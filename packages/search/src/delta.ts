import type { Entry, SnapshotHead } from "./entry.ts";
import { array, exactly, parseEntry, parseSnapshotHead, string } from "./json.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";
import { SnapshotError } from "./snapshot.ts";
import { readText } from "./strings.ts";
import { compareText } from "./text.ts";

/** What changed since a snapshot. */
export type Delta = {
  /** File name of the snapshot. */
  readonly base: string;
  /** Listings that are new or differ, each in full. */
  readonly put: readonly Entry[];
  /** Slugs of listings that are gone. */
  readonly removed: readonly string[];
  /** Stands instead of the head of the snapshot. */
  readonly head: SnapshotHead;
};

const FORMAT_VERSION = 1;

/** What turns one set of entries into another, in the order of slugs. Positions are compared as a snapshot keeps them. */
export function diff(base: readonly Entry[], now: readonly Entry[]): Pick<Delta, "put" | "removed"> {
  const before = new Map(base.map((entry) => [entry.slug, JSON.stringify(plainEntry(entry))]));
  const kept = new Set(now.map((entry) => entry.slug));
  return {
    put: now
      .map(plainEntry)
      .filter((entry) => before.get(entry.slug) !== JSON.stringify(entry))
      .sort(bySlug),
    removed: [...before.keys()].filter((slug) => !kept.has(slug)).sort(compareText),
  };
}

/** The entries after a delta, in the order of slugs. Slugs to remove that are not there are passed over. */
export function applyDelta(entries: readonly Entry[], delta: Pick<Delta, "put" | "removed">): Entry[] {
  const bySlugs = new Map(entries.map((entry) => [entry.slug, entry]));
  for (const slug of delta.removed) bySlugs.delete(slug);
  for (const entry of delta.put) bySlugs.set(entry.slug, entry);
  return [...bySlugs.values()].sort(bySlug);
}

/** A delta as UTF-8 JSON with a format version. RangeError when a position is no place on earth. */
export function encodeDelta(delta: Delta): Uint8Array<ArrayBuffer> {
  const { base, removed, head } = delta;
  const categories = head.categories.map(({ slug, name, parent }) => ({ slug, name, parent }));
  const put = delta.put.map(plainEntry);
  return new TextEncoder().encode(JSON.stringify({ format: FORMAT_VERSION, base, head: { categories }, put, removed }));
}

/** The delta that `encodeDelta` wrote. Throws SnapshotError and nothing else, with the codes of `decode`. */
export function decodeDelta(bytes: Uint8Array): Delta {
  const json = parseJson(bytes);
  const format = typeof json === "object" && json !== null && "format" in json ? json.format : null;
  if (typeof format !== "number") throw new SnapshotError("not-a-snapshot");
  if (format > FORMAT_VERSION) throw new SnapshotError("newer-version");
  try {
    return parseDelta(json);
  } catch (cause) {
    throw new SnapshotError("corrupt", { cause });
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(readText(bytes));
  } catch (cause) {
    throw new SnapshotError("not-a-snapshot", { cause });
  }
}

function parseDelta(json: unknown): Delta {
  const { format, base, head, put, removed } = exactly(json, "format", "base", "head", "put", "removed");
  if (format !== FORMAT_VERSION) throw new RangeError("unknown format");
  const delta = {
    base: string(base),
    put: array(put, parseEntry),
    removed: array(removed, string),
    head: parseSnapshotHead(head),
  };
  const slugs = [...delta.put.map((entry) => entry.slug), ...delta.removed];
  if (new Set(slugs).size !== slugs.length) throw new RangeError("a delta names each slug once");
  return delta;
}

/** The entry with fields in one order, no others, and its position as a snapshot keeps it. */
function plainEntry({ slug, name, position, categories, town, tags, level, hours }: Entry): Entry {
  const rounded = position && {
    lat: toDegrees(toUnits(position.lat, MAX_Y)),
    lon: toDegrees(toUnits(position.lon, MAX_X)),
  };
  return { slug, name, position: rounded, categories, town, tags, level, hours };
}

function bySlug(a: Entry, b: Entry): number {
  return compareText(a.slug, b.slug);
}
