import { expect, test } from "vitest";
import { addressAsking, askedIn } from "./search-address.ts";

test("the words of a search live in the address and come back from it", () => {
  const address = addressAsking("https://example.org/sub/directory/#a-z", "crab & co");

  expect(address).toBe("https://example.org/sub/directory/?q=crab+%26+co#a-z");
  expect(askedIn(address)).toBe("crab & co");
});

test("a search that was cleared leaves no trace", () => {
  expect(addressAsking("https://example.org/directory/?q=crab", "")).toBe("https://example.org/directory/");
  expect(askedIn("https://example.org/directory/")).toBe("");
});
