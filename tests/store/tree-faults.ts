import type { Category } from "@mainstreet/core/category";

/** What is wrong with a tree: two deep at most, no circles, nothing under what is gone, merges that lead somewhere. */
export function treeFaults(categories: readonly Category[]): string[] {
  const byId = new Map(categories.map((c) => [c.id, c]));
  return categories.flatMap((c) => {
    if (c.status === "merged") {
      let at: Category | undefined = c;
      for (let steps = 0; at?.mergedInto && steps < 99; steps++) at = byId.get(at.mergedInto);
      return at && at.mergedInto === null ? [] : [`${c.slug} leads nowhere`];
    }
    if (c.status === "removed" || c.parentId === null) return [];
    const parent = byId.get(c.parentId);
    if (parent?.status !== "current") return [`${c.slug} stands under ${parent?.slug}, which is ${parent?.status}`];
    return parent.parentId === null ? [] : [`${c.slug} stands three deep`];
  });
}
