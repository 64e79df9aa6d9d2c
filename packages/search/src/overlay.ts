import type { Delta } from "./delta.ts";
import type { Details } from "./details.ts";
import { snapshotOf } from "./encode.ts";
import type { SnapshotHead } from "./entry.ts";
import type { Snapshot } from "./snapshot.ts";

/** A delta as an engine lays it over snapshots. */
export type Overlay = {
  readonly head: SnapshotHead;
  /** The listings that are new or differ. */
  readonly snapshot: Snapshot;
  /** Slugs that stand for nothing in the snapshots below. */
  readonly replaced: ReadonlySet<string>;
  /** The contacts of `snapshot`. */
  readonly details: Details;
};

/** A delta made ready to be searched. */
export function overlayOf({ head, put, removed }: Delta): Overlay {
  const snapshot = snapshotOf(put, head);
  const bySlug = new Map(put.map(({ slug, street, phone, website }) => [slug, { street, phone, website }]));
  return {
    head,
    snapshot,
    replaced: new Set([...removed, ...bySlug.keys()]),
    details: { contact: (row) => bySlug.get(snapshot.slug(row)) ?? { street: "", phone: "", website: "" } },
  };
}
