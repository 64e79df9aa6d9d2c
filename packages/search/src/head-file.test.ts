import { expect, test } from "vitest";
import { type HeadFile, parseHead } from "./head-file.ts";
import { SnapshotError } from "./snapshot-error.ts";

const HEAD: HeadFile = {
  version: 1,
  count: 3,
  base: "1a2b3c4d5e6f7081.bin",
  details: null,
  delta: null,
  shards: [],
};
const SHARD = { file: "a.bin", details: "b.bin", count: 2, box: { west: -1, south: 2, east: 3.5, north: 4 } };

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
  const changed = { ...HEAD, details: "d.bin", delta: "8170f6e5d4c3b2a1.delta.json", shards: [SHARD] };

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
  ["a field too many", { ...HEAD, more: [] }],
  ["no delta field", { ...HEAD, delta: undefined }],
  ["shards that are no list", { ...HEAD, shards: {} }],
  ["a shard without a count", { ...HEAD, shards: [{ ...SHARD, count: undefined }] }],
  ["a shard in no box", { ...HEAD, shards: [{ ...SHARD, box: null }] }],
  ["a shard off the earth", { ...HEAD, shards: [{ ...SHARD, box: { ...SHARD.box, west: -181 } }] }],
  ["a shard with a path", { ...HEAD, shards: [{ ...SHARD, file: "/a.bin" }] }],
  ["a path", { ...HEAD, base: "../1a2b.bin" }],
  ["an address", { ...HEAD, base: "//example.com/1a2b.bin" }],
  ["an empty name", { ...HEAD, delta: "" }],
])("a head file with %s is refused", (_, head) => {
  expect(problemOf(JSON.stringify(head))).toBe("corrupt");
});
