import { createEngine, type Engine } from "@mainstreet/search/engine";
import type { SnapshotHead } from "@mainstreet/search/entry";
import { type HeadFile, parseHead, type Shard } from "@mainstreet/search/head-file";
import type { Overlay } from "@mainstreet/search/overlay";
import { PLUGS } from "@mainstreet/search/plugs";
import { decodeRest, namesOf, type Snapshot } from "@mainstreet/search/snapshot";
import { foundRow, type OpenedDirectory, readBytes } from "./opened.ts";
import type { Ask, Found, FoundRow } from "./protocol.ts";

/** The directory with all that can be asked of it. */
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
  extra: ((row: number) => Pick<FoundRow, "opening" | "contact">) | null;
};

/** Makes an opened directory whole, once. Rejects when what has changed since cannot be had; the next call tries again. */
export function wholeOf(opened: OpenedDirectory): Promise<Directory> {
  opened.whole ??= read(opened).catch((error: unknown) => {
    opened.whole = null;
    throw error;
  });
  return opened.whole;
}

async function read(opened: OpenedDirectory): Promise<Directory> {
  return directoryOf(opened.folder, parseHead(opened.head), decodeRest(opened));
}

/** A directory of its snapshot and what has changed since. Rejects when that cannot be had. */
export async function directoryOf(folder: string, files: HeadFile, base: Snapshot): Promise<Directory> {
  const changes = files.delta === null ? null : await readBytes(folder, files.delta);
  const overlay = changes && (await import("./worker-delta.ts")).readOverlay(changes);
  const head = overlay?.head ?? base.head;
  const engine = createEngine([base], overlay);
  engine.plugIn(PLUGS);
  return { folder, files, engine, base, overlay, head, categories: namesOf(head), shards: new Map(), extra: null };
}

/** A row of the engine in the page's terms. RangeError for a number that is no row. */
export function rowOf(directory: Directory, row: number, distance: number | null): FoundRow {
  const from = directory.engine.origin(row);
  return { ...foundRow(from.snapshot, from.row, directory.categories), row, distance, ...directory.extra?.(row) };
}

/** The answer that the engine gives to a query, in the page's terms. */
export function found(
  directory: Directory,
  { day, offset, limit, points }: Ask,
  query: Parameters<Engine["search"]>[0],
): Omit<Found, "isPart" | "isWhole" | "place" | "category" | "choices"> {
  const result = directory.engine.search({ ...query, day, offset, limit, points });
  const rows = Array.from(result.rowNumbers, (row, i) => rowOf(directory, row, result.distances[i] ?? null));
  return { total: result.total, forgiven: result.forgiven, rows, points: result.points, pointRows: result.pointRows };
}
