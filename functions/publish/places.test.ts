import { expect, test } from "vitest";
import { placesOf } from "./places.ts";
import { listingOf, showingOf } from "./test-directory.ts";

const NOWHERE = { street: "", extra: "", town: "", state: "", postalCode: "" };

function inPlace(slug: string, town: string, postalCode: string, position: { lat: number; lon: number } | null) {
  return listingOf(slug, { address: { ...NOWHERE, town, postalCode }, position });
}

test("each town and each postal code has the box around its pins", () => {
  const showing = showingOf({
    listings: [
      inPlace("a", "Kingston", "12401", { lat: 41.9, lon: -74.1 }),
      inPlace("b", "Kingston", "12401-5555", { lat: 41.95, lon: -74 }),
      inPlace("c", "Rhinebeck", "12572", { lat: 41.92, lon: -73.9 }),
    ],
  });

  const places = placesOf(showing);

  expect(places).toEqual([
    { kind: "town", name: "Kingston", box: { west: -74.1, south: 41.9, east: -74, north: 41.95 } },
    { kind: "town", name: "Rhinebeck", box: { west: -73.9, south: 41.92, east: -73.9, north: 41.92 } },
    { kind: "postal-code", name: "12401", box: { west: -74.1, south: 41.9, east: -74, north: 41.95 } },
    { kind: "postal-code", name: "12572", box: { west: -73.9, south: 41.92, east: -73.9, north: 41.92 } },
  ]);
});

test("a place without a pin, or without a name, is no place to go to", () => {
  const listings = [
    inPlace("a", "Kingston", "12401", null),
    inPlace("b", "", "", { lat: 1, lon: 2 }),
    inPlace("c", "", " ", { lat: 1, lon: 2 }),
  ];

  expect(placesOf(showingOf({ listings }))).toEqual([]);
});

test("one pin set wrong does not stretch a town of many", () => {
  const pins = Array.from({ length: 99 }, (_, i) => ({ lat: 41.9 + i / 10_000, lon: -74 - i / 10_000 }));
  const listings = [...pins, { lat: 0, lon: 0 }].map((pin, i) => inPlace(`l${i}`, "Kingston", "", pin));

  const [kingston] = placesOf(showingOf({ listings }));

  expect(kingston?.box.south).toBeGreaterThan(41.89);
  expect(kingston?.box.east).toBeLessThan(-73.9);
});
