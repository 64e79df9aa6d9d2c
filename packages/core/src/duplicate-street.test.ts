import { expect, test } from "vitest";
import { compareStreet, matchStreets } from "./duplicate-street.ts";

const read = (street: string, extra = "") => compareStreet({ street, extra });
const match = (a: string, b: string) => matchStreets(read(a), read(b));

test.each([
  ["1200 VAN NESS AVE, 3RD FLOOR", { number: "1200", street: "van ness", unit: "3" }],
  ["500 Post Street #12B", { number: "500", street: "post", unit: "12b" }],
  ["500 Post St. Suite 12B", { number: "500", street: "post", unit: "12b" }],
  ["052 California St", { number: "52", street: "california", unit: "" }],
  ["4100 03RD ST", { number: "4100", street: "3", unit: "" }],
  ["24th Street", { number: "", street: "24", unit: "" }],
  ["11 Wachaustraße", { number: "11", street: "wachau", unit: "" }],
  ["11 Wachaustr.", { number: "11", street: "wachau", unit: "" }],
  ["", { number: "", street: "", unit: "" }],
])("%s is taken apart", (street, parts) => {
  expect(read(street)).toEqual(parts);
});

test("the second line says the unit too", () => {
  expect(read("500 Post St", "Unit 4").unit).toBe("4");
});

test("houses are the same, next door, or others; of what is not known nothing is said", () => {
  expect(match("500 Post St", "500 POST STREET, Suite 4")).toBe("same");
  expect(match("1365 Noriega St", "1345 Noriega Street")).toBe("next-door");
  expect(match("1365 Noriega St", "1065 Noriega St")).toBe("other");
  expect(match("500 Post St", "500 Geary St")).toBe("other");
  expect(match("Post St", "500 Post St")).toBe("unknown");
  expect(match("Post St", "Post Street")).toBe("unknown");
  expect(match("", "500 Post St")).toBe("unknown");
});
