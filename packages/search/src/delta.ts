import type { Listed, SnapshotHead } from "./entry.ts";
import { array, exactly, parseSnapshotHead, string } from "./json.ts";
import { parseListed } from "./json-listed.ts";
import { plainHead, plainListed } from "./plain.ts";
import { SnapshotError, whole } from "./snapshot-error.ts";
import { readText } from "./strings.ts";
import { compareText } from "./text.ts";

/** What changed since a snapshot. */
export type Delta = {
  /** File name of the snapshot. */
  readonly base: string;
  /** Listings that are new or differ, each in full. */
  readonly put: readonly Listed[];
  /** Slugs of listings that are gone. */
  readonly removed: readonly string[];
  /** Stands instead of the head of the snapshot. */
  readonly head: SnapshotHead;
};

const FORMAT_VERSION = 1;

/** What turns one set of entries into another, in the order of slugs. Positions are compared as a snapshot keeps them. */
export function diff(base: readonly Listed[], now: readonly Listed[]): Pick<Delta, "put" | "removed"> {
  const before = new Map(base.map((entry) => [entry.slug, JSON.stringify(plainListed(entry))]));
  const kept = new Set(now.map((entry) => entry.slug));
  return {
    put: now
      .map(plainListed)
      .filter((entry) => before.get(entry.slug) !== JSON.stringify(entry))
      .sort(bySlug),
    removed: [...before.keys()].filter((slug) => !kept.has(slug)).sort(compareText),
  };
}

/** The entries after a delta, in the order of slugs. Slugs to remove that are not there are passed over. */
export function applyDelta(entries: readonly Listed[], delta: Pick<Delta, "put" | "removed">): Listed[] {
  const bySlugs = new Map(entries.map((entry) => [entry.slug, entry]));
  for (const slug of delta.removed) bySlugs.delete(slug);
  for (const entry of delta.put) bySlugs.set(entry.slug, entry);
  return [...bySlugs.values()].sort(bySlug);
}

/** A delta as UTF-8 JSON with a format version. RangeError when a position is no place on earth. */
export function encodeDelta(delta: Delta): Uint8Array<ArrayBuffer> {
  const { base, removed } = delta;
  const [head, put] = [plainHead(delta.head), delta.put.map(plainListed)];
  return new TextEncoder().encode(JSON.stringify({ format: FORMAT_VERSION, base, head, put, removed }));
}

/** The delta that `encodeDelta` wrote. Throws SnapshotError and nothing else, with the codes of `decode`. */
export function decodeDelta(bytes: Uint8Array): Delta {
  const json = parseJson(bytes);
  const format = typeof json === "object" && json !== null && "format" in json ? json.format : null;
  if (typeof format !== "number") throw new SnapshotError("not-a-snapshot");
  if (format > FORMAT_VERSION) throw new SnapshotError("newer-version");
  return whole(() => parseDelta(json));
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
    put: array(put, parseListed),
    removed: array(removed, string),
    head: parseSnapshotHead(head),
  };
  const slugs = [...delta.put.map((entry) => entry.slug), ...delta.removed];
  if (new Set(slugs).size !== slugs.length) throw new RangeError("a delta names each slug once");
  return delta;
}

function bySlug(a: Listed, b: Listed): number {
  return compareText(a.slug, b.slug);
}
