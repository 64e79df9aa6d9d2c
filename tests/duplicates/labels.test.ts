import { describe, expect, test } from "vitest";
import { labelledPairs } from "./labelled.ts";
import { realPlaces, realPlacesAreThere } from "./place.ts";
import { VARIATIONS } from "./variations.ts";

describe.skipIf(!realPlacesAreThere())("labelled pairs", () => {
  test("are enough, on both sides and in both halves", () => {
    const pairs = labelledPairs(realPlaces());

    expect(pairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(200);
    expect(pairs.filter(({ same }) => !same).length).toBeGreaterThanOrEqual(200);
    const held = pairs.filter(({ heldOut }) => heldOut).length / pairs.length;
    expect(held).toBeGreaterThan(0.4);
    expect(held).toBeLessThan(0.6);
  });

  test("are each there once", () => {
    const pairs = labelledPairs(realPlaces());

    const keys = pairs.map(({ a, b }) => [a.id, b.id].sort().join(" "));
    expect(new Set(keys).size).toBe(pairs.length);
  });

  test("every variation occurs, and makes another place of each that it is used for", () => {
    const pairs = labelledPairs(realPlaces());

    const used = new Set(pairs.map(({ of }) => of));
    expect(VARIATIONS.filter((name) => !used.has(name))).toEqual([]);
    const varied = pairs.filter(({ of }) => VARIATIONS.includes(of));
    const unchanged = varied.filter(
      ({ a, b }) => JSON.stringify({ ...a, id: "" }) === JSON.stringify({ ...b, id: "" }),
    );
    expect(unchanged.map(({ a, of }) => `${a.id} ${of}`)).toEqual([]);
  });
});
