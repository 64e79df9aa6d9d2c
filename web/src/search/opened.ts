import type { Opened } from "@mainstreet/search/read-rows";
import type { Rows } from "@mainstreet/search/rows";
import type { Directory } from "./directory.ts";
import type { FoundRow } from "./protocol.ts";

/** The directory as far as the first words typed need it. */
export type OpenedDirectory = Opened & {
  /** Where its files lie. */
  readonly folder: string;
  /** The text of its head file. */
  readonly head: string;
  /** All that can be asked of it, once anything else was; see directory.ts. */
  whole: Promise<Directory> | null;
};

/** The bytes of a file. Rejects when it cannot be had. */
export async function readBytes(folder: string, file: string, cache: RequestCache = "default"): Promise<Uint8Array> {
  const response = await fetch(folder + file, { cache });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A row in the page's terms, with names of categories by slug. */
export function foundRow(rows: Rows, row: number, categoryNames: ReadonlyMap<string, string>): FoundRow {
  const { rowCategories, categories, towns, rowTowns, featured, rowFeatured, located } = rows;
  const { offsets, values } = rowCategories;
  const first = offsets[row] ?? 0;
  const category = first < (offsets[row + 1] ?? 0) ? (categories[values[first] ?? 0] ?? "") : "";
  return {
    row,
    slug: rows.slug(row),
    name: rows.name(row),
    category: categoryNames.get(category) ?? "",
    town: towns[rowTowns[row] ?? 0] ?? "",
    featured: featured[rowFeatured[row] ?? 0] ?? "",
    onMap: row < located,
    distance: null,
  };
}
