import { nearTerms, typosIn } from "./near-terms.ts";
import type { Forgiven } from "./plug.ts";
import type { Segment } from "./segment.ts";
import { type TermIndex, termsWithPrefix } from "./term-index.ts";
import type { TermRange } from "./word-index.ts";

// A map that is moved asks for the same words again and again.
const known = new WeakMap<Segment, { readonly text: string; readonly forgiven: Forgiven }>();

/** The rows of a segment that have every word with small typos at most, and not every word as it is typed. */
export function forgive(segment: Segment, words: readonly string[]): Forgiven {
  const text = words.join(" ");
  const before = known.get(segment);
  if (before?.text === text) return before.forgiven;
  const forgiven = find(segment.index(), words, segment.snapshot.size);
  known.set(segment, { text, forgiven });
  return forgiven;
}

/** The terms that a word may stand for: those that it begins, and those that it nearly begins. */
type Meant = { readonly exact: TermRange; readonly near: readonly number[]; readonly marks: Uint8Array };

function find(index: TermIndex, words: readonly string[], size: number): Forgiven {
  const { rowTerms, nameEnds } = index;
  const meant = words.map((word) => meantBy(index, word));
  const inName = new Uint8Array(size);
  const rows: number[] = [];
  for (const row of rowsOfRarest(index, meant, size)) {
    const [first, end] = [rowTerms.offsets[row] ?? 0, rowTerms.offsets[row + 1] ?? 0];
    if (!hasAll(rowTerms.values, first, end, meant, isMeant) || hasAll(rowTerms.values, first, end, meant, isExact)) {
      continue;
    }
    rows.push(row);
    inName[row] = Number(hasAll(rowTerms.values, first, nameEnds[row] ?? 0, meant, isMeant));
  }
  return { rows: Uint32Array.from(rows), inName };
}

function meantBy(index: TermIndex, word: string): Meant {
  const exact = termsWithPrefix(index, word);
  const typos = typosIn(word);
  const marks = new Uint8Array(index.terms.length).fill(1, exact.first, exact.end);
  const near = typos === 0 ? [] : nearTerms(index.terms, word, typos);
  for (const term of near) marks[term] = 1;
  return { exact, near, marks };
}

/** The rows, each once, that have what the word means that the fewest have. */
function rowsOfRarest({ termRows: { offsets, values } }: TermIndex, meant: readonly Meant[], size: number): number[] {
  const countOf = (term: number) => (offsets[term + 1] ?? 0) - (offsets[term] ?? 0);
  let fewest = Number.POSITIVE_INFINITY;
  let rarest: readonly number[] = [];
  for (const { exact, near, marks } of meant) {
    const terms = near.filter((term) => term < exact.first || term >= exact.end);
    for (let term = exact.first; term < exact.end; term++) if (marks[term] === 1) terms.push(term);
    const count = terms.reduce((sum, term) => sum + countOf(term), 0);
    if (count < fewest) [fewest, rarest] = [count, terms];
  }
  const seen = new Uint8Array(size);
  const rows: number[] = [];
  for (const term of rarest) {
    const end = offsets[term + 1] ?? 0;
    for (let i = offsets[term] ?? 0; i < end; i++) {
      const row = values[i] ?? 0;
      if (seen[row] === 1) continue;
      seen[row] = 1;
      rows.push(row);
    }
  }
  return rows;
}

function hasAll(
  terms: Uint32Array,
  first: number,
  end: number,
  meant: readonly Meant[],
  fits: (term: number, meant: Meant) => boolean,
): boolean {
  for (const each of meant) {
    let at = first;
    while (at < end && !fits(terms[at] ?? 0, each)) at++;
    if (at === end) return false;
  }
  return true;
}

function isMeant(term: number, { marks }: Meant): boolean {
  return marks[term] === 1;
}

function isExact(term: number, { exact }: Meant): boolean {
  return term >= exact.first && term < exact.end;
}
