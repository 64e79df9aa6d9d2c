import fc from "fast-check";
import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { createEngine } from "./engine.ts";
import type { Entry } from "./entry.ts";
import { openSnapshot } from "./read-rows.ts";
import { searchWords } from "./search-words.ts";
import { decode, decodeRest } from "./snapshot.ts";
import { listing, runs, TOWN, TOWN_HEAD } from "./test-data.ts";

const PARTS = ["Café", "cafe", "Caf", "Joe's", "A&B", "sushi", "Sushi-Zone", "zone", "The", "", "上海", "Tea", "é1"];
const anyPhrase = fc.array(fc.constantFrom(...PARTS), { maxLength: 4 }).map((parts) => parts.join(" "));

const anyTown: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      name: anyPhrase,
      position: fc.option(fc.constantFrom({ lat: 38, lon: -121 }, { lat: 38.5, lon: -121.2 })),
      categories: fc.uniqueArray(fc.constantFrom("cafe", "restaurant", "nameless"), { maxLength: 2 }),
      town: fc.constantFrom("", "Davis", "West Davis", "Sushi"),
      tags: fc.uniqueArray(fc.constantFrom("wifi", "tea", "zones"), { maxLength: 2 }),
    }),
    { maxLength: 100, size: "max" },
  )
  .map((entries) => entries.map((entry, i) => listing({ ...entry, slug: `s${i}` })));

const anyText = fc.oneof(
  anyPhrase,
  fc.constantFrom("c", "ca", "jo", "z", "wif", "d", "and", "b", "!?", "nobody", "ca s t"),
);
const page = {
  day: fc.constantFrom("2026-01-01", "2026-01-02"),
  offset: fc.nat({ max: 30 }),
  limit: fc.nat({ max: 30 }),
};

test("words alone find the same rows in the same order as an engine", () => {
  fc.assert(
    fc.property(anyTown, anyText, fc.record(page), (entries, text, { day, offset, limit }) => {
      const bytes = encode(entries, TOWN_HEAD);
      const engine = createEngine([decode(bytes)]);

      const { rows } = openSnapshot(bytes);
      const found = searchWords(rows, text, day, offset, limit);

      const expected = engine.search({ text, day, offset, limit });
      if (found === null) expect(/[a-z上海]/.test(text)).toBe(false);
      else expect(found).toEqual({ total: expected.total, rows: [...expected.rowNumbers] });
    }),
    runs(200),
  );
});

test("a text without words is no question of words", () => {
  const { rows } = openSnapshot(encode(TOWN, TOWN_HEAD));

  for (const text of ["", " ", "!?"]) expect(searchWords(rows, text, "", 0, 20)).toBeNull();
});

test("what has been opened becomes the whole snapshot, and keeps its index", () => {
  const bytes = encode(TOWN, TOWN_HEAD);
  const opened = openSnapshot(bytes);
  const index = opened.rows.index();

  const snapshot = decodeRest(opened);

  expect(snapshot.entries()).toEqual(decode(bytes).entries());
  expect(snapshot.head).toEqual(TOWN_HEAD);
  expect(snapshot.index()).toBe(index);
});
