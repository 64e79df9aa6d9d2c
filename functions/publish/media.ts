import { mediaPath, pictureFile, picturesOf } from "@mainstreet/core/picture";
import type { Showing } from "./shown.ts";

/** Where the pictures lie that were uploaded, by listing: whatever is not shown stays there. */
export type Media = {
  /** The bytes of a file, or undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
};

/** A file of a picture that a site shows. */
export type MediaFile = {
  /** On the site: "media/…". */
  readonly path: string;
  /** Where it is copied from. */
  readonly from: string;
  /** The listings that show it. */
  readonly listings: readonly string[];
};

/** The files of all pictures that a showing shows. */
export function mediaOf(showing: Pick<Showing, "rows">): MediaFile[] {
  const files = new Map<string, MediaFile>();
  for (const { listing } of showing.rows) {
    for (const picture of picturesOf(listing)) {
      for (const width of picture.widths) {
        const path = mediaPath(picture, width).slice(1);
        const listings = [...(files.get(path)?.listings ?? []), listing.id];
        files.set(path, { path, from: `${listing.id}/${pictureFile(picture, width)}`, listings });
      }
    }
  }
  return [...files.values()];
}

/** Whether a path of a site is that of a picture. */
export function isMedia(path: string): boolean {
  return path.startsWith("media/");
}
