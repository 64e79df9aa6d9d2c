import type { SnapshotHead } from "@mainstreet/search/entry";
import { placeIn } from "@mainstreet/search/place-search";
import { placeWords } from "../strings/en-places.ts";
import type { Box, Place } from "./state.ts";

/** What words say of a place: nearness, a town, or all in its box; and the words without it. */
export type Placed = {
  readonly name: string;
  readonly what: string;
  readonly town: string;
  readonly near: Place | null;
  readonly box: Box | null;
};

/** The place that words name, null for none. Of a town are those who say so, with a pin or without one. */
export function placed(text: string, { places }: Pick<SnapshotHead, "places">): Placed | null {
  const found = placeIn(text, places, placeWords);
  if (!found) return null;
  const { words: what, relation, place } = found;
  const { name, kind, box } = place;
  if (relation === "near") return { name, what, town: "", near: middleOf(box), box: null };
  return kind === "town"
    ? { name, what, town: name, near: null, box: null }
    : { name, what, town: "", near: null, box };
}

function middleOf({ west, south, east, north }: Box): Place {
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}
