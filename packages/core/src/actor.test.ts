import { expect, test } from "vitest";
import { isTrusted, PUBLIC, requireTrusted, STAFF, system } from "./actor.ts";

test("staff and the chamber's own programs are trusted, the public is not", () => {
  expect([STAFF, system("import"), PUBLIC].map(isTrusted)).toEqual([true, true, false]);
});

test("whoever is not trusted is told to sign in", () => {
  expect(() => requireTrusted(STAFF)).not.toThrow();
  expect(() => requireTrusted(PUBLIC)).toThrow(expect.objectContaining({ code: "unauthenticated" }));
});

test("a program has its name", () => {
  expect(system("import")).toEqual({ kind: "system", name: "import" });
});
