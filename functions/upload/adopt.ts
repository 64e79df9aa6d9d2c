import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import { type Pictured, pictureFile, picturesOf, type UploadedPicture } from "@mainstreet/core/picture";
import * as PictureStore from "@mainstreet/store/picture-store";
import type { Table } from "@mainstreet/store/table";
import type { Pictures } from "./pictures.ts";

/**
 * Puts the files of one listing's pictures beside those of another, which is to take them over.
 * @param wanted what it is to name; pictures that it has already, or that neither has, are left to whoever stores it
 * @param now milliseconds since 1970
 * @returns the pictures as they are to be stored for it
 * @throws `busy`, `too-many`
 */
export async function adoptPictures(
  { table, pictures }: { readonly table: Table; readonly pictures: Pictures },
  { from, into }: { readonly from: string; readonly into: string },
  wanted: { readonly [K in keyof Pictured]?: Pictured[K] | undefined },
  now: number,
): Promise<readonly UploadedPicture[]> {
  const adopted: UploadedPicture[] = [];
  for (const hash of new Set(
    picturesOf({ logo: wanted.logo ?? null, photos: wanted.photos ?? [] }).map((picture) => picture.hash),
  )) {
    const [there, here] = await Promise.all([
      PictureStore.find(table, from, hash),
      PictureStore.find(table, into, hash),
    ]);
    if (here?.released) throw new ChamberError("busy", "A picture is being removed just now. Try again in a moment.");
    if (here || !there || there.released) continue;
    await PictureStore.requireRoom(table, into);
    const files = new Map<string, Uint8Array>();
    for (const width of there.widths) {
      const bytes = await pictures.read(from, there, width);
      if (bytes) files.set(pictureFile(there, width), bytes);
    }
    if (files.size < there.widths.length) continue;
    await pictures.keep(into, files);
    adopted.push({ ...there, listingId: into, lookAt: instant(now + PictureStore.KEPT_MS), version: 1 });
  }
  return adopted;
}
