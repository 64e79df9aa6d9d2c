import { expect, test } from "vitest";
import { absoluteHref, href } from "./href.ts";

test("a path stands below the base of the site", () => {
  expect(href({ base: "/" }, "/")).toBe("/");
  expect(href({ base: "/" }, "/towns/rhinebeck/")).toBe("/towns/rhinebeck/");
  expect(href({ base: "/sub/" }, "/")).toBe("/sub/");
  expect(href({ base: "/sub/" }, "/directory/#towns")).toBe("/sub/directory/#towns");
});

test("a whole address has origin, base and path", () => {
  expect(absoluteHref({ origin: "https://example.org", base: "/sub/" }, "/members/bakery/")).toBe(
    "https://example.org/sub/members/bakery/",
  );
});
