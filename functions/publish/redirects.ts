import { type Directory, resolveCategory } from "@mainstreet/core/directory";
import { compare } from "@mainstreet/core/text";
import { eventPath } from "./events.ts";
import { categoryPath, type Showing } from "./shown.ts";

/** Old path → present path: each leads straight to the end, never to another old one. */
export type Redirects = ReadonlyMap<string, string>;

/** Where the old addresses of listings, events and categories lead; those of something gone are left out. */
export function redirectsOf({ directory, rows }: Showing): Redirects {
  const found: [string, string][] = [];
  const shown = new Set(rows.map((row) => row.listing.id));
  for (const { listing } of rows) {
    for (const old of listing.formerSlugs) found.push([`/members/${old}/`, `/members/${listing.slug}/`]);
  }
  for (const signpost of directory.signposts.values()) {
    const end = endOf(directory, signpost.mergedInto);
    const target = end !== null && shown.has(end) ? directory.listings.get(end) : undefined;
    if (!target) continue;
    for (const old of [signpost.slug, ...signpost.formerSlugs])
      found.push([`/members/${old}/`, `/members/${target.slug}/`]);
  }
  for (const event of directory.events.values()) {
    for (const old of event.formerSlugs) found.push([eventPath(old), eventPath(event.slug)]);
  }
  for (const category of directory.categories.values()) {
    const target = resolveCategory(directory, category.id);
    if (!target) continue;
    const old = category.id === target.id ? category.formerSlugs : [category.slug, ...category.formerSlugs];
    for (const slug of old) found.push([`/directory/${slug}/`, categoryPath(target)]);
  }
  return new Map(found.sort(([a], [b]) => compare(a, b)));
}

/** The listing at the end of a chain of merges. */
function endOf(directory: Directory, id: string): string | null {
  for (let at = id, steps = 0; steps < 100; steps++) {
    const next = directory.signposts.get(at);
    if (!next) return at;
    at = next.mergedInto;
  }
  return null;
}
