import { expect, test } from "vitest";
import { BLANK } from "./listing.ts";
import { postalCodesOf } from "./postal-codes.ts";

const listing = (postalCode: string, at: readonly [lat: number, lon: number] | null) => ({
  address: { ...BLANK.address, postalCode },
  position: at && { lat: at[0], lon: at[1] },
});

test("a postal code lies where the pins are that have it, however it is written", () => {
  const found = postalCodesOf([
    listing("12498", [42.04, -74.12]),
    listing("12401", [41.93, -74.0]),
    listing("12401-2210", [41.95, -74.0]),
    listing(" 12401", [41.93, -73.98]),
    listing("12401", null),
    listing("", [41.93, -74]),
  ]);

  expect(found).toEqual([
    {
      code: "12401",
      listings: 3,
      hull: expect.arrayContaining([
        [-74, 41.93],
        [-74, 41.95],
        [-73.98, 41.93],
      ]),
    },
    { code: "12498", listings: 1, hull: [[-74.12, 42.04]] },
  ]);
});

test("one pin that was set on the other side of the country does not stretch a postal code", () => {
  const near = Array.from({ length: 9 }, (_, i) => listing("12401", [41.9 + i / 100, -74]));

  const [found] = postalCodesOf([...near, listing("12401", [37.7, -122.4])]);

  expect([found?.listings, found?.hull.every(([lon]) => lon === -74)]).toEqual([9, true]);
});
