import type { Box, Entry } from "./entry.ts";

/** What to look for. All parts that are given must hold. */
export type Query = {
  /** Each word begins a word of the name, a category's name, the town or a tag. Without letters and digits: no text. */
  readonly text?: string;
  /** Leaves out rows without a position. */
  readonly box?: Box;
  /** Slug; stands for the categories below it too. */
  readonly category?: string;
  /** Name of the town, whatever its case and accents. */
  readonly town?: string;
  /** All of them, whatever their case and accents. */
  readonly tags?: readonly string[];
  /** Degrees; nearer rows come first among those of one rank. */
  readonly near?: { readonly lat: number; readonly lon: number };
  /** Metres from `near`; leaves out rows without a position. */
  readonly radius?: number;
  /** Milliseconds since 1970: only rows that are surely open then. */
  readonly open?: number;
  /** YYYY-MM-DD: seeds the shuffle of the day, in which businesses of one profession take turns. */
  readonly day?: string;
  /** How many of the first rows to leave out, 0 if not given. */
  readonly offset?: number;
  /** How many rows at most, 20 if not given. */
  readonly limit?: number;
  /** False leaves the points out, which is quicker. */
  readonly points?: boolean;
  /** Whether to count what was found by category, town and tag. */
  readonly facets?: boolean;
  /** Milliseconds since 1970, for counting how many are open then where `open` does not ask for it. */
  readonly now?: number;
};

export type Result = {
  /** How many rows were found, those before and after the page included. */
  readonly total: number;
  /** One page of them, the best first; put together when first looked at. */
  readonly rows: readonly Entry[];
  /** Their numbers, for `Engine.entry` and `Engine.origin`. */
  readonly rowNumbers: Uint32Array<ArrayBuffer>;
  /** Metres from `near` to each of them; null without a position and without `near`. */
  readonly distances: readonly (number | null)[];
  /** Longitude and latitude, in 1e-5 degrees, of every row found that has a position; in no particular order. */
  readonly points: Int32Array<ArrayBuffer>;
  /** The row of each point. */
  readonly pointRows: Uint32Array<ArrayBuffer>;
  /** Whether words were matched with small typos, because as they are typed little has them. */
  readonly forgiven: boolean;
  readonly facets: Facets | null;
};

/** How many of the rows found have what. */
export type Facets = {
  /** By slug; a category counts those below it too. */
  readonly categories: ReadonlyMap<string, number>;
  /** By name. */
  readonly towns: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  /** How many are surely open; null where the query names no moment. */
  readonly open: number | null;
};

/** Below this number of listings that have all the words of a text, small typos are forgiven. */
export const FORGIVE_BELOW = 5;
