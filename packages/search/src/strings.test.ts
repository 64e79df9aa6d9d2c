import fc from "fast-check";
import { expect, test } from "vitest";
import { readStrings, writeStrings } from "./strings.ts";
import { hostileText, runs } from "./test-data.ts";

test("any strings come back as they were", () => {
  fc.assert(
    fc.property(fc.array(hostileText), (strings) => {
      expect(readStrings(writeStrings(strings))).toEqual(strings);
    }),
    runs(500),
  );
});

test("an empty list is not a list of an empty string", () => {
  expect(readStrings(writeStrings([]))).toEqual([]);
  expect(readStrings(writeStrings([""]))).toEqual([""]);
});

test("bytes that are no list are refused", () => {
  expect(() => readStrings(Uint8Array.of(65))).toThrow(RangeError);
  expect(() => readStrings(Uint8Array.of(0xff, 10))).toThrow(TypeError);
});
