import { requireStaff } from "@mainstreet/core/actor";
import { OF_CHAMBER, type UploadedPicture } from "@mainstreet/core/picture";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import type { Limit } from "@mainstreet/store/limit-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import type { Table } from "@mainstreet/store/table";
import type { Write } from "@mainstreet/store/write";
import type { Pictures } from "./pictures.ts";

/**
 * Takes a picture for a listing that the actor acts for. It lies ready for the listing to name it, and is nowhere public.
 * @throws `not-found` for a listing of others; `too-many`, `busy`; `unsupported-type`, `invalid` with the reason
 */
export async function uploadPicture(
  { table, pictures }: { readonly table: Table; readonly pictures: Pictures },
  write: Write<UploadedPicture>,
  from: { readonly listingId: string; readonly bytes: Uint8Array; readonly limit: Limit },
): Promise<UploadedPicture> {
  const { listingId, bytes, limit } = from;
  const { listing } = await ChangeRequestStore.get(table, write.actor, listingId);
  await PictureStore.requireRoom(table, listingId);
  const { sized, files } = await pictures.take(bytes);
  // Looked at before the files are put there: if they are removed meanwhile, this will have changed.
  const before = await PictureStore.find(table, listingId, sized.hash);
  if (!before?.released) await pictures.keep(listingId, files);
  return PictureStore.add(table, write, { listing, sized, before }, limit);
}

/**
 * Takes a logo for the chamber, from staff. It lies ready for the chamber to name it, and is nowhere public.
 * @throws `unauthenticated`, `forbidden`; `too-many`, `busy`; `unsupported-type`, `invalid` with the reason
 */
export async function uploadLogo(
  { table, pictures }: { readonly table: Table; readonly pictures: Pictures },
  write: Write<UploadedPicture>,
  bytes: Uint8Array,
  limit: Limit,
): Promise<UploadedPicture> {
  requireStaff(write.actor);
  await PictureStore.requireRoom(table, OF_CHAMBER);
  const { sized, files } = await pictures.take(bytes);
  const before = await PictureStore.find(table, OF_CHAMBER, sized.hash);
  if (!before?.released) await pictures.keep(OF_CHAMBER, files);
  return PictureStore.addOfChamber(table, write, { sized, before }, limit);
}
