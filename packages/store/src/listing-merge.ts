import { requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import type { Listing, ListingChange } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { type Pictured, picturesOf, type Sized, type UploadedPicture } from "@mainstreet/core/picture";
import * as BatchStore from "./batch-store.ts";
import { categoryChecks, get, put, refusal } from "./listing-store.ts";
import * as PictureStore from "./picture-store.ts";
import { type Action, Refused, type Table } from "./table.ts";
import { commit, stale, type Write } from "./write.ts";

/** The listing that another is merged into, as it was seen, and what of the other it takes over. */
export type Survivor = {
  readonly id: string;
  readonly version: number;
  readonly take: Omit<ListingChange, "slug">;
  /** Pictures of the other listing whose files were put beside the survivor's own: they are its own from now on. */
  readonly adopted: readonly UploadedPicture[];
};

/**
 * Makes one listing a signpost to another, which takes over some of its fields: one transaction, under the versions at which
 * both were seen, remembered so that it can be undone.
 * @returns the merged listing
 * @throws `invalid`, `stale`, `not-found`
 */
export async function mergeTaking(
  table: Table,
  write: Write<Listing>,
  which: { readonly id: string; readonly version: number },
  survivor: Survivor,
): Promise<Listing> {
  requireStaff(write.actor);
  if (which.id === survivor.id) throw new ChamberError("invalid", "A listing cannot be merged into itself.");
  const [current, into] = await Promise.all([get(table, which.id), get(table, survivor.id)]);
  if (current.version !== which.version || into.version !== survivor.version) throw stale();
  if (current.status === "merged") throw new ChamberError("not-found", "This listing was merged into another one.");
  if (into.status === "merged" || into.status === "removed")
    throw new ChamberError("invalid", "The listing to merge into is itself gone.");
  const { take, adopted } = survivor;
  const at = instant(write.now);
  const merged: Listing = {
    ...{ ...current, status: "merged", mergedInto: into.id, logo: null, photos: [] },
    ...{ version: current.version + 1, updatedAt: at },
  };
  const kept: Listing = applied(into, { ...take, version: into.version + 1, updatedAt: at });
  const added = kept.categories.filter((id) => !into.categories.includes(id));
  const batch = BatchStore.draft(write, { of: "merge", title: `${current.name} → ${into.name}` });
  const changes = [
    { of: "listing" as const, before: current, after: merged },
    { of: "listing" as const, before: into, after: kept },
  ];
  const steps: Action[] = [
    put(merged, current.version),
    put(kept, into.version),
    ...categoryChecks(added),
    ...(await PictureStore.checksOf(table, into.id, withoutAdopted(take, adopted))),
    ...adopted.map((picture) => PictureStore.put(picture, null)),
    ...BatchStore.remember(batch, [changes], write.now).actions,
  ];
  try {
    return await commit(table, write, steps, merged);
  } catch (error) {
    if (error instanceof Refused && (error.failed(0) || error.failed(1))) throw stale(error);
    throw refusal(error, { categories: added }, 2, false);
  }
}

/** What of a change names pictures that the survivor has of its own. @throws `invalid` where another size is said */
function withoutAdopted(take: Survivor["take"], adopted: readonly UploadedPicture[]): Pictured {
  const sizes = new Map(adopted.map((picture) => [picture.hash, sizeOf(picture)]));
  const named: Pictured = { logo: take.logo ?? null, photos: take.photos ?? [] };
  if (picturesOf(named).some((picture) => sizes.has(picture.hash) && sizes.get(picture.hash) !== sizeOf(picture)))
    throw new ChamberError("invalid", "A picture is not of the size that is said.");
  return {
    logo: named.logo && sizes.has(named.logo.hash) ? null : named.logo,
    photos: named.photos.filter(({ hash }) => !sizes.has(hash)),
  };
}

function sizeOf({ width, height, widths }: Sized): string {
  return JSON.stringify([width, height, widths]);
}
