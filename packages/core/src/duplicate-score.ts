import type { Evidence } from "./duplicate-evidence.ts";

/** A line through some points; flat before the first and behind the last. */
type Line = readonly (readonly [at: number, worth: number])[];

/*
 * What each sign is worth, in logits: how much likelier it is among listings of one business than among others. Found by
 * trial with labelled pairs; they add up as if the signs did not depend on each other (Fellegi and Sunter, 1969).
 */
const BEFORE = -4;
const NAME: Line = [
  [0, -7],
  [0.3, -4],
  [0.5, -1],
  [0.7, 1.2],
  [0.85, 3],
  [0.97, 4],
];
const CONFLICT: Line = [
  [0, 0],
  [0.3, -4.5],
  [1, -5.5],
];
const NUMBERS_DIFFER = -4;
const STREET = { same: 2.5, "next-door": 0.5, other: -5, unknown: 0 } as const;
const UNIT = { same: 0.3, other: -0.8, unknown: 0 } as const;
const PHONE = { same: 2.5, other: -1.5, unknown: 0 } as const;
const SITE = { same: 2.5, other: -1, unknown: 0 } as const;
const EMAIL = { same: 1.5, other: -0.2, unknown: 0 } as const;
const METRES: Line = [
  [25, 2],
  [100, 1.6],
  [250, 0.3],
  [500, -3],
  [1500, -6],
];

/** How likely it is that two listings are one business, from 0 to 1. */
export function likelihood(evidence: Evidence): number {
  const { name, metres } = evidence;
  const sum =
    BEFORE +
    worth(NAME, name.similarity) +
    worth(CONFLICT, name.conflict) +
    (name.numbersDiffer ? NUMBERS_DIFFER : 0) +
    STREET[evidence.street] +
    UNIT[evidence.unit] +
    PHONE[evidence.phone] +
    SITE[evidence.site] +
    EMAIL[evidence.email] +
    (metres === null ? 0 : worth(METRES, metres));
  return 1 / (1 + Math.exp(-sum));
}

function worth(line: Line, at: number): number {
  let [before, below] = line[0] ?? [0, 0];
  for (const [next, above] of line) {
    if (at <= next) return next === before ? above : below + ((above - below) * (at - before)) / (next - before);
    [before, below] = [next, above];
  }
  return below;
}
