import { expect, test } from "vitest";
import { mappingIn, paramsOf, troubleOf } from "./mapping.ts";

const targets = [
  { id: "name", label: "name", isJoined: false },
  { id: "phone", label: "phone", isJoined: false },
  { id: "street", label: "street", isJoined: true },
];
const headers = ["Company", "Tel. no", "Line 1", "Line 2"];
const sent = {
  ...{ headers, targets },
  mapping: { columns: { Company: "name", "Tel. no": "ignore" }, defaults: { town: "Kingston" } },
};
const asked = (mapping: Parameters<typeof paramsOf>[0]) => new URLSearchParams(paramsOf(mapping, headers));

test("what is chosen comes back from the address, and defaults that were emptied stay empty", () => {
  const columns = { Company: "name", "Tel. no": "phone", "Line 1": "street", "Line 2": "ignore" };

  const read = mappingIn(asked({ columns, defaults: { level: "gold" } }), sent);
  const emptied = mappingIn(asked({ columns, defaults: { town: "" } }), sent);

  expect(read).toEqual({ columns, defaults: { level: "gold" } });
  expect(emptied.defaults).toEqual({});
});

test("an address that says nothing, or speaks of another file, leaves what the file was sent with", () => {
  const other = new URLSearchParams({ columns: "name.phone" });

  expect(mappingIn(new URLSearchParams(), sent)).toEqual(sent.mapping);
  expect(mappingIn(other, sent).columns).toEqual(sent.mapping.columns);
});

test("a file needs one column of names, and only what can be joined is made of two columns", () => {
  const withColumns = (columns: Record<string, string>) => troubleOf({ columns, defaults: {} }, sent);

  expect(withColumns({ Company: "phone" })).toMatch(/name/);
  expect(withColumns({ Company: "name", "Line 1": "phone", "Tel. no": "phone" })).toMatch(/“Tel. no” and “Line 1”/);
  expect(withColumns({ Company: "name", "Line 1": "street", "Line 2": "street" })).toBeNull();
});
