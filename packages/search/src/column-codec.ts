import { columnOf, readNumbers, writeNumbers } from "./bytes.ts";
import { check } from "./check.ts";
import type { Columns } from "./columns.ts";
import { fromHilbert, MAX_BITS, type Square, squareOf, toHilbert } from "./hilbert.ts";
import { type Lists, lengthsOf, offsetsOf } from "./lists.ts";
import { MAX_X, MAX_Y } from "./place.ts";
import type { Sections } from "./sections.ts";
import { readStrings, writeStrings } from "./strings.ts";

// Numbers of sections in a file: part of the format, see the README.
const FRAME = 2;
const POSITIONS = 3;
const VOCABULARY = 4;
const NAME_LENGTHS = 5;
const NAMES = 6;
const MORE_CATEGORIES = 7;
const CATEGORY_COUNTS = 8;
const ROW_CATEGORIES = 9;
const TOWNS = 10;
const ROW_TOWNS = 11;
const TAGS = 12;
const TAG_COUNTS = 13;
const ROW_TAGS = 14;
const HOURS = 15;
const ROW_HOURS = 16;
const FEATURED = 17;
const ROW_FEATURED = 18;
const SLUG_CHANGES = 19;
const ROW_SLUG_CHANGES = 20;

const NO_LIMIT = 2 ** 32;

/** Columns as sections. The first `headCategories` categories are not written, the head names them. */
export function writeColumns(columns: Columns, headCategories: number): [id: number, bytes: Uint8Array][] {
  const { left, bottom, bits } = squareOf(columns.x, columns.y);
  return [
    [FRAME, writeNumbers([columns.size, columns.located, left + MAX_X, bottom + MAX_Y, bits])],
    [POSITIONS, writePositions(columns, { left, bottom, bits })],
    [VOCABULARY, writeStrings(columns.vocabulary)],
    [NAME_LENGTHS, writeNumbers(lengthsOf(columns.names))],
    [NAMES, writeNumbers(columns.names.values)],
    [MORE_CATEGORIES, writeStrings(columns.categories.slice(headCategories))],
    [CATEGORY_COUNTS, writeNumbers(lengthsOf(columns.rowCategories))],
    [ROW_CATEGORIES, writeNumbers(columns.rowCategories.values)],
    [TOWNS, writeStrings(columns.towns)],
    [ROW_TOWNS, writeNumbers(columns.rowTowns)],
    [TAGS, writeStrings(columns.tags)],
    [TAG_COUNTS, writeNumbers(lengthsOf(columns.rowTags))],
    [ROW_TAGS, writeNumbers(columns.rowTags.values)],
    [HOURS, writeStrings(columns.hours)],
    [ROW_HOURS, writeNumbers(columns.rowHours)],
    [FEATURED, writeStrings(columns.featured)],
    [ROW_FEATURED, writeNumbers(columns.rowFeatured)],
    [SLUG_CHANGES, writeStrings(columns.slugChanges)],
    [ROW_SLUG_CHANGES, writeNumbers(columns.rowSlugChanges)],
  ];
}

/** Columns from sections; an error of any kind when the sections do not fit together. */
export function readColumns(sections: Sections, headCategories: readonly string[]): Columns {
  const section = (id: number): Uint8Array => {
    const bytes = sections.get(id);
    check(bytes !== undefined);
    return bytes;
  };
  const [size = 0, located = 0, left = 0, bottom = 0, bits = 0] = columnOf(section(FRAME), 5, NO_LIMIT);
  check(located <= size && bits >= 1 && bits <= MAX_BITS);

  const column = (id: number, dictionary: ArrayLike<string>) => columnOf(section(id), size, dictionary.length);
  const lists = (lengths: number, values: number, dictionary: ArrayLike<string>): Lists => {
    const offsets = offsetsOf(columnOf(section(lengths), size, NO_LIMIT));
    return { offsets, values: columnOf(section(values), offsets[size] ?? 0, dictionary.length) };
  };

  const vocabulary = readStrings(section(VOCABULARY));
  const names = lists(NAME_LENGTHS, NAMES, vocabulary);
  const categories = [...headCategories, ...readStrings(section(MORE_CATEGORIES))];
  const towns = readStrings(section(TOWNS));
  const tags = readStrings(section(TAGS));
  const hours = readStrings(section(HOURS));
  const featured = readStrings(section(FEATURED));
  const slugChanges = readStrings(section(SLUG_CHANGES));
  const square = { left: left - MAX_X, bottom: bottom - MAX_Y, bits };
  return {
    size,
    located,
    ...readPositions(section(POSITIONS), located, square),
    vocabulary,
    names,
    categories,
    rowCategories: lists(CATEGORY_COUNTS, ROW_CATEGORIES, categories),
    towns,
    rowTowns: column(ROW_TOWNS, towns),
    tags,
    rowTags: lists(TAG_COUNTS, ROW_TAGS, tags),
    hours,
    rowHours: column(ROW_HOURS, hours),
    featured,
    rowFeatured: column(ROW_FEATURED, featured),
    slugChanges,
    rowSlugChanges: column(ROW_SLUG_CHANGES, slugChanges),
  };
}

/** Steps along the curve from one row to the next: small, because neighbours on it are neighbours on the ground. */
function writePositions({ x, y }: Columns, { left, bottom, bits }: Square): Uint8Array {
  const steps = new Float64Array(x.length);
  let last = 0;
  for (let row = 0; row < x.length; row++) {
    const along = toHilbert(bits, (x[row] ?? 0) - left, (y[row] ?? 0) - bottom);
    steps[row] = along - last;
    last = along;
  }
  return writeNumbers(steps);
}

function readPositions(bytes: Uint8Array, located: number, { left, bottom, bits }: Square) {
  check(located <= bytes.length);
  const end = 4 ** bits;
  const steps = readNumbers(bytes, new Float64Array(located), end);
  const x = new Int32Array(located);
  const y = new Int32Array(located);
  const cell = new Int32Array(2);
  let along = 0;
  for (let row = 0; row < located; row++) {
    along += steps[row] ?? 0;
    check(along < end);
    fromHilbert(bits, along, cell);
    const rowX = (cell[0] ?? 0) + left;
    const rowY = (cell[1] ?? 0) + bottom;
    check(Math.abs(rowX) <= MAX_X && Math.abs(rowY) <= MAX_Y);
    x[row] = rowX;
    y[row] = rowY;
  }
  return { x, y };
}
