import { findDuplicates } from "@mainstreet/core/duplicate";
import { fold } from "@mainstreet/core/text";
import type { LabelledPair } from "./labelled.ts";
import { isDuplicateByRule } from "./peer.ts";
import type { Place } from "./place.ts";

/** How well pairs were told apart. */
export type Figures = {
  readonly precision: number;
  readonly recall: number;
  readonly found: number;
  readonly wrong: number;
  readonly missed: number;
};

const keyOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** The figures of whoever says of each pair whether it is one business. */
export function figuresOf(pairs: readonly LabelledPair[], says: (pair: LabelledPair) => boolean): Figures {
  const told = pairs.map((pair) => ({ same: pair.same, says: says(pair) }));
  const found = told.filter((pair) => pair.same && pair.says).length;
  const wrong = told.filter((pair) => !pair.same && pair.says).length;
  const missed = told.filter((pair) => pair.same && !pair.says).length;
  return { precision: found / (found + wrong), recall: found / (found + missed), found, wrong, missed };
}

/**
 * What the finder says of pairs: whether it proposes them among all places of the files, so that a pair which it never
 * looks at counts as missed.
 */
export function finderSays(
  places: ReadonlyMap<string, Place>,
  pairs: readonly LabelledPair[],
): (pair: LabelledPair) => boolean {
  const all = new Map(places);
  for (const { a, b } of pairs) all.set(a.id, a).set(b.id, b);
  const proposed = new Set(findDuplicates([...all.values()]).map(({ a, b }) => keyOf(a, b)));
  return ({ a, b }) => proposed.has(keyOf(a.id, b.id));
}

/** What the rule of the peer says of pairs as they are written. */
export const peerSays = ({ a, b }: LabelledPair): boolean => isDuplicateByRule(a, b);

/** What it says when somebody has done it the kindness of folding the names first. */
export const peerSaysOfFolded = ({ a, b }: LabelledPair): boolean =>
  isDuplicateByRule({ ...a, name: fold(a.name) }, { ...b, name: fold(b.name) });
