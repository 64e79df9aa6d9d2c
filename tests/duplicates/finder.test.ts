import { compareListings, findDuplicates, LEAST_SCORE } from "@mainstreet/core/duplicate";
import { describe, expect, test } from "vitest";
import { labelledPairs } from "./labelled.ts";
import { type Figures, figuresOf, finderSays, peerSays, peerSaysOfFolded } from "./measure.ts";
import { realPlaces, realPlacesAreThere } from "./place.ts";
import { VARIATIONS } from "./variations.ts";

/** The floor, below what the held-out half came to when this was written. */
const LEAST = { precision: 0.95, recall: 0.9 };
/** Three times what it takes on a slow machine. */
const MOST_MILLISECONDS = 6_000;

const line = (who: string, { precision, recall, found, wrong, missed }: Figures): string =>
  `${who.padEnd(34)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${found} found, ${wrong} wrong, ${missed} missed)`;

describe.skipIf(!realPlacesAreThere())("the finder, on the half that it was not made with", () => {
  test("tells one business from two better than the published rule, by both measures", () => {
    const places = realPlaces();
    const pairs = labelledPairs(places).filter(({ heldOut }) => heldOut);
    const pinned = pairs.filter(({ a, b }) => a.position !== null && b.position !== null);

    const natural = pairs.filter(({ of }) => !VARIATIONS.includes(of));

    const says = finderSays(places, pairs);
    const [ours, rule, folded] = [says, peerSays, peerSaysOfFolded].map((who) => figuresOf(pairs, who));
    const [oursPinned, rulePinned, foldedPinned] = [says, peerSays, peerSaysOfFolded].map((who) =>
      figuresOf(pinned, who),
    );

    if (!ours || !rule || !folded || !oursPinned || !rulePinned || !foldedPinned)
      throw new Error("somebody is missing");
    console.log(
      [
        `held-out pairs: ${pairs.length}, of which both have a pin: ${pinned.length}`,
        line("ours", ours),
        line("rule", rule),
        line("rule, names folded", folded),
        line("ours, pairs of the files only", figuresOf(natural, says)),
        line("rule, pairs of the files only", figuresOf(natural, peerSays)),
        line("ours, both pinned", oursPinned),
        line("rule, both pinned", rulePinned),
        line("rule, names folded, both pinned", foldedPinned),
      ].join("\n"),
    );
    expect(ours.precision).toBeGreaterThanOrEqual(LEAST.precision);
    expect(ours.recall).toBeGreaterThanOrEqual(LEAST.recall);
    for (const peer of [rule, folded]) {
      expect(ours.precision).toBeGreaterThan(peer.precision);
      expect(ours.recall).toBeGreaterThan(peer.recall);
    }
    for (const peer of [rulePinned, foldedPinned]) {
      expect(oursPinned.precision).toBeGreaterThan(peer.precision);
      expect(oursPinned.recall).toBeGreaterThan(peer.recall);
    }
  });

  test.each(["krems", "monaco"] as const)("finds in %s what comparing all with all finds", (town) => {
    const places = [...realPlaces(town).values()];

    const pairs = places.flatMap((a, i) => places.slice(i + 1).map((b) => ({ a, b, ...compareListings(a, b) })));
    const all = pairs.filter(({ score }) => score >= LEAST_SCORE).map(({ a, b }) => [a.id, b.id].sort().join(" "));

    expect(
      findDuplicates(places)
        .map(({ a, b }) => [a, b].sort().join(" "))
        .sort(),
    ).toEqual(all.sort());
  });

  test("goes through all of San Francisco in a moment", () => {
    const places = [...realPlaces("sf").values()];

    const begun = performance.now();
    const proposals = findDuplicates(places);
    const milliseconds = performance.now() - begun;

    console.log(`${places.length} places: ${proposals.length} pairs proposed in ${milliseconds.toFixed(0)} ms`);
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
    expect(proposals.length).toBeLessThan(400);
  });
});
