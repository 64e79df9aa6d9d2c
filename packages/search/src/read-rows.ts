import { columnOf } from "./bytes.ts";
import { check } from "./check.ts";
import { NO_LIMIT, readColumn, readLists, sectionOf } from "./column-codec.ts";
import { unsealed } from "./envelope.ts";
import { type Rows, rowsOf } from "./rows.ts";
import {
  CATEGORIES,
  CATEGORY_NAMES,
  FEATURED,
  FRAME,
  MORE_CATEGORIES,
  NAMES,
  SLUG_CHANGES,
  TAGS,
  TOWNS,
} from "./section-numbers.ts";
import { type Sections, splitSections } from "./sections.ts";
import { whole } from "./snapshot-error.ts";
import { readStrings } from "./strings.ts";

export const MAGIC = [0x4d, 0x73, 0x74, 0xa7]; // "Mst" and a byte that no text has in this place

/** What is read first of a snapshot, and the sections that hold the rest, for `decodeRest`. */
export type Opened = { readonly rows: Rows; readonly sections: Sections };

/** The rows of a snapshot, as far as words are looked for. Throws SnapshotError and nothing else, as `decode`. */
export function openSnapshot(bytes: Uint8Array): Opened {
  return whole(() => {
    const sections = splitSections(unsealed(MAGIC, bytes));
    return { sections, rows: readRows(sections) };
  });
}

function readRows(sections: Sections): Rows {
  const [size = 0, located = 0] = columnOf(sectionOf(sections, FRAME), 2, NO_LIMIT);
  const slugs = readStrings(sectionOf(sections, CATEGORIES));
  const categoryNames = readStrings(sectionOf(sections, CATEGORY_NAMES));
  check(located <= size && slugs.length === categoryNames.length);
  const [vocabulary, names] = readLists(sections, NAMES, size, []);
  const [categories, rowCategories] = readLists(sections, MORE_CATEGORIES, size, new Set(slugs));
  const [towns, rowTowns] = readColumn(sections, TOWNS, size);
  const [tags, rowTags] = readLists(sections, TAGS, size, []);
  const [featured, rowFeatured] = readColumn(sections, FEATURED, size);
  const [slugChanges, rowSlugChanges] = readColumn(sections, SLUG_CHANGES, size);
  const columns = { size, located, vocabulary, names, categories, rowCategories, towns, rowTowns, tags, rowTags };
  return rowsOf(
    { ...columns, featured, rowFeatured, slugChanges, rowSlugChanges },
    new Map(slugs.map((slug, i) => [slug, categoryNames[i] ?? ""])),
  );
}
