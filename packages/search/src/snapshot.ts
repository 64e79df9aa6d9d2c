import { readColumns } from "./column-codec.ts";
import type { Columns } from "./columns.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { type Problem, unsealed } from "./envelope.ts";
import { parseSnapshotHead } from "./json.ts";
import type { Lists } from "./lists.ts";
import { toDegrees } from "./place.ts";
import { splitSections } from "./sections.ts";
import { changedSlug } from "./slug.ts";
import { readText } from "./strings.ts";
import { fold } from "./text.ts";

/** Bytes that are no snapshot, delta or head file, or no longer the ones that were written. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
  readonly code: Problem;

  constructor(code: Problem, options?: ErrorOptions) {
    super(`snapshot: ${code}`, options);
    this.code = code;
  }
}

/** All listings of a directory at one moment: columns for the engine, entries for people. */
export type Snapshot = Columns & {
  readonly head: SnapshotHead;
  /** The listing of a row, 0 to size − 1. RangeError for any other number. */
  entry(row: number): Entry;
  /** All listings, in the order of rows. */
  entries(): Entry[];
  slug(row: number): string;
  /** The row of a slug, or −1. The first call makes the map. */
  rowOf(slug: string): number;
};

export const MAGIC = [0x4d, 0x73, 0x74, 0xa7]; // "Mst" and a byte that no text has in this place
export const HEAD = 1; // the number of the head's section; column-codec.ts has the others

/**
 * The snapshot that `encode` wrote. Throws SnapshotError and nothing else: `not-a-snapshot` for other files,
 * `newer-version` for a format to come, `corrupt` for a snapshot that was cut or changed on its way.
 */
export function decode(bytes: Uint8Array): Snapshot {
  const payload = unsealed(MAGIC, bytes);
  if (typeof payload === "string") throw new SnapshotError(payload);
  try {
    const sections = splitSections(payload);
    const head = parseSnapshotHead(JSON.parse(readText(sections.get(HEAD) ?? new Uint8Array())));
    return withRows(readColumns(sections, categorySlugs(head)), head);
  } catch (cause) {
    throw new SnapshotError("corrupt", { cause });
  }
}

/** Columns under their head as a snapshot. */
export function withRows(columns: Columns, head: SnapshotHead): Snapshot {
  const { size, located, x, y, vocabulary, names, slugChanges, rowSlugChanges } = columns;
  let rows: Map<string, number> | null = null;

  const listed = (dictionary: readonly string[], { offsets, values }: Lists, row: number): string[] => {
    const texts: string[] = [];
    const end = offsets[row + 1] ?? 0;
    for (let i = offsets[row] ?? 0; i < end; i++) texts.push(dictionary[values[i] ?? 0] ?? "");
    return texts;
  };
  const name = (row: number): string => listed(vocabulary, names, row).join(" ");

  // Parts fold each by itself, and names share them.
  const folded: (string | undefined)[] = [];
  const foldedName = (row: number): string => {
    let text = "";
    const end = names.offsets[row + 1] ?? 0;
    for (let i = names.offsets[row] ?? 0; i < end; i++) {
      const part = names.values[i] ?? 0;
      folded[part] ??= fold(vocabulary[part] ?? "");
      if (folded[part]) text += text ? ` ${folded[part]}` : folded[part];
    }
    return text;
  };

  const slug = (row: number): string => {
    const town = columns.towns[columns.rowTowns[row] ?? 0] ?? "";
    return changedSlug(slugChanges[rowSlugChanges[row] ?? 0] ?? "", foldedName(row), town);
  };

  const entry = (row: number): Entry => {
    if (!Number.isInteger(row) || row < 0 || row >= size) throw new RangeError(`there is no row ${row}`);
    return {
      slug: slug(row),
      name: name(row),
      position: row < located ? { lat: toDegrees(y[row] ?? 0), lon: toDegrees(x[row] ?? 0) } : null,
      categories: listed(columns.categories, columns.rowCategories, row),
      town: columns.towns[columns.rowTowns[row] ?? 0] ?? "",
      tags: listed(columns.tags, columns.rowTags, row),
      featured: columns.featured[columns.rowFeatured[row] ?? 0] ?? "",
      hours: columns.hours[columns.rowHours[row] ?? 0] ?? "",
    };
  };

  return {
    ...columns,
    head,
    entry,
    entries: () => Array.from({ length: size }, (_, row) => entry(row)),
    slug,
    rowOf: (wanted) => {
      rows ??= new Map(Array.from({ length: size }, (_, row) => [slug(row), row]));
      return rows.get(wanted) ?? -1;
    },
  };
}

/** The slugs of the categories that a head names, each once. */
export function categorySlugs(head: SnapshotHead): string[] {
  return [...new Set(head.categories.map((category) => category.slug))];
}
