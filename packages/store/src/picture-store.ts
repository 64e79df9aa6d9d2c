import type { Actor } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import {
  OF_CHAMBER,
  type Picture,
  type Pictured,
  picturesOf,
  type Sized,
  UploadedPicture,
} from "@mainstreet/core/picture";
import { listingKey, memberKey, pictureIndex, pictureKey, picturesOfListing } from "./directory-keys.ts";
import type { Limit } from "./limit-store.ts";
import { withinLimit } from "./limited.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** How long a picture stays that its listing does not name, in milliseconds; then it is looked at again, as often. */
export const KEPT_MS = 48 * 60 * 60 * 1000;
/** The most pictures that lie ready for a listing, those that it shows among them. */
const MOST = 60;

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};
const IS_THERE: Condition = {
  expression: "#status IN (:published, :hidden)",
  names: { "#status": "status" },
  values: { ":published": "published", ":hidden": "hidden" },
};

/** A picture that was uploaded for a listing, or null. */
export async function find(table: Table, listingId: string, hash: string): Promise<UploadedPicture | null> {
  const item = await table.get(pictureKey(listingId, hash));
  return item ? UploadedPicture.parse(entityOf(item)) : null;
}

/** The pictures that lie ready for a listing. */
async function list(table: Table, listingId: string): Promise<UploadedPicture[]> {
  const { items } = await table.query(picturesOfListing(listingId));
  return items.map((item) => UploadedPicture.parse(entityOf(item)));
}

/** Finds room for one more picture. @throws `too-many` */
export async function requireRoom(table: Table, listingId: string): Promise<void> {
  if ((await list(table, listingId)).length < MOST) return;
  throw new ChamberError("too-many", "Many pictures of this listing lie here unused. They are gone in two days.");
}

/**
 * Notes that a picture was uploaded, whose files are in their place.
 * @param before as it was found before its files were put there: somebody may have uploaded the same, or be removing it
 * @throws `busy`, `too-many`, `not-found` when listing or member is gone
 */
export async function add(
  table: Table,
  write: Write<UploadedPicture>,
  { listing, sized, before }: { listing: Listing; sized: Sized; before: UploadedPicture | null },
  limit: Limit,
): Promise<UploadedPicture> {
  if (before?.released) throw busy();
  const picture = uploaded(write, listing.id, sized, before);
  const steps: Action[] = [
    put(picture, before),
    { check: listingKey(listing.id), when: IS_THERE },
    { check: memberKey(listing.memberId), when: IS_CURRENT },
  ];
  return withinLimit(table, write, limit, steps.length, async (take) => {
    try {
      return await commit(table, write, [...steps, take], picture);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.failed(0)) throw busy(error);
      if (error.failed(1) || error.failed(2)) throw new ChamberError("not-found", "There is no such listing.");
      throw error;
    }
  });
}

/** Notes that a logo of the chamber was uploaded, whose files are in their place. @throws `busy`, `too-many` */
export async function addOfChamber(
  table: Table,
  write: Write<UploadedPicture>,
  { sized, before }: { sized: Sized; before: UploadedPicture | null },
  limit: Limit,
): Promise<UploadedPicture> {
  if (before?.released) throw busy();
  const picture = uploaded(write, OF_CHAMBER, sized, before);
  return withinLimit(table, write, limit, 1, async (take) => {
    try {
      return await commit(table, write, [put(picture, before), take], picture);
    } catch (error) {
      throw error instanceof Refused && error.failed(0) ? busy(error) : error;
    }
  });
}

function uploaded(
  { actor, now }: Write<UploadedPicture>,
  listingId: UploadedPicture["listingId"],
  sized: Sized,
  before: UploadedPicture | null,
): UploadedPicture {
  return {
    ...sized,
    listingId,
    uploadedBy: keyOf(actor),
    uploadedAt: instant(now),
    lookAt: instant(now + KEPT_MS),
    released: false,
    version: (before?.version ?? 0) + 1,
  };
}

/** The step that stores a picture: a new one, or the successor of a version. */
export function put(picture: UploadedPicture, before: UploadedPicture | null): Action {
  const { listingId, hash, lookAt } = picture;
  return {
    put: { ...pictureKey(listingId, hash), ...pictureIndex(lookAt, listingId, hash), kind: "picture", ...picture },
    when: before ? atVersion(before.version) : ABSENT,
  };
}

/**
 * The steps that check that a listing may name pictures: each was uploaded for it, is of the size that is said, and stays.
 * @throws `invalid` when one may not be named
 */
export async function checksOf(
  table: Table,
  listingId: string,
  change: { readonly [K in keyof Pictured]?: Pictured[K] | undefined },
): Promise<Action[]> {
  const named = picturesOf({ logo: change.logo ?? null, photos: change.photos ?? [] });
  if (named.length === 0) return [];
  const items = await table.getMany(named.map(({ hash }) => pictureKey(listingId, hash)));
  const uploaded = new Map(items.map((item) => UploadedPicture.parse(entityOf(item))).map((p) => [p.hash, p]));
  const isRight = (picture: Picture) => {
    const own = uploaded.get(picture.hash);
    return own !== undefined && !own.released && shape(own) === shape(picture);
  };
  const wrong = [
    ...(change.logo && !isRight(change.logo) ? ["logo"] : []),
    ...(change.photos ?? []).flatMap((photo, i) => (isRight(photo) ? [] : [`photos.${i}`])),
  ];
  if (wrong.length > 0) {
    const message = "must be uploaded again";
    const fields = wrong.map((path) => ({ path, message }));
    throw new ChamberError("invalid", "A picture is not here any more. Upload it again.", { fields });
  }
  return [...uploaded.values()].map(({ hash, version }) => ({
    check: pictureKey(listingId, hash),
    when: atVersion(version),
  }));
}

function shape({ width, height, widths }: Sized): string {
  return JSON.stringify([width, height, widths]);
}

function keyOf(actor: Actor): string | null {
  return actor.kind === "person" ? actor.personKey : null;
}

function busy(cause?: unknown): ChamberError {
  return new ChamberError("busy", "This picture is being put away or removed just now. Try again in a moment.", {
    cause,
  });
}
