import type { Lists } from "./lists.ts";
import type { FacetCounter } from "./plug.ts";
import type { Facets } from "./query.ts";
import type { Segment } from "./segment.ts";

/** A column as facets count it: what each of its numbers counts for, itself not included unless it is named. */
type Counted = { readonly lists: Lists; readonly names: readonly string[]; readonly countsFor: readonly number[][] };

type Kind = "categories" | "towns" | "tags";

const known = new WeakMap<Segment, Readonly<Record<Kind, Counted>>>();

/** Counts rows by category, town and tag, and by whether they are open where `openMarks` tells. */
export function countFacets(openMarks: ((segment: Segment) => Uint8Array) | null): FacetCounter {
  const counts = {
    categories: new Map<string, number>(),
    towns: new Map<string, number>(),
    tags: new Map<string, number>(),
  };
  let open = 0;
  return {
    add(segment, count) {
      const rows = segment.matched.subarray(0, count);
      const columns = known.get(segment) ?? columnsOf(segment);
      known.set(segment, columns);
      for (const kind of ["categories", "towns", "tags"] as const) countColumn(columns[kind], rows, counts[kind]);
      if (openMarks) {
        const marks = openMarks(segment);
        for (const row of rows) open += marks[segment.snapshot.rowHours[row] ?? 0] ?? 0;
      }
    },
    facets: (): Facets => ({ ...counts, open: openMarks && open }),
  };
}

function countColumn({ lists, names, countsFor }: Counted, rows: Uint32Array, into: Map<string, number>): void {
  const { offsets, values } = lists;
  const counts = new Uint32Array(names.length);
  // The place in `rows` that each name was last counted for: no row counts twice for one name.
  const lastCounted = new Uint32Array(names.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    const end = offsets[row + 1] ?? 0;
    for (let i = offsets[row] ?? 0; i < end; i++) {
      for (const name of countsFor[values[i] ?? 0] ?? []) {
        if (lastCounted[name] === place + 1) continue;
        lastCounted[name] = place + 1;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
  }
  counts.forEach((count, name) => {
    const text = names[name] ?? "";
    if (count > 0 && text !== "") into.set(text, (into.get(text) ?? 0) + count);
  });
}

function columnsOf({ snapshot, head }: Segment): Readonly<Record<Kind, Counted>> {
  const { categories, rowCategories, towns, rowTowns, tags, rowTags } = snapshot;
  const offsets = Uint32Array.from({ length: snapshot.size + 1 }, (_, row) => row);
  const oneEach = (lists: Lists, names: readonly string[]): Counted => ({
    lists,
    names,
    countsFor: names.map((_, number) => [number]),
  });

  const slugs = [...new Set([...categories, ...head.categories.flatMap(({ slug, parent }) => [slug, parent ?? slug])])];
  const numbers = new Map(slugs.map((slug, number) => [slug, number]));
  const withAncestors = (slug: string): number[] => {
    const found = new Set([slug]);
    for (const below of found) {
      for (const category of head.categories) {
        if (category.slug === below && category.parent !== null) found.add(category.parent);
      }
    }
    return [...found].map((each) => numbers.get(each) ?? 0);
  };
  return {
    categories: { lists: rowCategories, names: slugs, countsFor: categories.map(withAncestors) },
    towns: oneEach({ offsets, values: rowTowns }, towns),
    tags: oneEach(rowTags, tags),
  };
}
