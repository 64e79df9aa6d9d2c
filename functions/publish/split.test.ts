import { compare, fold } from "@mainstreet/core/text";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Part, split } from "./split.ts";

type Row = { readonly name: string; readonly id: number };

const keyOf = ({ name }: Row) => fold(name).replaceAll(" ", "") || "-";

function rowsOf(names: readonly string[]): Row[] {
  return names
    .map((name, id) => ({ name, id }))
    .sort((a, b) => compare(keyOf(a), keyOf(b)) || compare(a.name, b.name) || a.id - b.id);
}

function parts(names: readonly string[], most = 200): Part<Row>[] {
  return split(rowsOf(names), keyOf, most);
}

const names = fc.array(
  fc.oneof(
    fc.constantFrom("Same", "Sam", "S", "寿司", "Бублик", "3 Brothers", "٣", "𝔄rt", "!!!", "Ångström", "Zoë"),
    fc.stringMatching(/^[A-Ca-c0-9 ]{1,5}$/),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
  ),
  { maxLength: 120, size: "max" },
);

test("every row is in one part, no part is too long, and each key stands once and fits in an address", () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (some, most) => {
      const found = parts(some, most);

      expect(found.flatMap(({ rows }) => rows.map(({ id }) => id)).sort((a, b) => a - b)).toEqual(
        some.map((_, i) => i),
      );
      expect(Math.max(0, ...found.map(({ rows }) => rows.length))).toBeLessThanOrEqual(most);
      expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      if (found.length > 1) for (const { key } of found) expect(key).toMatch(/^[\p{L}\p{N}-]+$/u);
    }),
    { numRuns: 300 },
  );
});

test("rows of a part begin with its letters", () => {
  fc.assert(
    fc.property(names, (some) => {
      for (const { key, rows } of parts(some, 5)) {
        if (key === "0-9" || key === "") continue;
        const letters = key.replace(/(?<=.)-\d+$/, "");
        expect(rows.every((row) => keyOf(row).startsWith(letters))).toBe(true);
      }
    }),
  );
});

test("another text on one row changes one part, and a row more or less changes no part but its own", () => {
  const many = Array.from({ length: 900 }, (_, i) => `${"abcdefgh"[i % 8]}${"xyz"[i % 3]} ${i}`);
  const before = new Map(parts(many).map(({ key, rows }) => [key, JSON.stringify(rows.map(({ name }) => name))]));

  const after = parts([...many, "Bx Brand New"]);

  const different = after.filter(({ key, rows }) => before.get(key) !== JSON.stringify(rows.map(({ name }) => name)));
  expect(different.map(({ key }) => key)).toEqual(["b"]);
});

test("210 equal names are told apart by number", () => {
  const chain = [...Array.from({ length: 210 }, () => "Same"), "Samba", "Zed"];

  const found = parts(chain).map(({ key, rows }) => [key, rows.length]);

  expect(found).toEqual([
    ["samb", 1],
    ["same", 200],
    ["same-2", 10],
    ["z", 1],
  ]);
});

test("digits stand together while they are few, and apart when they are many", () => {
  const numbered = (count: number) => [...Array.from({ length: count }, (_, i) => `${i} Main`), "Anker", "٣ Shops"];

  expect(parts(numbered(150), 160).map(({ key }) => key)).toEqual([""]);
  expect(parts(numbered(150), 151).map(({ key }) => key)).toEqual(["0-9", "a"]);
  expect(parts(numbered(150), 100).map(({ key }) => key)).toEqual([..."0123456789", "٣", "a"]);
});

test("letters of any script and of any plane split as letters do", () => {
  const found = parts(["Бублик", "Борщ", "寿司", "寿", "𠮷野家", "𠮷"], 1);

  expect(found.map(({ key }) => key)).toEqual(["бо", "бу", "寿", "寿司", "𠮷", "𠮷野"]);
});

test("a short list is one part without a key", () => {
  expect(parts([])).toEqual([{ key: "", rows: [] }]);
  expect(parts(["Anker", "Zed"]).map(({ key }) => key)).toEqual([""]);
});
