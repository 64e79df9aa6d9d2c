import * as z from "zod";
import { fold } from "./text.ts";

const MAX = 60;

/** A stored part of an address: folded letters and digits of any script, joined by single hyphens. */
export const Slug = z
  .string()
  .max(MAX + 20)
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, "must be small letters and digits joined by hyphens")
  .refine((slug) => slug === slug.toLowerCase(), "must be in small letters");

/**
 * The part of an address that a name gives: "Zoë's Café & Bar" → "zoes-cafe-and-bar".
 * At most 60 characters, cut at a word; the fallback where nothing is left of the name.
 */
export function slugOf(name: string, fallback = "listing"): string {
  const words = fold(name).split(" ");
  let slug = "";
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if (longer.length > MAX) return slug || cut(word, MAX);
    slug = longer;
  }
  return slug || fallback;
}

/** The first so many characters, never half a one, and no hyphen at the end. */
function cut(slug: string, length: number): string {
  const start = slug.slice(0, length);
  return (start.isWellFormed() ? start : start.slice(0, -1)).replace(/-$/, "");
}

/**
 * The slugs to try for a listing, best first: name, name and town, name and street, then numbers without end.
 * The first that nobody has ever had is taken for good.
 */
export function* slugCandidates(name: string, town: string, street: string): Generator<string, never> {
  const base = slugOf(name);
  yield base;
  if (town) yield cut(`${base}-${slugOf(town)}`, MAX + 20);
  if (street) yield cut(`${base}-${slugOf(street)}`, MAX + 20);
  for (let n = 2; ; n++) yield `${base}-${n}`;
}
