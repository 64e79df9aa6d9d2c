import { createHash } from "node:crypto";
import * as z from "zod";
import labels from "./labels.json" with { type: "json" };
import type { Place } from "./place.ts";
import { vary } from "./variations.ts";

/** Two places, and whether they are one business. */
export type LabelledPair = {
  readonly a: Place;
  readonly b: Place;
  readonly same: boolean;
  readonly of: string;
  readonly heldOut: boolean;
};

// Two ids, or an id and a variation, and what the pair is.
const Labels = z.array(
  z.tuple([
    z.string(),
    z.string(),
    z.enum([
      "same",
      "variation",
      "chain",
      "one-address",
      "shop-in-shop",
      "one-pin",
      "similar-name",
      "one-phone",
      "other",
    ]),
  ]),
);

/** Whether a pair is kept for the figure and never looked at while the finder is tuned. */
function isHeldOut(a: string, b: string): boolean {
  const [first, second] = [a, b].sort();
  return (createHash("sha256").update(`${first} ${second}`).digest()[0] ?? 0) % 2 === 1;
}

/** All labelled pairs. Throws where a label names a place that is not there. */
export function labelledPairs(places: ReadonlyMap<string, Place>): readonly LabelledPair[] {
  const placeOf = (id: string): Place => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`no place: ${id}`);
    return place;
  };
  return Labels.parse(labels).map(([first, second, of]) => {
    const varied = of === "variation" || of === "other";
    const { place, twin } = varied ? vary(placeOf(first), second) : { place: placeOf(first), twin: placeOf(second) };
    return {
      a: place,
      b: twin,
      same: of === "same" || of === "variation",
      of: varied ? second : of,
      heldOut: isHeldOut(place.id, twin.id),
    };
  });
}
