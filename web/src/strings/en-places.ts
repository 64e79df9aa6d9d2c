import type { PlaceWords } from "@mainstreet/search/place-search";

/** The words that come before a place in what is searched: "bakery in Rhinebeck", "near 12401". */
export const placeWords: PlaceWords = { in: ["in", "at"], near: ["near", "around", "close to", "by"] };
