import { expect, test } from "vitest";
import { placed } from "./placed.ts";

const box = { west: -74.1, south: 41.8, east: -73.9, north: 42 };
const places = [
  { name: "Red Hook", kind: "town", box },
  { name: "12401", kind: "postal-code", box },
] as const;

test("in a town are those of the town, in a postal code those in its box, near one the nearest to its middle", () => {
  expect(placed("bakery in red hook", { places })).toMatchObject({ what: "bakery", town: "Red Hook", box: null });
  expect(placed("bakery 12401", { places })).toMatchObject({ what: "bakery", name: "12401", town: "", box });
  expect(placed("near 12401", { places })?.near?.lat).toBeCloseTo(41.9);
  expect(placed("bakery", { places })).toBeNull();
});
