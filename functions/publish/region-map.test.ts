import type { Region } from "@mainstreet/core/region";
import { expect, test } from "vitest";
import { boxOfShowing, regionMap } from "./region-map.ts";
import { listingOf, showingOf } from "./test-directory.ts";

const region: Region = {
  name: "Around Kingston",
  shape: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [-74.1, 41.8],
          [-73.9, 41.8],
          [-73.9, 42],
          [-74.1, 41.8],
        ],
      ],
    ],
  },
};
const at = (slug: string, town: string, lat: number, lon: number) =>
  listingOf(slug, { address: { ...listingOf("x").address, town }, position: { lat, lon } });

type Feature = { properties: { kind: string; name: string }; geometry: { type: string; coordinates: unknown } };

function featuresOf(map: string): Feature[] {
  return JSON.parse(map).features;
}

test("a map of a chamber in the United States has the land around it, its region and its towns", () => {
  const map = regionMap(
    showingOf({ listings: [at("a", "Kingston", 41.85, -73.95)], chamber: { region, country: "US" } }),
  );

  const features = featuresOf(map);

  const named = (kind: string) =>
    features.filter(({ properties }) => properties.kind === kind).map((f) => f.properties.name);
  expect(named("land")).toContain("Ulster");
  expect(named("land")).toContain("Dutchess");
  expect(named("land")).not.toContain("Los Angeles");
  expect(named("region")).toEqual(["Around Kingston"]);
  expect(named("town")).toEqual(["Kingston"]);
  expect(named("county")).toHaveLength(1);
  expect(map.length).toBeLessThan(200_000);
  expect(map).not.toMatch(/\d\.\d{6}/);
});

test("a map elsewhere has its region and towns, and a map of nothing is empty", () => {
  const elsewhere = regionMap(showingOf({ listings: [], chamber: { region, country: "CA" } }));

  expect(featuresOf(elsewhere).map(({ properties }) => properties.kind)).toEqual(["region"]);
  expect(featuresOf(regionMap(showingOf({ listings: [] })))).toEqual([]);
});

test("a town stands where most of its pins are, whatever one pin says", () => {
  const pins = [41.93, 41.94, 41.95, 12].map((lat, i) => at(`a${i}`, "Kingston", lat, -74.01));

  const [town] = featuresOf(regionMap(showingOf({ listings: pins, chamber: { country: "CA" } })));

  expect(town?.geometry).toEqual({ type: "Point", coordinates: [-74.01, 41.94] });
});

test("a map without a region begins around the pins, rounded outwards; without pins nowhere", () => {
  const listings = [at("a", "Kingston", 41.931, -74.019), at("b", "", 41.859, -73.981)];

  expect(boxOfShowing(showingOf({ listings }))).toEqual({ west: -74.02, south: 41.85, east: -73.98, north: 41.94 });
  expect(boxOfShowing(showingOf({ listings: [listingOf("a")] }))).toBeNull();
});
