import { expect, test } from "vitest";
import { allOrNone, extended, NOTHING, toggled } from "./selection.ts";

const ORDER = ["a", "b", "c", "d", "e"];
const ids = ({ ids }: { readonly ids: ReadonlySet<string> }) => [...ids].sort().join("");

test("a second press lets a row go again", () => {
  const chosen = toggled(toggled(NOTHING, "b"), "c");

  expect(ids(chosen)).toBe("bc");
  expect(ids(toggled(chosen, "b"))).toBe("c");
});

test("a range goes from the row last pressed to another, in the order that is shown", () => {
  const chosen = toggled(NOTHING, "d");

  expect(ids(extended(chosen, "b", ORDER))).toBe("bcd");
  expect(ids(extended(chosen, "b", [...ORDER].reverse()))).toBe("bcd");
  expect(ids(extended(extended(chosen, "b", ORDER), "e", ORDER))).toBe("bcde");
});

test("a range whose beginning is filtered away is the row alone", () => {
  const chosen = toggled(NOTHING, "d");

  expect(ids(extended(chosen, "b", ["a", "b"]))).toBe("bd");
});

test("all are chosen at once, and let go at once", () => {
  const all = allOrNone(toggled(NOTHING, "a"), ORDER);

  expect(ids(all)).toBe("abcde");
  expect(ids(allOrNone(all, ORDER))).toBe("");
});
