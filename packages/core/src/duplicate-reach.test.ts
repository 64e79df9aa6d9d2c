import { expect, test } from "vitest";
import { phoneDigits, samePhone, siteOf } from "./duplicate-reach.ts";

test("a number is the same in every dress", () => {
  const forms = ["+1 (415) 555-0100", "415.555.0100", "1-415-555-0100", "4155550100"];

  expect(new Set(forms.map(phoneDigits))).toEqual(new Set(["4155550100"]));
  expect(samePhone(phoneDigits("+377 97 98 34 44"), phoneDigits("97 98 34 44"))).toBe(true);
  expect(samePhone(phoneDigits("415 555 0100"), phoneDigits("415 555 0101"))).toBe(false);
  expect(samePhone("", "")).toBe(false);
  expect(phoneDigits("911")).toBe("");
});

test("a website is its host, and its path where many share the host", () => {
  const forms = ["https://www.sparrow.example/", "http://sparrow.example", "sparrow.example/en?from=map"];

  expect(new Set(forms.map(siteOf))).toEqual(new Set(["sparrow.example"]));
  expect(siteOf("https://www.facebook.com/sparrow/")).toBe("facebook.com/sparrow");
  expect(siteOf("http://de-de.facebook.com/sparrow")).toBe("facebook.com/sparrow");
  expect(siteOf("")).toBe("");
});
