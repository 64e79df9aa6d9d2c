import { pairsWorthALook } from "./duplicate-blocks.ts";
import { type Comparable, type Compared, compared, type Evidence, evidenceOf } from "./duplicate-evidence.ts";
import { likelihood } from "./duplicate-score.ts";
import { compare } from "./text.ts";

export type { Comparable } from "./duplicate-evidence.ts";

/** A sign by which somebody may judge a proposal, for or against. */
export type Sign =
  | { readonly of: "same-name" | "same-phone" | "same-website" | "same-email" | "same-address" | "next-door" }
  | { readonly of: "other-phone" | "other-website" | "other-address" | "other-numbers" }
  /** How many words of the names differ. */
  | { readonly of: "similar-name"; readonly words: number }
  /** How far the pins stand apart, in whole metres. */
  | { readonly of: "distance"; readonly metres: number };

/** Two listings that may be of one business. */
export type Proposal = {
  readonly a: string;
  readonly b: string;
  /** From 0 to 1, where 1 is: nothing tells them apart. */
  readonly score: number;
  readonly signs: readonly Sign[];
};

/** From where on a pair is worth somebody's time: likelier one business than two. */
export const LEAST_SCORE = 0.5;

/** How likely two listings are of one business, from 0 to 1, and what speaks for it and against. Symmetric. */
export function compareListings(a: Comparable, b: Comparable): Pick<Proposal, "score" | "signs"> {
  return judge(compared(a), compared(b));
}

/**
 * The pairs of listings that may be of one business, the likeliest first. Takes time in proportion to the listings, and to
 * how many share a house, a number or a word.
 */
export function findDuplicates(listings: readonly Comparable[], least: number = LEAST_SCORE): readonly Proposal[] {
  const ready = listings.map(compared);
  const proposals: Proposal[] = [];
  for (const [i, j] of pairsWorthALook(ready)) {
    const [one, other] = [ready[i], ready[j]];
    if (!one || !other || one.id === other.id) continue;
    const { score, signs } = judge(one, other);
    if (score < least) continue;
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    proposals.push({ a, b, score, signs });
  }
  return proposals.sort((p, q) => q.score - p.score || compare(p.a, q.a) || compare(p.b, q.b));
}

function judge(a: Compared, b: Compared): Pick<Proposal, "score" | "signs"> {
  const evidence = evidenceOf(a, b);
  return { score: a.whole === b.whole ? 1 : likelihood(evidence), signs: signsOf(evidence) };
}

function signsOf({ name, phone, site, email, street, metres }: Evidence): readonly Sign[] {
  const signs: (Sign | false)[] = [
    name.differing === 0 ? { of: "same-name" } : { of: "similar-name", words: name.differing },
    name.numbersDiffer && { of: "other-numbers" },
    phone === "same" && { of: "same-phone" },
    site === "same" && { of: "same-website" },
    email === "same" && { of: "same-email" },
    street === "same" && { of: "same-address" },
    street === "next-door" && { of: "next-door" },
    metres !== null && { of: "distance", metres: Math.round(metres) },
    street === "other" && { of: "other-address" },
    phone === "other" && { of: "other-phone" },
    site === "other" && { of: "other-website" },
  ];
  return signs.filter((sign) => sign !== false);
}
