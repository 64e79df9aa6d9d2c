import type { Question } from "../questions.ts";

/** What benches ask: the row-number-only answers first, then the ranked ones. */
export const KINDS = ["box", "box, category, word", "text, all", "box, open", "nearest 20", "text, best 20"] as const;
export type Kind = (typeof KINDS)[number];

/** Numbers of rows: all of a list, or the first so many of one. */
type Answer = ArrayLike<number> | { readonly rows: ArrayLike<number>; readonly count: number };

type Ask = (question: Question) => Answer | Promise<Answer>;

/** An engine that has indexed a directory. */
export type BenchEngine = {
  readonly name: string;
  readonly asks: Readonly<Record<Kind, Ask>>;
  /** The number in the directory of what `asks` answers with; the same number where there is none. */
  readonly listingOf?: (answer: number) => number;
  /** Bytes that the memory of the process does not show. */
  readonly bytesOutside?: number;
  /** Frees what it holds. */
  readonly close?: () => void | Promise<void>;
};

/** Great-circle distance in metres, by the haversine formula, on a ball of the earth's mean radius (IUGG R1). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const radians = Math.PI / 180;
  const up = Math.sin(((latB - latA) * radians) / 2) ** 2;
  const along = Math.sin(((lonB - lonA) * radians) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(up + Math.cos(latA * radians) * Math.cos(latB * radians) * along));
}

/** How far "nearest" looks, in metres. */
export const REACH = 25_000;
