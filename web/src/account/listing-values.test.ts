import { expect, test } from "vitest";
import { changedFields, isSame } from "./listing-values.ts";
import { typedValue, valueText } from "./typed-value.ts";

const BASE = {
  name: "Bakery",
  summary: "",
  description: "",
  categories: ["cat_1"],
  tags: ["bread"],
  address: { street: "1 Main Street", extra: "", town: "Tivoli", state: "NY", postalCode: "12583" },
  position: { lat: 42, lon: -74 },
  phone: "",
  email: "",
  website: "",
  hours: "Mo 09:00-17:00",
  zone: null,
  logo: null,
  photos: [],
  deals: [],
};

test("only what is typed otherwise has changed, in whatever order its parts stand", () => {
  const address = { town: "Tivoli", street: "1 Main Street", extra: "", postalCode: "12583", state: "NY" };

  expect(changedFields(BASE, { ...BASE, address })).toEqual([]);
  expect(changedFields(BASE, { ...BASE, tags: ["rolls"], position: null })).toEqual(["tags", "position"]);
  expect(changedFields(BASE, { ...BASE, hours: null })).toEqual(["hours"]);
  expect(isSame(["a", "b"], ["b", "a"])).toBe(false);
});

test("what staff edit as text stays of its kind", () => {
  expect(typedValue(["bread"], valueText(["bread", "rolls"]))).toEqual(["bread", "rolls"]);
  expect(typedValue("Bakery", " Bakery & Sons ")).toBe("Bakery & Sons");
  expect(typedValue(null, "")).toBe(null);
  expect(typedValue("", "")).toBe("");
});
