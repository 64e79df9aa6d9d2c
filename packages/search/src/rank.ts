import type { TermRange, WordIndex } from "./word-index.ts";

/** How well a row's name answers the words of a search; the least is the best. */
export const Rank = {
  isName: 0,
  beginsName: 1,
  wholeWords: 2,
  beginsWords: 3,
  elsewhere: 4,
  /** All words in the name, or anywhere, with small typos. */
  nearlyInName: 5,
  nearlyElsewhere: 6,
} as const;

export type Rank = (typeof Rank)[keyof typeof Rank];

/** A word of a search in one segment: the term that it is, or −1, and the terms that it begins. */
export type RankedWord = TermRange & { readonly term: number };

/** A folded word of a search and the terms that it begins, as one index has them. */
export function rankedWord({ terms }: WordIndex, word: string, { first, end }: TermRange): RankedWord {
  // Sorted, so that a term comes before the longer ones that it begins.
  return { first, end, term: terms[first] === word ? first : -1 };
}

/** The rank of a row that has all the words somewhere. */
export function rankOf({ rowTerms, nameEnds }: WordIndex, row: number, words: readonly RankedWord[]): Rank {
  const terms = rowTerms.values;
  const start = rowTerms.offsets[row] ?? 0;
  const end = nameEnds[row] ?? 0;

  if (beginsName(terms, start, end, words)) {
    const isAll = end - start === words.length && terms[end - 1] === words[words.length - 1]?.term;
    return isAll ? Rank.isName : Rank.beginsName;
  }

  let rank: Rank = Rank.wholeWords;
  for (const word of words) {
    const match = matchIn(terms, start, end, word);
    if (match === "none") return Rank.elsewhere;
    if (match === "begins") rank = Rank.beginsWords;
  }
  return rank;
}

/** Whether the words are the first of the name in the same order, the last one perhaps only half typed. */
function beginsName(terms: Uint32Array, start: number, end: number, words: readonly RankedWord[]): boolean {
  if (end - start < words.length) return false;
  let at = start;
  const last = start + words.length - 1;
  for (const word of words) {
    const term = terms[at] ?? 0;
    if (at === last ? term < word.first || term >= word.end : term !== word.term) return false;
    at++;
  }
  return true;
}

/** How a word is among the terms from `start` up to `end`. */
export function matchIn(terms: Uint32Array, start: number, end: number, word: RankedWord): "whole" | "begins" | "none" {
  let match: "begins" | "none" = "none";
  for (let i = start; i < end; i++) {
    const term = terms[i] ?? 0;
    if (term === word.term) return "whole";
    if (term >= word.first && term < word.end) match = "begins";
  }
  return match;
}
