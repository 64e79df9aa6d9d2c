import { expect, test } from "vitest";
import { applied } from "./change.ts";

const current = { name: "Bread Alone", phone: "845 555 0100", position: null };

test("a change takes the place of what it names, and the rest stays", () => {
  expect(applied(current, { phone: "" })).toEqual({ ...current, phone: "" });
  expect(applied<{ n: number | null }>({ n: 5 }, { n: null })).toEqual({ n: null });
  expect(applied({ on: true, n: 5 }, { on: false, n: 0 })).toEqual({ on: false, n: 0 });
});

test("what a change leaves undefined stays, so nothing is wiped by an optional field", () => {
  expect(applied(current, { name: undefined, phone: "1" })).toEqual({ ...current, phone: "1" });
  expect(applied(current, {})).toEqual(current);
});

test("neither the entity nor the change is altered", () => {
  const [before, change] = [Object.freeze({ ...current }), Object.freeze({ name: "Other" })];

  const next = applied(before, change);

  expect(next).not.toBe(before);
  expect(before).toEqual(current);
});
