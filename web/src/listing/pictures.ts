import type { Site } from "@mainstreet/core/page";
import { mediaPath, type Picture } from "@mainstreet/core/picture";
import { absoluteHref, href } from "../site/href.ts";

/** The attributes by which a browser fetches the file of a picture that fits its screen, and keeps its place before. */
export function sourcesOf(picture: Picture, site: Site) {
  const { width, height, widths } = picture;
  const at = (w: number) => href(site, mediaPath(picture, w));
  const srcset = widths.length > 1 ? widths.map((w) => `${at(w)} ${w}w`).join(", ") : undefined;
  // Whoever knows no srcset gets the middle one.
  return { src: at(widths[1] ?? width), srcset, width, height };
}

/** The whole address of a picture at its widest, for machines. */
export function wholeAddress(picture: Picture, site: Site): string {
  return absoluteHref(site, mediaPath(picture, picture.width));
}

/** How much of a row a photo takes. */
export type Share = "whole" | "half" | "third";

/** What comes before rows of three: of one photo more, of two, of none. */
const LEADING: readonly (readonly Share[])[] = [["whole", "half", "half"], ["whole"], ["half", "half"]];

/** How so many photos are laid out, so that every row is full. */
export function sharesOf(count: number): readonly Share[] {
  const leading = LEADING[count % 3] ?? [];
  return [...leading, ...Array.from({ length: count - leading.length }, () => "third" as const)];
}
