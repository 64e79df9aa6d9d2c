import { boxOf, contains, Region } from "@mainstreet/core/region";
import { expect, test } from "vitest";
import { midHudson } from "./region.ts";

const region = midHudson();

test("the region is a shape that core accepts, small enough to travel with the site", () => {
  expect(Region.parse(region)).toEqual(region);
  expect(JSON.stringify(region).length).toBeLessThan(20_000);
});

test("it holds both banks of the river and not the counties around", () => {
  const kingston = { lat: 41.927, lon: -73.997 };
  const beacon = { lat: 41.505, lon: -73.97 };
  const hudson = { lat: 42.251, lon: -73.788 };
  const newburgh = { lat: 41.503, lon: -74.01 };

  expect([kingston, beacon, hudson, newburgh].map((town) => contains(region, town))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("its coordinates have at most five decimals", () => {
  for (const position of region.shape.coordinates.flat(2)) {
    for (const degrees of position) expect(String(degrees)).toMatch(/^-?\d{2}(\.\d{1,5})?$/);
  }
});

test("its box is that of Ulster and Dutchess counties", () => {
  const { west, south, east, north } = boxOf(region);

  expect([west, south, east, north].map((degrees) => Math.round(degrees * 10) / 10)).toEqual([
    -74.8, 41.4, -73.5, 42.2,
  ]);
});
