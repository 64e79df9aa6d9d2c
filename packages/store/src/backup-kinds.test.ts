import { expect, test } from "vitest";
import { fateOf, IN_BACKUP, isBackedUp } from "./backup-kinds.ts";
import { KINDS } from "./keys.ts";

test("of every kind of item it is said what becomes of it in a backup, and of no other", () => {
  expect(Object.keys(IN_BACKUP).sort()).toEqual([...KINDS, "category-tree"].sort());
});

test("what would let somebody in again is in no backup", () => {
  for (const kind of ["session", "code", "flow"]) expect(isBackedUp(kind)).toBe(false);
  for (const kind of ["person", "tombstone", "unsubscribed", "person-secret"]) expect(fateOf(kind)).toBe("kept");
});

test("a kind that nobody knows goes into a backup, and a restore says its name instead of guessing", () => {
  expect(isBackedUp("deal")).toBe(true);
  expect(() => fateOf("deal")).toThrow("“deal”");
});
