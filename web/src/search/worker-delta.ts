import { decodeDelta } from "@mainstreet/search/delta";
import { type Overlay, overlayOf } from "@mainstreet/search/overlay";

/** What has changed since the snapshot, from the bytes of a delta. Throws SnapshotError. */
export function readOverlay(bytes: Uint8Array): Overlay {
  return overlayOf(decodeDelta(bytes));
}
