import type { Category } from "@mainstreet/core/category";

/** A category with how deep it lies below the top ones. */
export type Branch = { readonly category: Category; readonly depth: number };

/** Categories as a tree that is written down line by line, each below the one it belongs to, by name. */
export function branches(categories: readonly Category[]): Branch[] {
  const known = new Set(categories.map(({ id }) => id));
  // One whose parent is gone would be nowhere: it stands at the top.
  const parentOf = ({ parentId }: Category): string | null => (parentId && known.has(parentId) ? parentId : null);
  const below = Map.groupBy(categories, parentOf);
  const walk = (parent: string | null, depth: number): Branch[] =>
    [...(below.get(parent) ?? [])]
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap((category) => [{ category, depth }, ...walk(category.id, depth + 1)]);
  return walk(null, 0);
}

/** A category and all below it, by id: none of them can become its parent. */
export function familyOf(categories: readonly Category[], id: string): ReadonlySet<string> {
  const family = new Set([id]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { id: child, parentId } of categories) if (parentId && family.has(parentId)) family.add(child);
  }
  return family;
}
