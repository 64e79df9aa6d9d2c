import { columnOf, numbersIn, writeNumbers } from "./bytes.ts";
import { check } from "./check.ts";
import { type Lists, lengthsOf, offsetsOf } from "./lists.ts";
import type { Sections } from "./sections.ts";
import { readStrings, writeStrings } from "./strings.ts";

export const NO_LIMIT = 2 ** 32;

/** The sections of a file that is being written. */
export type Written = [number: number, bytes: Uint8Array][];

/** The bytes of a section. RangeError when it is not there. */
export function sectionOf(sections: Sections, number: number): Uint8Array {
  const bytes = sections.get(number);
  check(bytes !== undefined);
  return bytes;
}

/** A column of `size` texts: its dictionary in section `first`, the numbers of the rows in the next. */
export function readColumn(sections: Sections, first: number, size: number): [texts: string[], rows: Uint32Array] {
  const texts = readStrings(sectionOf(sections, first));
  return [texts, numbersIn(sectionOf(sections, first + 1), size, texts.length)];
}

/** The same of a column of lists, with their lengths between; `before` are texts that stand elsewhere. */
export function readLists(
  sections: Sections,
  first: number,
  size: number,
  before: Iterable<string>,
): [texts: string[], rows: Lists] {
  const texts = [...before, ...readStrings(sectionOf(sections, first))];
  const offsets = offsetsOf(columnOf(sectionOf(sections, first + 1), size, NO_LIMIT));
  return [texts, { offsets, values: numbersIn(sectionOf(sections, first + 2), offsets[size] ?? 0, texts.length) }];
}

export function writeColumn(first: number, texts: readonly string[], rows: Uint32Array): Written {
  return [
    [first, writeStrings(texts)],
    [first + 1, writeNumbers(shortened(rows, texts.length))],
  ];
}

/** @param before How many of the texts stand elsewhere. */
export function writeLists(first: number, texts: readonly string[], rows: Lists, before = 0): Written {
  return [
    [first, writeStrings(texts.slice(before))],
    [first + 1, writeNumbers(lengthsOf(rows))],
    [first + 2, writeNumbers(shortened(rows.values, texts.length))],
  ];
}

/** Numbers as `numbersIn` reads them: 0 for the last text that none before stood for, else one more than the number. */
function shortened(numbers: Uint32Array, count: number): Uint32Array {
  let last = count;
  return numbers.map((number) => {
    if (number !== last - 1) return number + 1;
    last--;
    return 0;
  });
}
