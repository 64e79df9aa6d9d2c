import { tally } from "@mainstreet/store/backup-check";
import { entryOf, goneLine, lineOf, type RawItem, weightOf } from "@mainstreet/store/backup-item";
import fc from "fast-check";
import { expect, test } from "vitest";

const number = fc.oneof(
  fc.constantFrom(
    "0",
    "-0.5",
    "12345678901234567890123456789012345678",
    "1E-130",
    "9.9999999999999999999999999999999999999E+125",
  ),
  fc.integer().map(String),
);
const bytes = fc.uint8Array({ maxLength: 20 });
const { value } = fc.letrec<{ value: RawItem[string] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }).map((S) => ({ S })),
    number.map((N) => ({ N })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    bytes.map((B) => ({ B })),
    fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((all) => ({ SS: all.sort() })),
    fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((all) => ({ NS: all.sort() })),
    fc.array(bytes, { minLength: 1, maxLength: 1 }).map((BS) => ({ BS })),
    fc.array(tie("value"), { maxLength: 4 }).map((L) => ({ L })),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }).map((M) => ({ M })),
  ),
}));
const item = fc.dictionary(fc.string({ minLength: 1 }), value, { maxKeys: 6, noNullPrototype: true });

test("an item comes back from its line as it was, whatever types it has, numbers to the last digit", () => {
  fc.assert(
    fc.property(item, (some) => {
      const line = lineOf(some);

      const back = entryOf(line);

      expect(back).toEqual({ item: some });
      expect(line).not.toContain("\n");
    }),
  );
});

test("one item has one line, in whatever order its attributes and the members of its sets come", () => {
  const one: RawItem = {
    pk: { S: "a" },
    n: { N: "1" },
    set: { SS: ["x", "y"] },
    map: { M: { a: { N: "1" }, b: { N: "2" } } },
  };
  const same: RawItem = {
    map: { M: { b: { N: "2" }, a: { N: "1" } } },
    set: { SS: ["y", "x"] },
    n: { N: "1" },
    pk: { S: "a" },
  };

  const lines = [lineOf(one), lineOf(same), lineOf({ ...one, n: { N: "2" } })];

  expect(lines[0]).toBe(lines[1]);
  expect(lines[2]).not.toBe(lines[0]);
});

test("a line that is cut off, or is none of a backup, is refused without a word of what is in it", () => {
  const line = lineOf({ pk: { S: "secret" }, sk: { S: "b" }, n: { N: "1" } });
  const wrong = [
    line.slice(0, -2),
    "",
    "{}",
    "[]",
    '{"Item":{"a":{"S":1}}}',
    '{"Item":{"a":{"S":"x","N":"1"}}}',
    '{"Gone":{"pk":"a"}}',
  ];

  const errors = wrong.map((text) => {
    try {
      entryOf(text);
      return "read";
    } catch (error) {
      return String(error);
    }
  });

  expect(new Set(errors)).toEqual(new Set(["ChamberError: A line of the backup is not one that a backup has."]));
  expect(entryOf(goneLine({ pk: "a", sk: "b" }))).toEqual({ gone: { pk: "a", sk: "b" } });
});

test("collections weigh the same in any order, and differently with one item more, less, twice or changed", () => {
  const lines = ["a", "b", "c"];
  const weigh = (all: readonly string[]) => {
    const counted = tally();
    for (const line of all) counted.add("kind", line);
    return counted.kinds().kind?.checksum;
  };

  const whole = weigh(lines);

  expect(weigh(["c", "a", "b"])).toBe(whole);
  for (const other of [
    ["a", "b"],
    ["a", "b", "c", "c"],
    ["a", "b", "d"],
    ["a", "a", "b", "b", "c", "c"],
  ])
    expect(weigh(other)).not.toBe(whole);
  expect(weightOf("a")).not.toBe(weightOf("b"));
});
