import { firstTerm, type TermRange, type WordIndex } from "./word-index.ts";

/** The words of all rows, with what finds a word quickly. */
export type TermIndex = WordIndex & {
  /** The first three units of each term as one number, and the next three: most look-ups need no text. */
  readonly keys: Float64Array;
  readonly nextKeys: Float64Array;
  /** By the first two units, where the terms begin that begin so: see `bucketOf`. */
  readonly starts: Uint32Array;
};

/** An index with what finds a word quickly. */
export function termIndexOf(index: WordIndex): TermIndex {
  const { terms } = index;
  return { ...index, keys: keysOf(terms, 0), nextKeys: keysOf(terms, 3), starts: startsOf(terms) };
}

/** The terms that begin with a folded word; an empty range when there are none. */
export function termsWithPrefix({ terms, keys, nextKeys, starts }: TermIndex, prefix: string): TermRange {
  const { length } = prefix;
  const bucket = bucketOf(prefix);
  const low = starts[bucket] ?? 0;
  const high = starts[length === 1 ? bucket + KINDS : bucket + 1] ?? 0;
  let key = keyOf(prefix, 0);
  let first = firstKey(keys, key, low, high);
  let end = firstKey(keys, key + spanOf(length), first, high);
  if (length > 3 && first < end) {
    key = keyOf(prefix, 3);
    first = firstKey(nextKeys, key, first, end);
    end = firstKey(nextKeys, key + spanOf(length - 3), first, end);
  }
  if (length > 6 && first < end) {
    first = firstTerm(terms, prefix, first, end);
    // No term has this unit, which comes after all that text is made of.
    end = firstTerm(terms, `${prefix}\uffff`, first, end);
  }
  return { first, end };
}

/** Kinds of units: none, ten digits, 26 letters, all others, in the order in which texts sort. */
const KINDS = 38;

function kindOf(unit: number): number {
  if (unit >= 97) return unit <= 122 ? unit - 86 : 37;
  return unit - 47;
}

/** Numbers the first two units of a folded word so that sorted words have ascending numbers. */
function bucketOf(term: string): number {
  return kindOf(term.charCodeAt(0)) * KINDS + (term.length > 1 ? kindOf(term.charCodeAt(1)) : 0);
}

function startsOf(terms: readonly string[]): Uint32Array {
  const starts = new Uint32Array(KINDS * KINDS + 1);
  for (const term of terms) {
    const next = bucketOf(term) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  return starts;
}

/** How many values a UTF-16 code unit has. */
const UNIT = 2 ** 16;

/** Three units of a text as one number, those behind its end as 0. */
function keyOf(text: string, from: number): number {
  let key = 0;
  for (let i = from; i < from + 3; i++) key = key * UNIT + (i < text.length ? text.charCodeAt(i) : 0);
  return key;
}

/** How many keys begin with so many units. */
function spanOf(units: number): number {
  return units === 1 ? UNIT * UNIT : units === 2 ? UNIT : 1;
}

function keysOf(terms: readonly string[], from: number): Float64Array {
  return Float64Array.from(terms, (term) => keyOf(term, from));
}

/** The place of the first of sorted keys, from `low` up to `high`, that is not below `key`; `high` for none. */
function firstKey(keys: Float64Array, key: number, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((keys[middle] ?? 0) < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
