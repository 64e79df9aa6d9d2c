import type { Lists } from "./lists.ts";

/**
 * What a snapshot says of its rows by column, as far as words are looked for and rows are named. Rows 0 to `located` − 1
 * have a position and follow the Hilbert curve; the others follow by folded name. Numbers in a column called … of X, or in
 * lists of X, are places in the dictionary X.
 */
export type TextColumns = {
  readonly size: number;
  readonly located: number;
  /** The parts of names between spaces, as displayed. */
  readonly vocabulary: readonly string[];
  /** Parts of each row's name in `vocabulary`, in order. */
  readonly names: Lists;
  /** Slugs of categories: first those of the head in its order, then any that rows use besides. */
  readonly categories: readonly string[];
  readonly rowCategories: Lists;
  readonly towns: readonly string[];
  readonly rowTowns: Uint32Array;
  readonly tags: readonly string[];
  readonly rowTags: Lists;
  readonly featured: readonly string[];
  readonly rowFeatured: Uint32Array;
  /** How slugs differ from the derived ones, see slug.ts. */
  readonly slugChanges: readonly string[];
  readonly rowSlugChanges: Uint32Array;
};

/** Longitude and latitude of the located rows, in 1e-5 degrees. */
export type Positions = { readonly x: Int32Array; readonly y: Int32Array };

export type Columns = TextColumns &
  Positions & {
    readonly hours: readonly string[];
    readonly rowHours: Uint32Array;
  };
