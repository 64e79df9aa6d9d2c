import type { Picture } from "@mainstreet/core/picture";
import { root } from "./api.ts";
import { make } from "./dom.ts";

/** A picture of a listing, public or not, as those see it who may change it. */
export function pictureView(listingId: string, { hash, width, height, alt }: Picture): HTMLImageElement {
  const src = `${root()}account/listings/${listingId}/pictures/${hash}`;
  return make("img", { class: "picture", src, alt, width: String(width), height: String(height), loading: "lazy" });
}

/** The pictures that a field names, or none for another field. */
export function picturesIn(field: string, value: unknown): readonly Picture[] {
  if (field !== "logo" && field !== "photos") return [];
  return [value].flat().filter(isPicture);
}

function isPicture(value: unknown): value is Picture {
  return typeof value === "object" && value !== null && "hash" in value;
}
