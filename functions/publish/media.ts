import { mediaPath, OF_CHAMBER, pictureFile, picturesOf, type Sized, smallest } from "@mainstreet/core/picture";
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
  /** The listings that show it; none of the chamber's own logo. */
  readonly listings: readonly string[];
};

/** What of a showing has pictures. */
export type Pictured = { readonly rows: Showing["rows"]; readonly logo: Sized | null };

/** The files of all pictures that a showing shows. Of the chamber's logo, which is above every page, the smallest does. */
export function mediaOf({ rows, logo }: Pictured): MediaFile[] {
  const files = new Map<string, MediaFile>();
  if (logo) {
    const path = mediaPath(logo, smallest(logo)).slice(1);
    files.set(path, { path, from: `${OF_CHAMBER}/${pictureFile(logo, smallest(logo))}`, listings: [] });
  }
  for (const { listing } of rows) {
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
