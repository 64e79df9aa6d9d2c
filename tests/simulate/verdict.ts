import type { Fault } from "./judge.ts";
import type { Mutant } from "./mutants.ts";
import { type Setup, simulate } from "./run.ts";

/** What came of runs with seeds in a row. */
export type Runs = {
  readonly seeds: number;
  readonly requests: number;
  readonly promoted: number;
  readonly conflicts: number;
  /** Virtual milliseconds from asking to the answer, over all runs: the median of medians and the worst 99th percentile. */
  readonly p50: number;
  readonly p99: number;
  /** The first violations of each seed that had some. */
  readonly failing: readonly { readonly seed: number; readonly texts: readonly string[] }[];
};

/**
 * Runs seeds one after another.
 * @param setup.by counts these faults only
 * @param setup.onSeed hears of each seed that is through, with its number of violations
 */
export async function runs(
  setup: Omit<Setup, "seed"> & {
    from: number;
    seeds: number;
    by?: readonly Fault[];
    onSeed?: (seed: number, violations: number) => void;
  },
): Promise<Runs> {
  const { from, seeds, by, onSeed, ...rest } = setup;
  const failing: { seed: number; texts: string[] }[] = [];
  const medians: number[] = [];
  let [requests, promoted, conflicts, p99] = [0, 0, 0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    const figures = await simulate({ ...rest, seed });
    const texts = figures.violations.filter(({ fault }) => !by || by.includes(fault)).map(({ text }) => text);
    if (texts.length > 0) failing.push({ seed, texts: texts.slice(0, 3) });
    onSeed?.(seed, texts.length);
    requests += figures.requests;
    promoted += figures.promoted;
    conflicts += figures.conflicts;
    medians.push(figures.p50);
    p99 = Math.max(p99, figures.p99);
  }
  const p50 = medians.sort((a, b) => a - b)[seeds >> 1] ?? 0;
  return { seeds, requests, promoted, conflicts, p50, p99, failing };
}

/** What is wrong with how a mutant fared in so many seeds; null when it is as declared. */
export function objection({ floor }: Mutant, noticed: number, seeds: number): string | null {
  if (floor === "backed up") return null;
  if (floor === "clean") return noticed === 0 ? null : "must not be noticed";
  const least = Math.max(1, Math.floor((floor * seeds) / 200));
  return noticed >= least ? null : `must be noticed in ${least}`;
}
