import { LEGAL_FORMS, NAME_WORDS, SMALL_WORDS, TRADE_WORDS } from "./duplicate-words.ts";
import { editDistance } from "./edit-distance.ts";
import { fold } from "./text.ts";

/** A word of a name and what it weighs. */
type Word = { readonly text: string; readonly weight: number };

/** One reading of a name: its words, joined, and the numbers in it. */
type Reading = { readonly words: readonly Word[]; readonly joined: string; readonly numbers: readonly string[] };

/** A name as it is compared. */
export type ComparedName = {
  /** The name as a whole, and what is left when a firm behind it or a remark in brackets is left off. */
  readonly readings: readonly Reading[];
  /** The house or shop that it says to be in, folded; empty when it says none. */
  readonly within: string;
};

/** How two names go together. */
export type NameMatch = {
  /** From 0, nothing in common, to 1. */
  readonly similarity: number;
  /** How many words stand in one of them only. */
  readonly differing: number;
  /** The weight of words that only the one has, where the other has some of its own as well. */
  readonly conflict: number;
  /** Both have numbers, and other ones. */
  readonly numbersDiffer: boolean;
};

/** How much initials are worth of the words they stand for. */
const ACRONYM = 0.8;

const WEIGHT = { own: 1, trade: 0.3, place: 0.2, small: 0.05 } as const;

/** Takes a name apart. @param town where it is: words of the town weigh little */
export function compareName(name: string, town: string): ComparedName {
  const [head = "", ...rest] = name.split(/\s*@\s*|\s+at\s+/i);
  const places = new Set(placeWords(town));
  const trading = /^(.*?)\s+(?:d\/?b\/?a|trading as|t\/a|doing business as)\.?\s+(.*)$/i.exec(head);
  const bare = head.replace(/\s*\([^)]*\)/g, "");
  const texts = [head, ...(bare !== head && bare.trim() !== "" ? [bare] : []), ...(trading?.[2] ? [trading[2]] : [])];
  // A branch's number counts wherever it stands.
  const numbers = fold(head)
    .split(" ")
    .filter((word) => /^\d+(st|nd|rd|th)?$/.test(word));
  return { readings: texts.map((text) => readingOf(text, places, numbers)), within: fold(rest.join(" ")) };
}

function placeWords(town: string): string[] {
  const folded = fold(town).split(" ").filter(Boolean);
  return folded.length < 2 ? folded : [...folded, folded.map((word) => word.slice(0, 1)).join("")];
}

function readingOf(text: string, places: ReadonlySet<string>, numbers: readonly string[]): Reading {
  const all = joinInitials(fold(text).split(" ").filter(Boolean)).map((word) => NAME_WORDS.get(word) ?? word);
  const named = all.filter((word, i) => i === 0 || !LEGAL_FORMS.has(word));
  const words = named.map((word) => ({ text: word, weight: weightOf(word, places) }));
  const joined = named.filter((word) => !SMALL_WORDS.has(word) && !places.has(word)).join("");
  return { words, joined: joined || named.join(""), numbers };
}

/** "a t u" becomes "atu"; a single letter stays. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let run = "";
  for (const word of words) {
    if (word.length === 1 && /\p{L}/u.test(word)) {
      run += word;
      continue;
    }
    if (run) joined.push(run);
    run = "";
    joined.push(word);
  }
  return run ? [...joined, run] : joined;
}

function weightOf(word: string, places: ReadonlySet<string>): number {
  if (SMALL_WORDS.has(word)) return WEIGHT.small;
  if (places.has(word)) return WEIGHT.place;
  return TRADE_WORDS.has(word) ? WEIGHT.trade : WEIGHT.own;
}

/** How two names go together: by the two readings that do best. */
export function matchNames(a: ComparedName, b: ComparedName): NameMatch {
  // Where both have brackets these tell them apart, so the whole stands against the whole.
  const bothLong = a.readings.length > 1 && b.readings.length > 1;
  let best: NameMatch | null = null;
  for (const [i, one] of a.readings.entries()) {
    for (const [j, other] of b.readings.entries()) {
      if (bothLong && i !== j) continue;
      if (bothLong && i > 0 && best && best.similarity < 0.9) continue;
      const match = matchReadings(one, other);
      if (!best || (match.similarity > best.similarity && !bothLong)) best = match;
    }
  }
  const match = best ?? { similarity: 0, differing: 0, conflict: 0, numbersDiffer: false };
  // A counter in a shop is named after the shop; it is not the shop.
  const oneWithin = (a.within === "") !== (b.within === "");
  return oneWithin ? { ...match, similarity: match.similarity * 0.7, differing: match.differing + 1 } : match;
}

