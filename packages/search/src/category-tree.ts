import type { SnapshotHead } from "./entry.ts";

/** A category and all below it, by slug. One that the head does not name has only itself; circles do no harm. */
export function withDescendants(head: SnapshotHead, slug: string): ReadonlySet<string> {
  const found = new Set([slug]);
  // A set is walked in order of insertion, what is added on the way included.
  for (const parent of found) {
    for (const category of head.categories) if (category.parent === parent) found.add(category.slug);
  }
  return found;
}
