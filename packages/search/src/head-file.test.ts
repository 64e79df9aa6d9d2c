import { expect, test } from "vitest";
import { type HeadFile, parseHead } from "./head-file.ts";
import { SnapshotError } from "./snapshot.ts";

const HEAD: HeadFile = { version: 1, base: "1a2b3c4d5e6f7081.bin", delta: null, count: 3 };

function problemOf(text: string): string {
  try {
    parseHead(text);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return error instanceof SnapshotError ? error.code : "other";
  }
}

test("a head file comes back from its text", () => {
  const changed = { ...HEAD, delta: "8170f6e5d4c3b2a1.delta.json" };

  expect(parseHead(JSON.stringify(HEAD))).toEqual(HEAD);
  expect(parseHead(JSON.stringify(changed))).toEqual(changed);
});

test("other files and newer versions are told from broken ones", () => {
  for (const text of ["", "<html>", "null", "[]", "{}"]) expect(problemOf(text)).toBe("not-a-snapshot");
  expect(problemOf(JSON.stringify({ version: 2, shards: [] }))).toBe("newer-version");
});

test.each([
  ["version 0", { ...HEAD, version: 0 }],
  ["no count", { ...HEAD, count: undefined }],
  ["a negative count", { ...HEAD, count: -1 }],
  ["half a listing", { ...HEAD, count: 0.5 }],
  ["a field too many", { ...HEAD, shards: [] }],
  ["no delta field", { ...HEAD, delta: undefined }],
  ["a path", { ...HEAD, base: "../1a2b.bin" }],
  ["an address", { ...HEAD, base: "//example.com/1a2b.bin" }],
  ["an empty name", { ...HEAD, delta: "" }],
])("a head file with %s is refused", (_, head) => {
  expect(problemOf(JSON.stringify(head))).toBe("corrupt");
});
