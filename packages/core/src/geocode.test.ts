import { expect, test } from "vitest";
import { sameAddress, samePostalCode } from "./geocode.ts";

const at = { street: "1 Main St.", extra: "", town: "Kingston", state: "NY", postalCode: "12401-1234" };

test("an address is the same however it is written, and another door is another address", () => {
  const alike = { ...at, street: " 1  MAIN st", extra: "Suite 2", postalCode: "12401" };

  expect(sameAddress(alike)).toBe(sameAddress(at));
  expect(sameAddress({ ...at, street: "2 Main St" })).not.toBe(sameAddress(at));
});

test.each([
  ["12401-1234", "12401"],
  ["12401", "12401"],
  ["SW1A 1AA", "SW1A1AA"],
  ["sw1a1aa", "SW1A1AA"],
  ["", ""],
])("the postal code %j is compared as %j", (code, same) => {
  expect(samePostalCode(code)).toBe(same);
});
