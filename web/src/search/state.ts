/*
 * What a visitor looks for and where they look. List, map and address all show one such state, so that none of them can
 * say something else than the others.
 */

/** Degrees; west above east spans the 180th meridian. */
export type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
/** Degrees. */
export type Place = { readonly lat: number; readonly lon: number };

export type SearchState = {
  /** The words in the box, as they were typed. */
  readonly q: string;
  /** The slug of the category that was chosen, "" for any. */
  readonly category: string;
  /** The name of the town that was chosen, "" for any. */
  readonly town: string;
  readonly tags: readonly string[];
  /** Only what is open now. */
  readonly open: boolean;
  readonly near: Place | null;
  /** Metres from `near`; null for any distance. */
  readonly radius: number | null;
  /** The part of the map to search in; null for everywhere. */
  readonly box: Box | null;
  /** Whether moving the map searches where it comes to rest. A habit of the visitor, not part of an address. */
  readonly followsMap: boolean;
  /** The slug of the listing whose pin is chosen, "" for none. */
  readonly selected: string;
};

export const NOTHING: SearchState = {
  q: "",
  category: "",
  town: "",
  tags: [],
  open: false,
  near: null,
  radius: null,
  box: null,
  followsMap: false,
  selected: "",
};

/** Whether anything narrows the list: if not, the page's own list is the answer. */
export function isAsking(state: SearchState): boolean {
  return state.q !== "" || filterCount(state) > 0;
}

/** How many filters are on, the words in the box not counted. */
export function filterCount({ category, town, tags, open, near, box }: SearchState): number {
  return [category, town, open, near, box].filter(Boolean).length + tags.length;
}

/** The state without words and filters: the map's habit and choice stay. */
export function cleared({ followsMap, selected }: SearchState): SearchState {
  return { ...NOTHING, followsMap, selected };
}

/** Whether two states find the same listings. */
export function findsSame(a: SearchState, b: SearchState): boolean {
  const asked = ({ followsMap, selected, ...rest }: SearchState): string => JSON.stringify(rest);
  return asked(a) === asked(b);
}
