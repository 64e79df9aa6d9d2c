import { writeNumbers } from "./bytes.ts";
import { writeColumn, writeLists } from "./column-codec.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { sealed } from "./envelope.ts";
import { gather } from "./gather.ts";
import { writeHead } from "./head-codec.ts";
import { writePositions } from "./positions.ts";
import { MAGIC } from "./read-rows.ts";
import { FEATURED, FRAME, HOURS, MORE_CATEGORIES, NAMES, SLUG_CHANGES, TAGS, TOWNS } from "./section-numbers.ts";
import { joinSections } from "./sections.ts";
import { type Snapshot, snapshotWith } from "./snapshot.ts";

/**
 * Entries as the bytes of a snapshot: a pure function of the head and the set of entries, whatever their order.
 * Positions are rounded to 1e-5 degrees, everything else comes back exactly. RangeError when two entries share a slug
 * or a position is no place on earth.
 */
export function encode(entries: readonly Entry[], head: SnapshotHead): Uint8Array<ArrayBuffer> {
  const columns = gather(entries, head);
  const ofHead = new Set(head.categories.map(({ slug }) => slug)).size;
  const sections = new Map([
    ...writeHead(head),
    [FRAME, writeNumbers([columns.size, columns.located])] as const,
    ...writePositions(columns),
    ...writeLists(NAMES, columns.vocabulary, columns.names),
    ...writeLists(MORE_CATEGORIES, columns.categories, columns.rowCategories, ofHead),
    ...writeColumn(TOWNS, columns.towns, columns.rowTowns),
    ...writeLists(TAGS, columns.tags, columns.rowTags),
    ...writeColumn(HOURS, columns.hours, columns.rowHours),
    ...writeColumn(FEATURED, columns.featured, columns.rowFeatured),
    ...writeColumn(SLUG_CHANGES, columns.slugChanges, columns.rowSlugChanges),
  ]);
  return sealed(MAGIC, joinSections(sections));
}

/** The snapshot of entries, as if encoded and decoded. RangeError as for `encode`. */
export function snapshotOf(entries: readonly Entry[], head: SnapshotHead): Snapshot {
  return snapshotWith(gather(entries, head), head);
}
