import { metresApart } from "@mainstreet/core/duplicate-evidence";
import type { Place } from "./place.ts";

/*
 * The rule of OpenFairDB (`find_duplicates` of its core, as published): pins at most 100 m apart, and titles that are
 * either at most 30 % of the shorter one's length apart in Levenshtein's sense, or have all words but two in common where
 * one of them has several. It compares what is written, letter by letter, and needs both pins.
 */
const METRES = 100;
const PART = 0.3;
const WORDS = 2;

/** Whether that rule takes two places for one. */
export function isDuplicateByRule(a: Place, b: Place): boolean {
  const metres = metresApart(a.position, b.position);
  if (metres === null || metres > METRES) return false;
  const most = Math.ceil(Math.min(a.name.length, b.name.length) * PART);
  return levenshtein(a.name, b.name) <= most || wordsApart(a.name, b.name) <= WORDS;
}

/** How many words of the longer name the shorter has not; beyond counting where both are single words. */
function wordsApart(a: string, b: string): number {
  const [short = [], long = []] = [a, b].map((name) => name.split(/\s+/)).sort((p, q) => p.length - q.length);
  if (long.length === 1) return Number.POSITIVE_INFINITY;
  return long.filter((word) => !short.includes(word)).length;
}

function levenshtein(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const swap = (last[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap));
    }
    last = row;
  }
  return last[b.length] ?? 0;
}
