/*
 * What the page and its search worker say to each other. A reply carries the number of its question.
 */

/** What to look for: words, within a category (slug) or a town (name), or "" for anywhere. */
export type Question = { readonly text: string; readonly category: string; readonly town: string };

/** A listing as the page draws it. */
export type FoundRow = {
  readonly slug: string;
  readonly name: string;
  /** The name of its first category, or "". */
  readonly category: string;
  readonly town: string;
  readonly onMap: boolean;
};

export type Found = {
  readonly total: number;
  readonly rows: readonly FoundRow[];
  /** Longitude and latitude in 1e-5 degrees of all that was found; empty unless asked for. */
  readonly points: Int32Array<ArrayBuffer>;
  /** The row of each point. */
  readonly pointRows: Uint32Array<ArrayBuffer>;
};

export type Ask = {
  readonly kind: "search";
  readonly question: Question;
  /** The visitor's day, YYYY-MM-DD: neighbors in a list take turns by it. */
  readonly day: string;
  readonly offset: number;
  readonly limit: number;
  readonly points: boolean;
};

export type Command =
  /** Read the snapshot that the text of a head file names; `folder` is where both lie. */
  | { readonly kind: "load"; readonly folder: string; readonly head: string }
  | Ask
  /** The listings of rows that points named. */
  | { readonly kind: "rows"; readonly rows: readonly number[] };

/** Why search does not work: nothing to read, or a directory that needs a newer page than this one. */
export type Problem = "unavailable" | "newer-version";

export type Answer =
  | { readonly kind: "loaded" }
  | ({ readonly kind: "found" } & Found)
  | { readonly kind: "rows"; readonly rows: readonly FoundRow[] }
  | { readonly kind: "failed"; readonly problem: Problem };

export type Numbered<Message> = Message & { readonly id: number };
