import type { CategoryName } from "@mainstreet/search/entry";
import type { Choice } from "./protocol.ts";

/**
 * Categories as a list to choose from, each below its parent, siblings by name, with how many listings it holds.
 * @param within Only those below this category, "" for all.
 */
export function categoryChoices(
  categories: readonly CategoryName[],
  counts: ReadonlyMap<string, number>,
  within: string,
): Choice[] {
  const below = (parent: string | null, depth: number): Choice[] =>
    categories
      .filter((category) => category.parent === parent)
      .toSorted((a, b) => compare(a.name, b.name))
      .flatMap(({ slug, name }) => [
        { value: slug, name, depth, count: counts.get(slug) ?? 0 },
        // Deeper than there are categories goes only what is its own parent.
        ...(depth < categories.length ? below(slug, depth + 1) : []),
      ]);
  return below(within || null, 0);
}

/** Towns by name. */
export function townChoices(counts: ReadonlyMap<string, number>): Choice[] {
  return [...counts]
    .map(([name, count]) => ({ value: name, name, depth: 0, count }))
    .toSorted((a, b) => compare(a.name, b.name));
}

/** Tags, those of most listings first. */
export function tagChoices(counts: ReadonlyMap<string, number>): Choice[] {
  return [...counts]
    .map(([name, count]) => ({ value: name, name, depth: 0, count }))
    .toSorted((a, b) => b.count - a.count || compare(a.name, b.name));
}

/** Whether a category is another one, or anywhere below it. */
export function isBelow(categories: readonly CategoryName[], slug: string, ancestor: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = slug; at !== null && !seen.has(at); ) {
    if (at === ancestor) return true;
    seen.add(at);
    at = categories.find((category) => category.slug === at)?.parent ?? null;
  }
  return false;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en");
}
