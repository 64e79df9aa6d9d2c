import type { Engine } from "@mainstreet/search/engine";
import type { Entry, SnapshotHead } from "@mainstreet/search/entry";
import type { HeadFile, Shard } from "@mainstreet/search/head-file";
import type { Overlay } from "@mainstreet/search/overlay";
import type { Snapshot } from "@mainstreet/search/snapshot";
import type { Ask, Found, FoundRow } from "./protocol.ts";

/** The directory as the worker holds it. */
export type Directory = {
  /** Where its files lie. */
  readonly folder: string;
  readonly files: HeadFile;
  readonly engine: Engine;
  readonly base: Snapshot;
  readonly overlay: Overlay | null;
  readonly head: SnapshotHead;
  readonly categories: ReadonlyMap<string, string>;
  /** The parts of a large directory that are at hand, with the names of their files. */
  readonly shards: Map<Snapshot, Shard>;
  /** What rows say besides, once the second file is here. */
  extra: ((row: number, entry: Entry) => Pick<FoundRow, "opening" | "contact">) | null;
};

/** The bytes of a file. Rejects when it cannot be had. */
export async function readBytes(folder: string, file: string, cache: RequestCache = "default"): Promise<Uint8Array> {
  const response = await fetch(folder + file, { cache });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export function rowOf(directory: Directory, row: number, entry: Entry, distance: number | null): FoundRow {
  const { slug, name, categories, town, featured, position } = entry;
  return {
    row,
    slug,
    name,
    category: directory.categories.get(categories[0] ?? "") ?? "",
    town,
    featured,
    onMap: position !== null,
    distance,
    ...directory.extra?.(row, entry),
  };
}

/** The answer that the engine gives to a query, in the page's terms. */
export function found(
  directory: Directory,
  { day, offset, limit, points }: Ask,
  query: Parameters<Engine["search"]>[0],
): Omit<Found, "isPart" | "isWhole" | "place" | "category" | "choices"> {
  const result = directory.engine.search({ ...query, day, offset, limit, points });
  const rows = result.rows.map((entry, index) =>
    rowOf(directory, result.rowNumbers[index] ?? 0, entry, result.distances[index] ?? null),
  );
  return { total: result.total, forgiven: result.forgiven, rows, points: result.points, pointRows: result.pointRows };
}
