import { crc32 } from "./checksum.ts";
import { readColumns, writeColumns } from "./column-codec.ts";
import type { Columns } from "./columns.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { gather } from "./gather.ts";
import { parseSnapshotHead } from "./json.ts";
import type { Lists } from "./lists.ts";
import { toDegrees } from "./place.ts";
import { joinSections, splitSections } from "./sections.ts";
import { deriveSlug } from "./slug.ts";
import { readText } from "./strings.ts";

/** Why bytes cannot be read; `newer-version` means that a newer program can. */
export type SnapshotProblem = "not-a-snapshot" | "newer-version" | "corrupt";

/** Bytes that are no snapshot, delta or head file, or no longer the ones that were written. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
  readonly code: SnapshotProblem;

  constructor(code: SnapshotProblem, options?: ErrorOptions) {
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

const MAGIC = [0x4d, 0x73, 0x74, 0xa7]; // "Mst" and a byte that no text has in this place
const FORMAT_VERSION = 1;
const HEADER_LENGTH = 13;
const HEAD = 1; // the number of the head's section; column-codec.ts has the others

/**
 * Entries as the bytes of a snapshot: a pure function of the head and the set of entries, whatever their order.
 * Positions are rounded to 1e-5 degrees, everything else comes back exactly. RangeError when two entries share a slug,
 * a position is no place on earth, or a level is not a whole number from 0 to 7.
 */
export function encode(entries: readonly Entry[], head: SnapshotHead): Uint8Array<ArrayBuffer> {
  const headSlugs = categorySlugs(head);
  const headBytes = new TextEncoder().encode(JSON.stringify(plainHead(head)));
  const payload = joinSections(new Map([[HEAD, headBytes], ...writeColumns(gather(entries, head), headSlugs.length)]));

  const bytes = new Uint8Array(HEADER_LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint8(4, FORMAT_VERSION);
  view.setUint32(5, payload.length, true);
  view.setUint32(9, crc32(payload), true);
  bytes.set(payload, HEADER_LENGTH);
  return bytes;
}

/**
 * The snapshot that `encode` wrote. Throws SnapshotError and nothing else: `not-a-snapshot` for other files,
 * `newer-version` for a format to come, `corrupt` for a snapshot that was cut or changed on its way.
 */
export function decode(bytes: Uint8Array): Snapshot {
  const payload = checkedPayload(bytes);
  try {
    const sections = splitSections(payload);
    const head = parseSnapshotHead(JSON.parse(readText(sections.get(HEAD) ?? new Uint8Array())));
    return withRows(readColumns(sections, categorySlugs(head)), head);
  } catch (cause) {
    throw new SnapshotError("corrupt", { cause });
  }
}

/** The snapshot of entries, as if encoded and decoded. RangeError as for `encode`. */
export function snapshotOf(entries: readonly Entry[], head: SnapshotHead): Snapshot {
  return withRows(gather(entries, head), head);
}

function checkedPayload(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_LENGTH) {
    const begun = bytes.length > 0 && MAGIC.every((byte, i) => i >= bytes.length || bytes[i] === byte);
    throw new SnapshotError(begun ? "corrupt" : "not-a-snapshot");
  }
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new SnapshotError("not-a-snapshot");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Before the checksum: a newer format may be checked in another way.
  if (view.getUint8(4) > FORMAT_VERSION) throw new SnapshotError("newer-version");
  const payload = bytes.subarray(HEADER_LENGTH);
  const isWhole = view.getUint32(5, true) === payload.length && view.getUint32(9, true) === crc32(payload);
  if (view.getUint8(4) !== FORMAT_VERSION || !isWhole) throw new SnapshotError("corrupt");
  return payload;
}

function withRows(columns: Columns, head: SnapshotHead): Snapshot {
  const { size, located, x, y, vocabulary, names, slugChanges, rowSlugChanges } = columns;
  let rows: Map<string, number> | null = null;

  const listed = (dictionary: readonly string[], { offsets, values }: Lists, row: number): string[] => {
    const texts: string[] = [];
    const end = offsets[row + 1] ?? 0;
    for (let i = offsets[row] ?? 0; i < end; i++) texts.push(dictionary[values[i] ?? 0] ?? "");
    return texts;
  };
  const name = (row: number): string => listed(vocabulary, names, row).join(" ");

  const slug = (row: number): string => {
    const change = slugChanges[rowSlugChanges[row] ?? 0] ?? "";
    if (change.startsWith("=")) return change.slice(1);
    return deriveSlug(name(row)) + change.slice(1);
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
      level: columns.levels[row] ?? 0,
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

function categorySlugs(head: SnapshotHead): string[] {
  return [...new Set(head.categories.map((category) => category.slug))];
}

/** The head without any field that a caller's object may have besides. */
function plainHead(head: SnapshotHead): SnapshotHead {
  return { categories: head.categories.map(({ slug, name, parent }) => ({ slug, name, parent })) };
}
