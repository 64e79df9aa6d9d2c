import { deriveSlug, withTown } from "./slug.ts";

/**
 * How a slug differs from the one that the name gives: "" not at all; "@" the town's is added, as a second listing of
 * one name gets it; "+…" something else is added to it; "=…" it is another one.
 */
export function slugChange(slug: string, name: string, town: string): string {
  const derived = deriveSlug(name);
  if (slug === derived) return "";
  if (slug === withTown(derived, town)) return "@";
  return slug.startsWith(derived) ? `+${slug.slice(derived.length)}` : `=${slug}`;
}
