import { expect, test } from "vitest";
import { directionsHref, initial, telHref, websiteLink } from "./contact.ts";

test("a phone number becomes a link that dials", () => {
  expect(telHref("(845) 555-0123")).toBe("tel:8455550123");
  expect(telHref("+1 845.555.0123")).toBe("tel:+18455550123");
  expect(telHref("845-555-0123 ext. 12")).toBe("tel:8455550123;ext=12");
  expect(telHref("845-555-0123 x7")).toBe("tel:8455550123;ext=7");
  expect(telHref("ask inside")).toBe("");
});

test("a website is linked only when it is of the web", () => {
  expect(websiteLink("https://www.example.com/")).toEqual({ href: "https://www.example.com/", text: "example.com" });
  expect(websiteLink("http://example.com/shop/?a=1")?.text).toBe("example.com/shop");
  expect(websiteLink("javascript:alert(1)")).toBeNull();
  expect(websiteLink("")).toBeNull();
});

test("directions lead to the pin", () => {
  expect(directionsHref({ lat: 41.9268, lon: -73.9124 })).toBe(
    "https://www.openstreetmap.org/directions?to=41.9268%2C-73.9124",
  );
});

test("the sign shows the first letter, whatever stands before it", () => {
  expect(["“The Local”", "élan", "1850 House", "…"].map(initial)).toEqual(["T", "É", "1", ""]);
});
