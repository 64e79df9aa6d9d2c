import { expect, test } from "vitest";
import { offlinePlaces } from "./offline-places.ts";

const at = (postalCode: string, town: string) => ({ street: "9 New St", extra: "", town, state: "NY", postalCode });
const pin = (postalCode: string, town: string, lat: number, lon: number) => ({
  address: at(postalCode, town),
  position: { lat, lon },
});
const PINS = [
  pin("12401-0001", "Kingston", 41.9, -74.0),
  pin("12401", "Kingston", 41.92, -74.02),
  pin("12401", "KINGSTON", 41.94, -74.04),
  // Somebody has mixed up the signs: one pin far off must not move the middle.
  pin("12401", "Kingston", -41.93, 74.03),
  pin("12498", "Woodstock", 42.0, -74.1),
  { address: at("12498", "Woodstock"), position: null },
];

test.each([
  ["12401", "Kingston", { position: { lat: 41.91, lon: -74.01 }, of: "postal-code" }],
  ["12499", "Kingston", { position: { lat: 41.91, lon: -74.01 }, of: "town" }],
  ["12498", "Woodstock", null],
  ["", "", null],
])("an address in %s %s lies %j as far as other pins tell", async (postalCode, town, expected) => {
  const geocode = offlinePlaces(PINS);

  expect(await geocode(at(postalCode, town))).toEqual(expected);
});
