import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { OF_CHAMBER, type Pictured, picturesOf, type Sized, UploadedPicture } from "@mainstreet/core/picture";
import * as ChamberStore from "./chamber-store.ts";
import { pendingOf } from "./change-request-items.ts";
import { chamberKey, listingKey, pictureKey, picturesPartition } from "./directory-keys.ts";
import { KEPT_MS, put } from "./picture-store.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

const AT_ONCE = 50;

/** Pictures that are to be looked at by now, the longest due first. Read through the index. @param now milliseconds since 1970 */
export async function listDue(table: Table, now: number): Promise<UploadedPicture[]> {
  const { items } = await table.query(picturesPartition(), { index: true, limit: AT_ONCE });
  return items.map((item) => UploadedPicture.parse(entityOf(item))).filter(({ lookAt }) => lookAt <= instant(now));
}

/**
 * Looks whether a listing, or what waits of it, still names a picture. One that nobody names is released: from then on
 * nobody can name it, and its files may go.
 * @returns the released picture, or null when it stays or somebody else was at it
 */
export async function release(table: Table, picture: UploadedPicture, now: number): Promise<UploadedPicture | null> {
  if (picture.released) return picture;
  const { listingId, hash, version } = picture;
  const { named, asItWas } = listingId === OF_CHAMBER ? await ofChamber(table) : await ofListing(table, listingId);
  const isNamed = named.some((one) => one.hash === hash);
  const next = { ...picture, released: !isNamed, lookAt: instant(now + (isNamed ? KEPT_MS : 0)), version: version + 1 };
  try {
    await table.transact([put(next, picture), ...(isNamed ? [] : [asItWas])]);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
  return isNamed ? null : next;
}

/** What names pictures, and the check that it still names just these. */
type Naming = { readonly named: readonly Sized[]; readonly asItWas: Action };

async function ofListing(table: Table, id: string): Promise<Naming> {
  const item = await table.get(listingKey(id));
  const listing = item ? Listing.parse(entityOf(item)) : null;
  // Read after the listing, whose version is the lock on what waits too.
  const pending = await pendingOf(table, id);
  const wanted: Partial<Pictured> = {
    logo: pending?.fields.logo?.after ?? null,
    photos: pending?.fields.photos?.after ?? [],
  };
  const named = [...(listing ? picturesOf(listing) : []), ...picturesOf(wanted)];
  return { named, asItWas: { check: listingKey(id), when: listing ? atVersion(listing.version) : ABSENT } };
}

async function ofChamber(table: Table): Promise<Naming> {
  const chamber = await ChamberStore.find(table);
  const named = chamber?.logo ? [chamber.logo] : [];
  return { named, asItWas: { check: chamberKey(), when: chamber ? atVersion(chamber.version) : ABSENT } };
}

/** Forgets a released picture, whose files are gone. */
export async function forget(table: Table, { listingId, hash, version }: UploadedPicture): Promise<void> {
  try {
    await table.transact([{ remove: pictureKey(listingId, hash), when: atVersion(version) }]);
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof Refused)) throw error;
  }
}
