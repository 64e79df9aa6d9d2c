import type { Place } from "./entry.ts";
import { fold } from "./text.ts";

/** A text taken apart into what is looked for and where. */
export type PlaceSearch = {
  /** What remains of the text, folded; empty when it only names the place. */
  readonly words: string;
  readonly place: Place;
  readonly relation: "in" | "near";
};

/** The words of a language that come before a place: "in", "near", "close to". */
export type PlaceWords = Readonly<Record<PlaceSearch["relation"], readonly string[]>>;

/**
 * Finds a place in a text: after a word such as "in" or "near"; a town at the end, when other words remain; a postal code
 * at either end. Of several names that fit, the longest. Null when no known place is named so: the text stays as it is.
 */
export function placeIn(text: string, places: readonly Place[], relations: PlaceWords): PlaceSearch | null {
  const tokens = fold(text).split(" ");
  const known = namesOf(places);
  for (let at = tokens.length - 1; at >= 0; at--) {
    for (const relation of ["in", "near"] as const) {
      for (const word of relations[relation]) {
        const start = at + fold(word).split(" ").length;
        if (tokens.slice(at, start).join(" ") !== fold(word)) continue;
        for (let end = tokens.length; end > start; end--) {
          const place = known.get(tokens.slice(start, end).join(" "));
          if (place) return { words: without(tokens, at, end), place, relation };
        }
      }
    }
  }
  for (let length = tokens.length; length > 0; length--) {
    const last = known.get(tokens.slice(-length).join(" "));
    if (last && (length < tokens.length || last.kind === "postal-code")) {
      return { words: without(tokens, tokens.length - length, tokens.length), place: last, relation: "in" };
    }
    const first = known.get(tokens.slice(0, length).join(" "));
    if (first?.kind === "postal-code") return { words: without(tokens, 0, length), place: first, relation: "in" };
  }
  return null;
}

const folded = new WeakMap<readonly Place[], ReadonlyMap<string, Place>>();

/** Places by folded name; of two that share one, the first. */
function namesOf(places: readonly Place[]): ReadonlyMap<string, Place> {
  const known = folded.get(places) ?? new Map(places.toReversed().map((place) => [fold(place.name), place]));
  folded.set(places, known);
  return known;
}

function without(tokens: readonly string[], from: number, to: number): string {
  return [...tokens.slice(0, from), ...tokens.slice(to)].join(" ");
}
