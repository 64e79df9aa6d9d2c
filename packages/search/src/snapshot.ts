import { readColumn } from "./column-codec.ts";
import type { Columns } from "./columns.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { readHead } from "./head-codec.ts";
import { once } from "./once.ts";
import { toDegrees } from "./place.ts";
import { readPositions } from "./positions.ts";
import { type Opened, openSnapshot } from "./read-rows.ts";
import { type Made, type Rows, rowsOf, textsOf } from "./rows.ts";
import { HOURS } from "./section-numbers.ts";
import { whole } from "./snapshot-error.ts";

/** All listings of a directory at one moment: columns for the engine, entries for people. */
export type Snapshot = Rows &
  Columns & {
    readonly head: SnapshotHead;
    /** The listing of a row, 0 to size − 1. RangeError for any other number. */
    entry(row: number): Entry;
    /** All listings, in the order of rows. */
    entries(): Entry[];
    /** The row of a slug, or −1. The first call makes the map. */
    rowOf(slug: string): number;
  };

/**
 * The snapshot that `encode` wrote. Throws SnapshotError and nothing else: `not-a-snapshot` for other files,
 * `newer-version` for a format to come, `corrupt` for a snapshot that was cut or changed on its way.
 */
export function decode(bytes: Uint8Array): Snapshot {
  return decodeRest(openSnapshot(bytes));
}

/** The whole of a snapshot that is opened; what has been indexed stays so. Throws SnapshotError and nothing else. */
export function decodeRest({ rows, sections }: Opened): Snapshot {
  return whole(() => {
    const [hours, rowHours] = readColumn(sections, HOURS, rows.size);
    return withEntries({ ...rows, ...readPositions(sections, rows.located), hours, rowHours }, readHead(sections));
  });
}

/** Columns under their head as a snapshot, with what has been made of them already. */
export function snapshotWith(columns: Columns, head: SnapshotHead, made: Made | null = null): Snapshot {
  return withEntries({ ...columns, ...rowsOf(columns, namesOf(head), made) }, head);
}

/** The names of the categories of a head, by slug. */
export function namesOf(head: SnapshotHead): Map<string, string> {
  return new Map(head.categories.map(({ slug, name }) => [slug, name]));
}

function withEntries(rows: Rows & Columns, head: SnapshotHead): Snapshot {
  const { size, located, x, y, slug } = rows;
  const entry = (row: number): Entry => {
    if (!Number.isInteger(row) || row < 0 || row >= size) throw new RangeError(`there is no row ${row}`);
    return {
      slug: slug(row),
      name: rows.name(row),
      position: row < located ? { lat: toDegrees(y[row] ?? 0), lon: toDegrees(x[row] ?? 0) } : null,
      categories: textsOf(rows.categories, rows.rowCategories, row),
      town: rows.towns[rows.rowTowns[row] ?? 0] ?? "",
      tags: textsOf(rows.tags, rows.rowTags, row),
      featured: rows.featured[rows.rowFeatured[row] ?? 0] ?? "",
      hours: rows.hours[rows.rowHours[row] ?? 0] ?? "",
    };
  };
  const bySlug = once(() => new Map(Array.from({ length: size }, (_, row) => [slug(row), row])));
  return {
    ...rows,
    head,
    entry,
    entries: () => Array.from({ length: size }, (_, row) => entry(row)),
    rowOf: (wanted) => bySlug().get(wanted) ?? -1,
  };
}
