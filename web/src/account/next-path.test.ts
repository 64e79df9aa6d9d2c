import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "./next-path.ts";

const HERE = { origin: "https://chamber.example", base: "/" };
const BELOW = { origin: "https://chamber.example", base: "/sub/" };

test("a path of the site is gone to as the browser reads it", () => {
  expect(nextPath("/account/listings/?id=lst_1#hours", HERE, "/account/")).toBe("/account/listings/?id=lst_1#hours");
  expect(nextPath("/staff/../account/", HERE, "/")).toBe("/account/");
  expect(nextPath("/sub/account/", BELOW, "/sub/")).toBe("/sub/account/");
});

test.each([
  null,
  "",
  "account/",
  "https://evil.example/",
  "javascript:alert(1)",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/a/../..//evil.example",
  "/a/..//evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "/a/%2e%2e//evil.example",
  "/%2F%2Fevil.example",
  "/%2f/evil.example",
  "/%5cevil.example",
  "/%09/evil.example",
  "/%252f/evil.example",
  "/a//evil.example",
  "https:evil.example",
  "/sign-in/?next=/account/",
  "//user@evil.example/",
  "/account\\listings/",
  "/acc\tount/",
  "//[",
])("%j is not gone to", (next) => {
  expect(nextPath(next, HERE, "/account/")).toBe("/account/");
});

test("what lies beside the site is not gone to", () => {
  expect(nextPath("/elsewhere/", BELOW, "/sub/account/")).toBe("/sub/account/");
  expect(nextPath("/sub/../elsewhere/", BELOW, "/sub/account/")).toBe("/sub/account/");
  expect(nextPath("/subway/", BELOW, "/sub/account/")).toBe("/sub/account/");
});

test("whatever is asked for, the browser stays on the site", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    "..",
    ".",
    "//",
    "\t",
    "%2f",
    "%5c",
    "evil.example",
    "@",
    ":",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const gone = new URL(nextPath(parts.join(""), BELOW, "/sub/account/"), `${BELOW.origin}/sub/sign-in/`);

      expect(gone.origin).toBe(BELOW.origin);
      expect(gone.pathname.startsWith("/sub/")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
