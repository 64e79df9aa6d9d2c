import type { Lists } from "./lists.ts";
import { nearTerms, typosIn } from "./near-terms.ts";
import type { Forgiven } from "./plug.ts";
import type { Segment } from "./segment.ts";
import { type TermIndex, termsWithPrefix } from "./term-index.ts";

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

function find(index: TermIndex, words: readonly string[], size: number): Forgiven {
  const { rowTerms, nameEnds, termRows } = index;
  const exact = words.map((word) => marked(index, word));
  const near = words.map((word, i) => {
    const typos = typosIn(word);
    return typos === 0 ? (exact[i] ?? new Uint8Array()) : nearTerms(index.terms, word, typos);
  });
  // All rows of the first word: there are few, or its typos would not be looked for.
  const candidates = new Uint8Array(size);
  near[0]?.forEach((mark, term) => {
    if (mark === 1) for (const row of stretch(termRows, term)) candidates[row] = 1;
  });

  const rows: number[] = [];
  const inName = new Uint8Array(size);
  candidates.forEach((candidate, row) => {
    if (candidate === 0) return;
    const terms = stretch(rowTerms, row);
    const hasAll = (marks: readonly Uint8Array[], some: Uint32Array) =>
      marks.every((each) => some.some((term) => each[term] === 1));
    if (!hasAll(near, terms) || hasAll(exact, terms)) return;
    rows.push(row);
    const name = rowTerms.values.subarray(rowTerms.offsets[row], nameEnds[row]);
    inName[row] = Number(hasAll(near, name));
  });
  return { rows: Uint32Array.from(rows), inName };
}

function marked(index: TermIndex, word: string): Uint8Array {
  const { first, end } = termsWithPrefix(index, word);
  return new Uint8Array(index.terms.length).fill(1, first, end);
}

function stretch({ offsets, values }: Lists, list: number): Uint32Array {
  return values.subarray(offsets[list], offsets[list + 1]);
}
