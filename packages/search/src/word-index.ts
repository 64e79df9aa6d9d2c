import type { TextColumns } from "./columns.ts";
import { invert, type Lists, listsOf } from "./lists.ts";
import { words } from "./text.ts";

/** The folded words of all rows, both ways round: words of a row, and rows of a word. */
export type WordIndex = {
  /** Sorted, so that all that begin alike are neighbours. */
  readonly terms: readonly string[];
  /** Terms of each row: first those of its name in order, then those of its categories, town and tags. */
  readonly rowTerms: Lists;
  /** Where in `rowTerms.values` the terms of each row's name end. */
  readonly nameEnds: Uint32Array;
  /** Rows of each term; the rows of neighbouring terms are one stretch of `termRows.values`. */
  readonly termRows: Lists;
};

/** A stretch of sorted terms, from `first` up to but not including `end`. */
export type TermRange = { readonly first: number; readonly end: number };

/** Indexes the words of all rows. A category without a name in `categoryNames` has no words. */
export function indexWords(columns: TextColumns, categoryNames: ReadonlyMap<string, string>): WordIndex {
  const { size, vocabulary, names, categories, rowCategories, towns, rowTowns, tags, rowTags } = columns;

  // Every text that rows refer to, in one list: each is folded once, however many rows have it.
  const firstCategory = vocabulary.length;
  const firstTown = firstCategory + categories.length;
  const firstTag = firstTown + towns.length;
  const { terms, textTerms } = termsOf([
    ...vocabulary,
    ...categories.map((slug) => categoryNames.get(slug) ?? ""),
    ...towns,
    ...tags,
  ]);

  const values = new Uint32Array(
    countTerms(textTerms, names.values, 0) +
      countTerms(textTerms, rowCategories.values, firstCategory) +
      countTerms(textTerms, rowTowns, firstTown) +
      countTerms(textTerms, rowTags.values, firstTag),
  );
  let at = 0;
  const add = (text: number): void => {
    const end = textTerms.offsets[text + 1] ?? 0;
    for (let i = textTerms.offsets[text] ?? 0; i < end; i++) values[at++] = textTerms.values[i] ?? 0;
  };
  const addAll = (texts: Lists, row: number, first: number): void => {
    const end = texts.offsets[row + 1] ?? 0;
    for (let i = texts.offsets[row] ?? 0; i < end; i++) add(first + (texts.values[i] ?? 0));
  };

  const offsets = new Uint32Array(size + 1);
  const nameEnds = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    addAll(names, row, 0);
    nameEnds[row] = at;
    addAll(rowCategories, row, firstCategory);
    add(firstTown + (rowTowns[row] ?? 0));
    addAll(rowTags, row, firstTag);
    offsets[row + 1] = at;
  }
  const rowTerms = { offsets, values };
  return { terms, rowTerms, nameEnds, termRows: invert(rowTerms, terms.length) };
}

/** The place of the first of sorted terms, from `low` up to `high`, that is not below `term`; `high` for none. */
export function firstTerm(terms: readonly string[], term: string, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((terms[middle] ?? "") < term) from = middle + 1;
    else to = middle;
  }
  return from;
}

function termsOf(texts: readonly string[]): { terms: string[]; textTerms: Lists } {
  const ids = new Map<string, number>();
  const idOf = (term: string): number => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    ids.set(term, ids.size);
    return ids.size - 1;
  };
  const lists = listsOf(texts.map((text) => words(text).map(idOf)));

  const terms = [...ids.keys()].sort();
  const ranks = new Uint32Array(terms.length);
  terms.forEach((term, rank) => {
    ranks[ids.get(term) ?? 0] = rank;
  });
  return { terms, textTerms: { offsets: lists.offsets, values: lists.values.map((id) => ranks[id] ?? 0) } };
}

function countTerms({ offsets }: Lists, texts: Uint32Array, first: number): number {
  let count = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = first + (texts[i] ?? 0);
    count += (offsets[text + 1] ?? 0) - (offsets[text] ?? 0);
  }
  return count;
}
