import { expect, test } from "vitest";
import { missingOf } from "./missing.ts";

const FULL = {
  categories: ["cat_1"],
  position: { lat: 42, lon: -74 },
  hours: "Mo-Fr 09:00-17:00",
  summary: "Bread",
  description: "",
};
const SINCE = { id: "mbs_1", level: "basic", from: "2026-11-22", until: null };

test("a full listing of a member whose membership holds lacks nothing, and an empty one everything", () => {
  const empty = { categories: [], position: null, hours: "", summary: "", description: "" };

  expect(missingOf(FULL, { memberships: [SINCE] }, "2026-11-22")).toEqual([]);
  expect(missingOf(empty, { memberships: [] }, "2026-11-22")).toEqual([
    "membership",
    "category",
    "position",
    "hours",
    "words",
  ]);
});

test("a membership counts on its days only, and either text is words enough", () => {
  const described = { ...FULL, summary: "", description: "We bake." };

  expect(missingOf(described, { memberships: [SINCE] }, "2026-11-21")).toEqual(["membership"]);
});
