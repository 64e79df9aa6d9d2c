import { compareText } from "./text.ts";

/** Distinct texts and the number of each. */
export type Dictionary = { readonly texts: readonly string[]; readonly ids: ReadonlyMap<string, number> };

/** Numbers texts in the order given. */
export function dictionaryOf(texts: Iterable<string>): Dictionary {
  const ids = new Map<string, number>();
  for (const text of texts) if (!ids.has(text)) ids.set(text, ids.size);
  return { texts: [...ids.keys()], ids };
}

export function countTexts(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Numbers texts by how often they occur, so that frequent ones get the short numbers; ties by the text itself. */
export function byFrequency(texts: Iterable<string>): Dictionary {
  const counts = [...countTexts(texts)].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  return dictionaryOf(counts.map(([text]) => text));
}

/** The same, but texts that occur once come last, the first of them at the very end: there `numbersIn` looks for them. */
export function onceLast(texts: readonly string[]): Dictionary {
  const counts = countTexts(texts);
  const more = texts.filter((text) => counts.get(text) !== 1);
  return dictionaryOf([...byFrequency(more).texts, ...textsOfOne(counts)]);
}

/** The texts that were counted once, the first of them last. */
export function textsOfOne(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([text, count]) => (count === 1 ? [text] : [])).reverse();
}

/** The number of a text that is known to be in the dictionary. */
export function idOf(dictionary: Dictionary, text: string): number {
  return dictionary.ids.get(text) ?? 0;
}
