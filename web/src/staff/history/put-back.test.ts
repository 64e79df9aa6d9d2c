import { expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { fieldsBefore } from "./put-back.ts";

type Change = Entry["changes"][number];

function changed(fields: Change["fields"], kind = "listing"): Change {
  return { kind, id: "lst_1", done: "changed", fields };
}

test("fields become what they were; what was empty becomes empty in its own way", () => {
  const fields = {
    name: { before: { value: "Bread" }, after: { value: "Bread & Co" } },
    phone: { after: { value: "555" } },
    tags: { after: { value: ["rye"] } },
    position: { after: { value: { lat: 41, lon: -74 } } },
    hours: { before: { value: "24/7" } },
  };

  expect(fieldsBefore(changed(fields))).toEqual({ name: "Bread", phone: "", tags: [], position: null, hours: "24/7" });
});

test("what is not told cannot be put back, nor what nobody can change", () => {
  const untold = { staffNote: { before: { left: "private" as const }, after: { value: "x" } } };

  expect(fieldsBefore(changed(untold))).toBeNull();
  expect(fieldsBefore(changed({ status: { before: { value: "published" }, after: { value: "removed" } } }))).toBeNull();
  expect(fieldsBefore(changed({ name: { before: { value: "x" } } }, "session"))).toBeNull();
  expect(fieldsBefore({ ...changed({ name: { after: { value: "x" } } }), done: "made" })).toBeNull();
});
