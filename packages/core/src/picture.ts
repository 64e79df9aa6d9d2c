import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";
import { line } from "./text.ts";

/** The most photos of a listing. */
export const MOST_PHOTOS = 8;
/** The widest that a picture is kept, and the highest, in pixels. */
export const WIDEST = 1280;
export const HIGHEST = 1920;
/** The narrower copies beside it, as far as it is wider. */
export const NARROWER: readonly number[] = [320, 640];

const Pixels = z.int().min(1);

/** What names a picture: 128 bits of the SHA-256 of its files, in hexadecimal. */
export const PictureHash = z.string().regex(/^[0-9a-f]{32}$/, "must name a picture");

/** A picture as it is kept: WebP files of some widths, all of one shape. */
export const Sized = z.strictObject({
  hash: PictureHash,
  /** Of the widest file. */
  width: Pixels.max(WIDEST),
  height: Pixels.max(HIGHEST),
  /** Of each file, the narrowest first. */
  widths: z
    .array(Pixels.max(WIDEST))
    .min(1)
    .max(NARROWER.length + 1),
});
export type Sized = z.infer<typeof Sized>;

/** A picture of a listing, with what it shows in words: for those who do not see it. */
export const Picture = Sized.extend({ alt: line(200) });
export type Picture = z.infer<typeof Picture>;

/** The photos of a listing in their order. */
export const Photos = z
  .array(Picture)
  .max(MOST_PHOTOS, `may be at most ${MOST_PHOTOS} photos`)
  .refine((photos) => new Set(photos.map(({ hash }) => hash)).size === photos.length, "must have each photo once");

/** What of a listing is pictures. */
export type Pictured = { readonly logo: Picture | null; readonly photos: readonly Picture[] };

/** All pictures that something names. */
export function picturesOf({ logo, photos }: Partial<Pictured>): Picture[] {
  return [...(logo ? [logo] : []), ...(photos ?? [])];
}

/** The name of one of a picture's files. */
export function pictureFile({ hash }: Pick<Sized, "hash">, width: number): string {
  return `${hash}-${width}.webp`;
}

/** Where a picture's file lies on the site, from its root: "/media/…". */
export function mediaPath(picture: Pick<Sized, "hash">, width: number): string {
  return `/media/${pictureFile(picture, width)}`;
}

/** The width of the smallest of a picture's files. */
export function smallest({ width, widths }: Pick<Sized, "width" | "widths">): number {
  return widths[0] ?? width;
}

/**
 * How large a picture is kept: as it is, or smaller in its own shape; never larger.
 * @param width in pixels, as people see it
 */
export function keptSize(width: number, height: number): Omit<Sized, "hash"> {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  const at = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: at(width), height: at(height), widths: [...NARROWER.filter((w) => w < at(width)), at(width)] };
}

/** What stands in the place of a listing where the chamber's own logo is meant. */
export const OF_CHAMBER = "chamber";

/** A picture that somebody has uploaded for a listing: nothing of it is public until the listing names it. */
export const UploadedPicture = Sized.extend({
  /** The listing, or the chamber, whose own picture it may become. */
  listingId: z.union([idOf("listing"), z.literal(OF_CHAMBER)]),
  /** Null for somebody who was erased, and for staff's programs. */
  uploadedBy: PersonKey.nullable(),
  uploadedAt: Instant,
  /** When it is looked at next, whether its listing still names it. */
  lookAt: Instant,
  /** Nobody may name it any more: its files are being removed. */
  released: z.boolean(),
  version: z.int().min(1),
});
export type UploadedPicture = z.infer<typeof UploadedPicture>;
