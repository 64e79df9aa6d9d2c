import { MemberChange } from "@mainstreet/core/member";
import { expect, test } from "vitest";
import { changesOf, clashesOf, wrongIn } from "./editing.ts";

const BEFORE = { name: "Bakery", note: "", contactName: "Ann" };

test("only what says something else is a change", () => {
  expect(changesOf(BEFORE, { ...BEFORE, note: "calls on Mondays" })).toEqual({ note: "calls on Mondays" });
});

test("two people who change different fields do not meet", () => {
  expect(clashesOf(BEFORE, { note: "mine" }, { ...BEFORE, contactName: "Bea" })).toEqual([]);
});

test("of one field that two have changed both values are shown, unless they are the same", () => {
  const clash = { name: "note", yours: "mine", theirs: "theirs" };

  expect(clashesOf(BEFORE, { note: "mine", name: "Bakers" }, { ...BEFORE, note: "theirs" })).toEqual([clash]);
  expect(clashesOf(BEFORE, { note: "same" }, { ...BEFORE, note: "same" })).toEqual([]);
});

test("what the API would refuse is refused before, with the same words", () => {
  expect(wrongIn(MemberChange, { name: " ", contactEmail: "ann@example.org" })).toEqual({ name: "must not be empty" });
  expect(wrongIn(MemberChange, { name: "Bakery" })).toEqual({});
});
