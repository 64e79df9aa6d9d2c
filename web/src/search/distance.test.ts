import { expect, test } from "vitest";
import { distanceWords, radiusChoices } from "./distance.ts";

test.each([
  [0, "mi", "under 0.1 mi"],
  [644, "mi", "0.4 mi"],
  [15_000, "mi", "9.3 mi"],
  [40_234, "mi", "25 mi"],
  [10, "km", "50 m"],
  [830, "km", "850 m"],
  [1_240, "km", "1.2 km"],
  [40_234, "km", "40 km"],
])("%i metres in %s are %s", (meters, units, words) => {
  expect(distanceWords(meters, units)).toBe(words);
});

test("the distances to choose from are round in the chamber's units", () => {
  expect(radiusChoices("km").map(({ meters }) => meters)).toEqual([1_000, 5_000, 10_000, 25_000]);
  expect(radiusChoices("mi")[1]).toEqual({ meters: 8_047, name: "Within 5 mi" });
});
