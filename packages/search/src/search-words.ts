import { matchIn, rankedWord, rankOf } from "./rank.ts";
import type { Rows } from "./rows.ts";
import { hashText, shuffled } from "./shuffle.ts";
import { compareText, words } from "./text.ts";
import { firstTerm } from "./word-index.ts";

/**
 * What an engine of one snapshot answers to words alone, before one forgives small typos: for a page that has no engine yet.
 * @param day YYYY-MM-DD, as in a query
 * @returns how many rows have all the words, and the numbers of some of them, the best first; null for a text without words
 */
export function searchWords(
  rows: Rows,
  text: string,
  day: string,
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: readonly number[] } | null {
  const index = rows.index();
  const { offsets, values } = index.rowTerms;
  const { termRows } = index;
  const asked = words(text).map((word) => {
    const first = firstTerm(index.terms, word, 0, index.terms.length);
    // No term has this unit, which comes after all that text is made of.
    const end = firstTerm(index.terms, `${word}\uffff`, first, index.terms.length);
    return rankedWord(index, word, { first, end });
  });
  const stretches = asked.map(({ first, end }) =>
    termRows.values.subarray(termRows.offsets[first], termRows.offsets[end]),
  );
  const [fewest] = stretches.sort((a, b) => a.length - b.length);
  if (!fewest) return null;

  const seed = hashText(day);
  const found: { row: number; place: number }[] = [];
  for (const row of new Set(fewest)) {
    const [first, end] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    if (!asked.every((word) => matchIn(values, first, end, word) !== "none")) continue;
    const group = rankOf(index, row, asked) * 2 + Number(row >= rows.located);
    found.push({ row, place: group * 2 ** 32 + shuffled(seed, rows.hashes()[row] ?? 0) });
  }
  found.sort((a, b) => a.place - b.place || compareText(rows.slug(a.row), rows.slug(b.row)));
  return { total: found.length, rows: found.slice(offset, offset + limit).map(({ row }) => row) };
}
