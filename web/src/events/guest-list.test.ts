import { expect, test } from "vitest";
import { guestList } from "./guest-list.ts";

test("who comes is named with their company, and the rest are counted", () => {
  const named = [
    { name: "Ada Lovelace", company: "Engines & Sons" },
    { name: "Ben", company: "" },
  ];

  expect(guestList({ named, more: 3 })).toEqual({ lines: ["Ada Lovelace, Engines & Sons", "Ben"], more: "and 3 more" });
  expect(guestList({ named, more: 0 })?.more).toBe("");
});

test("what is no file of guests says nothing", () => {
  expect(guestList({})).toBeNull();
});
