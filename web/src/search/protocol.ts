/*
 * What the page and its search worker say to each other. A reply carries the number of its question.
 */

import type { DetailColumns } from "@mainstreet/search/details";
import type { HeadFile } from "@mainstreet/search/head-file";
import type { LocalTime, OpenState } from "@mainstreet/search/schedule";
import type { SnapshotData } from "@mainstreet/search/snapshot-data";
import type { Box, Place } from "./state.ts";

/** What to look for. */
type Question = {
  readonly text: string;
  /** Slug of the category that the page is about, or "". */
  readonly category: string;
  /** Name of the town that the page is about, or "". */
  readonly town: string;
  /** What only a visitor who filters asks; the worker fetches what answers it when it is first asked. */
  readonly more: Filters | null;
};

type Filters = {
  /** What the visitor chose besides, as above. */
  readonly category: string;
  readonly town: string;
  readonly tags: readonly string[];
  /** Only what is surely open at this instant, in milliseconds since 1970; null for whatever the hour. */
  readonly open: number | null;
  readonly near: Place | null;
  /** Metres. */
  readonly radius: number | null;
  readonly box: Box | null;
};

/** Whether a listing is open and until when, and what its own clocks show. */
export type Opening = { readonly is: OpenState; readonly at: LocalTime };

export type Contact = { readonly street: string; readonly phone: string; readonly website: string };

/** A listing as the page draws it. */
export type FoundRow = {
  /** Its number in the engine, which the map's pins carry; −1 when there is none. */
  readonly row: number;
  readonly slug: string;
  readonly name: string;
  /** The name of its first category, or "". */
  readonly category: string;
  readonly town: string;
  /** The name of a featured level, or "". */
  readonly featured: string;
  readonly onMap: boolean;
  /** Metres from where was asked; null when nowhere was, or it has no pin. */
  readonly distance: number | null;
  /** Undefined until the second file is here; null when the hours are not known. */
  readonly opening?: Opening | null;
  readonly contact?: Contact;
};

/** Part of the directory that a question can be narrowed to, and how many of the listings found are in it. */
export type Choice = { readonly value: string; readonly name: string; readonly depth: number; readonly count: number };

export type Choices = {
  readonly categories: readonly Choice[];
  readonly towns: readonly Choice[];
  readonly tags: readonly Choice[];
  readonly open: number;
};

/** A place that was named in the words: what is left without it, and how it was meant. */
type NamedPlace = { readonly name: string; readonly isNear: boolean; readonly what: string };

export type Found = {
  readonly total: number;
  readonly rows: readonly FoundRow[];
  /** Longitude and latitude in 1e-5 degrees of all that was found; empty unless asked for. */
  readonly points: Int32Array<ArrayBuffer>;
  /** The row of each point. */
  readonly pointRows: Uint32Array<ArrayBuffer>;
  /** Whether words were matched with small slips, because nothing has them as they are. */
  readonly forgiven: boolean;
  /** Whether the answer is of what was at hand, and the same question asked patiently may find more. */
  readonly isPart: boolean;
  /** Whether all of a large directory was searched, and not only what is known of it here. */
  readonly isWhole: boolean;
  /** Whether the API answered, because the directory is newer than this page. */
  readonly isRemote?: boolean;
  readonly place: NamedPlace | null;
  /** The name of the category asked for; "" when there is none of this slug, which then counts as not asked. */
  readonly category: string;
  readonly choices: Choices | null;
};

export type Ask = {
  readonly kind: "search";
  readonly question: Question;
  /** The visitor's day, YYYY-MM-DD: neighbors in a list take turns by it. */
  readonly day: string;
  readonly offset: number;
  readonly limit: number;
  readonly points: boolean;
  readonly choices: boolean;
  /** Whether to wait for what has to be fetched for a whole answer: what forgives typos, and shards. */
  readonly patient: boolean;
};

export type Command =
  /** Read the snapshot that the text of a head file names. `folder` is where both lie; `bytes` may be the file `base`. */
  | {
      readonly kind: "load";
      readonly folder: string;
      readonly head: string;
      readonly base: string;
      readonly bytes: ArrayBuffer | null;
    }
  | Ask
  /** The listings of rows that points named. */
  | { readonly kind: "rows"; readonly rows: readonly number[] }
  /** The rows and points of listings. */
  | { readonly kind: "slugs"; readonly slugs: readonly string[] }
  /** Fetch the second file: from then on rows have contacts and openings. */
  | { readonly kind: "details" }
  /** What the worker knows, for an engine elsewhere: of the directory, and of its second file. */
  | { readonly kind: "share" }
  | { readonly kind: "share-details" };

/** Why search does not work: nothing to read, or a directory that needs a newer page than this one. */
export type Problem = "unavailable" | "newer-version";

export type Pins = Pick<Found, "points" | "pointRows">;

export type Answer =
  | { readonly kind: "done" }
  | ({ readonly kind: "found" } & Found)
  | ({ readonly kind: "rows"; readonly rows: readonly FoundRow[] } & Pins)
  /** Null of a directory of shards, which is too large for the thread of a page. */
  | { readonly kind: "shared"; readonly shared: Shared | null }
  /** Null when there is no second file. */
  | { readonly kind: "shared-details"; readonly details: DetailColumns | null }
  | { readonly kind: "failed"; readonly problem: Problem };

/** A directory of one file as data alone; what has changed since then lies in a file that the head names. */
export type Shared = { readonly files: HeadFile; readonly snapshot: SnapshotData };

export type Numbered<Message> = Message & { readonly id: number };
