import { isMedia, mediaOf } from "./media.ts";
import type { Plan } from "./plan.ts";
import { SNAPSHOT_FOLDER } from "./snapshot-files.ts";
import type { State } from "./state.ts";

/** A file that nothing names any more. */
type Superseded = State["superseded"][number];

/** Files that nothing names any more stay so long for pages that are open in somebody's browser, in milliseconds. */
export const KEPT_MS = 48 * 60 * 60 * 1000;

/**
 * The files that are superseded now and may stay: those of the snapshot, those of the web build, and pictures that a
 * listing has taken off while it is still there.
 * @param from.gone paths of the site that are not in its plan any more
 * @param from.released files of the snapshot that its head no longer names
 * @param from.shown the ids of the listings that the site shows
 */
export function supersededOf(from: {
  readonly gone: readonly string[];
  readonly released: readonly string[];
  readonly old: Plan | null;
  readonly shown: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}): Superseded[] {
  const { gone, released, old, shown, now: since } = from;
  const media =
    old && gone.some(isMedia) ? mediaOf({ rows: old.showing.rows, logo: old.showing.directory.chamber.logo }) : [];
  // The chamber's own logo was nobody's but the chamber's, which is still there.
  const owners = new Map(
    media.map(({ path, listings }) => [path, listings.length === 0 ? null : listings.find((id) => shown.has(id))]),
  );
  const files: Superseded[] = released.map((path) => ({ path, since, listing: null }));
  for (const path of gone) {
    const owner = owners.get(path);
    if (owner !== undefined) files.push({ path, since, listing: owner });
    else if (path.startsWith("_a/") || /^theme-[0-9a-f]+\.css$/.test(path)) files.push({ path, since, listing: null });
  }
  return files;
}

/**
 * Superseded files as those that stay a while and those that go at once: what said something of a listing that has left.
 * @param now.hasLeft whether any listing has, or may have, left the site: then each snapshot of before may name it
 */
export function divided(
  files: readonly Superseded[],
  now: { readonly shown: ReadonlySet<string>; readonly hasLeft: boolean },
): { kept: Superseded[]; over: string[] } {
  const stays = ({ path, listing }: Superseded) =>
    path.startsWith(SNAPSHOT_FOLDER) ? !now.hasLeft : listing === null || now.shown.has(listing);
  return { kept: files.filter(stays), over: files.flatMap((file) => (stays(file) ? [] : [file.path])) };
}