function matchReadings(a: Reading, b: Reading): NameMatch {
  const freeB = new Set(b.words);
  const freeA = new Set(a.words);
  let common = 0;
  let differing = 0;
  for (const word of a.words) {
    const [partner, likeness] = bestPartner(word, freeB);
    if (!partner) continue;
    freeA.delete(word);
    freeB.delete(partner);
    common += likeness * (word.weight + partner.weight);
    if (likeness < 1) differing++;
  }
  for (const [initials, spelt] of [...acronyms(freeA, freeB), ...acronyms(freeB, freeA)]) {
    for (const word of [initials, ...spelt]) {
      freeA.delete(word);
      freeB.delete(word);
      common += ACRONYM * word.weight;
    }
    differing++;
  }
  const [aloneA, aloneB] = [weightOfAll(freeA), weightOfAll(freeB)];
  differing += [...freeA, ...freeB].filter(({ weight }) => weight > WEIGHT.small).length;
  const total = weightOfAll(a.words) + weightOfAll(b.words);
  const longest = Math.max(a.joined.length, b.joined.length);
  const letters = longest === 0 ? 0 : 1 - editDistance(a.joined, b.joined, Math.ceil(longest * 0.4)) / longest;
  const byWords = total === 0 ? 0 : common / total;
  const numbersDiffer = a.numbers.length > 0 && b.numbers.length > 0 && !a.numbers.some((n) => b.numbers.includes(n));
  const spelled = letters > 0.84 && !numbersDiffer;
  const similarity = Math.max(byWords, spelled ? letters : 0);
  const conflict = spelled ? 0 : Math.min(aloneA, aloneB);
  return { similarity, differing: spelled && letters === 1 ? 0 : differing, conflict, numbersDiffer };
}

function weightOfAll(words: Iterable<Word>): number {
  let sum = 0;
  for (const { weight } of words) sum += weight;
  return sum;
}

/** Initials among some words, with the words among others that they stand for, one behind the other. */
function acronyms(shorts: ReadonlySet<Word>, longs: ReadonlySet<Word>): [Word, Word[]][] {
  const spelt = [...longs];
  const letters = spelt.map(({ text }) => text.slice(0, 1)).join("");
  return [...shorts].flatMap((word): [Word, Word[]][] => {
    const at = word.text.length < 2 ? -1 : letters.indexOf(word.text);
    return at < 0 ? [] : [[word, spelt.slice(at, at + word.text.length)]];
  });
}

function bestPartner(word: Word, among: ReadonlySet<Word>): readonly [Word | null, number] {
  let found: Word | null = null;
  let best = 0;
  for (const other of among) {
    const likeness = wordLikeness(word.text, other.text);
    if (likeness > best) [found, best] = [other, likeness];
  }
  return [found, best];
}

/** 1 for the same word, less for a slip of the pen or an initial, 0 for another word. */
function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (/\d/.test(a + b)) return 0;
  if (short.length === 1) return long.startsWith(short) ? 0.4 : 0;
  if (short.length < 4) return 0;
  const most = long.length < 7 ? 1 : 2;
  const distance = editDistance(a, b, most);
  if (distance <= most) return 1 - distance * 0.12;
  return short.length >= 4 && long.startsWith(short) ? 0.6 : 0;
}
