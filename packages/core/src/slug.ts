import * as z from "zod";
import { fold } from "./text.ts";

const MAX = 60;

/** A stored part of an address: folded letters and digits of any script, joined by single hyphens. */
export const Slug = z
  .string()
  .max(MAX + 20)
  .regex(/^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u, "must be small letters and digits joined by hyphens");

/**
 * The part of an address that a name gives: "Zoë's Café & Bar" → "zoes-cafe-and-bar".
 * At most 60 characters, cut at a word; the fallback where nothing is left of the name.
 */
export function slugOf(name: string, fallback = "listing"): string {
  const words = fold(name).split(" ");
  let slug = "";
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if (longer.length > MAX) return slug || cut(word);
    slug = longer;
  }
  return slug || fallback;
}

/** The beginning of a word too long for an address; never half a character. */
function cut(word: string): string {
  let start = "";
  for (const character of word) {
    if (start.length + character.length > MAX) break;
    start += character;
  }
  return start;
}

/**
 * The slugs to try for a listing, best first: name, name and town, name and street, then numbers without end.
 * The first that nobody has ever had is taken for good.
 */
export function* slugCandidates(name: string, town: string, street: string): Generator<string, never> {
  const base = slugOf(name);
  yield base;
  if (town) yield `${base}-${slugOf(town)}`.slice(0, MAX + 20).replace(/-$/, "");
  if (street) yield `${base}-${slugOf(street)}`.slice(0, MAX + 20).replace(/-$/, "");
  for (let n = 2; ; n++) yield `${base}-${n}`;
}
