/** One listing as the search sees it. The slug is its key. */
export type Entry = {
  readonly slug: string;
  readonly name: string;
  /** Degrees; a snapshot keeps steps of 1e-5 degrees, about 1.1 m. */
  readonly position: { readonly lat: number; readonly lon: number } | null;
  /** Category slugs, the primary one first. */
  readonly categories: readonly string[];
  /** Display name, empty if unknown. */
  readonly town: string;
  readonly tags: readonly string[];
  /** Rank of the membership level, 0 (basic) to 7; higher is listed as featured. */
  readonly level: number;
  /** OSM opening_hours text, empty if unknown. */
  readonly hours: string;
};

export type CategoryName = { readonly slug: string; readonly name: string; readonly parent: string | null };

/** What the snapshot says about itself besides rows. */
export type SnapshotHead = { readonly categories: readonly CategoryName[] };

export const MAX_LEVEL = 7;
