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
  /** Name of the membership level for a featured listing, empty for the others. */
  readonly featured: string;
  /** Schedule text as in schedule.ts, empty if unknown. */
  readonly hours: string;
};

/** What a listing says besides, kept in a second file: only the rows shown need it. */
export type Contact = { readonly street: string; readonly phone: string; readonly website: string };

export type Listed = Entry & Contact;

/** Degrees, edges included; west above east spans the 180th meridian. */
export type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };

/** A name that a visitor may give instead of a box. */
export type Place = { readonly name: string; readonly kind: "town" | "postal-code"; readonly box: Box };

export type CategoryName = { readonly slug: string; readonly name: string; readonly parent: string | null };

/** What the snapshot says about itself besides rows. */
export type SnapshotHead = {
  readonly categories: readonly CategoryName[];
  readonly places: readonly Place[];
  /** Schedules hold for so many local days from this one on, YYYY-MM-DD; in the IANA zone, where they name none. */
  readonly hours: { readonly zone: string; readonly from: string; readonly days: number };
};
