import { writeColumns } from "./column-codec.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { sealed } from "./envelope.ts";
import { gather } from "./gather.ts";
import { plainHead } from "./plain.ts";
import { joinSections } from "./sections.ts";
import { categorySlugs, HEAD, MAGIC, type Snapshot, withRows } from "./snapshot.ts";

/**
 * Entries as the bytes of a snapshot: a pure function of the head and the set of entries, whatever their order.
 * Positions are rounded to 1e-5 degrees, everything else comes back exactly. RangeError when two entries share a slug
 * or a position is no place on earth.
 */
export function encode(entries: readonly Entry[], head: SnapshotHead): Uint8Array<ArrayBuffer> {
  const headSlugs = categorySlugs(head);
  const headBytes = new TextEncoder().encode(JSON.stringify(plainHead(head)));
  return sealed(
    MAGIC,
    joinSections(new Map([[HEAD, headBytes], ...writeColumns(gather(entries, head), headSlugs.length)])),
  );
}

/** The snapshot of entries, as if encoded and decoded. RangeError as for `encode`. */
export function snapshotOf(entries: readonly Entry[], head: SnapshotHead): Snapshot {
  return withRows(gather(entries, head), head);
}
