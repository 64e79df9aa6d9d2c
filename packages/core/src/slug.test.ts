import fc from "fast-check";
import { expect, test } from "vitest";
import { slugCandidates as categoryCandidates } from "./category.ts";
import { Slug, slugCandidates, slugOf } from "./slug.ts";

const numRuns = process.env.MAINSTREET_LONG === "1" ? 200_000 : 1_000;

// Any code point, half pairs too; and letters of two UTF-16 units in rows, so that the limits fall inside one.
const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom("𐐷", "𠀋", "a", "Σ", "İ", "ẞ", "-", " ", "가", "ﬃ", "½", "\ud800"), { maxLength: 120 })
    .map((parts) => parts.join("")),
);

function first(count: number, candidates: Iterator<string, never>): string[] {
  return Array.from({ length: count }, () => candidates.next().value);
}

test.each([
  ["Zoë's Café & Bar", "zoes-cafe-and-bar"],
  ["  --Main   St.--  ", "main-st"],
  ["Straße № 5", "strasse-no-5"],
  ["Łódź Ørsted Æther", "lodz-orsted-aether"],
  ["寿司 Östra", "寿司-ostra"],
  ["ΟΔΟΣ", "οδος"],
  ["!!!", "listing"],
  ["", "listing"],
  ["\ud800", "listing"],
])("%j gives %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("any name gives a slug that the schema takes, of at most 60 characters", () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const slug = slugOf(name);
      expect(Slug.safeParse(slug)).toEqual({ success: true, data: slug });
      expect(slug.length).toBeLessThanOrEqual(60);
      expect(slug.isWellFormed()).toBe(true);
    }),
    { numRuns },
  );
});

test("any name, town and street give candidates that the schema takes, each only once", () => {
  fc.assert(
    fc.property(anyName, anyName, anyName, (name, town, street) => {
      for (const slug of first(6, slugCandidates(name, town, street))) {
        expect(Slug.safeParse(slug)).toEqual({ success: true, data: slug });
        expect(slug.isWellFormed()).toBe(true);
      }
      const numbers = first(9, slugCandidates(name, "", ""));
      expect(new Set(numbers).size).toBe(9);
    }),
    { numRuns: numRuns / 5 },
  );
});

test("a long name is cut between words, a long word inside it but never inside a character", () => {
  expect(slugOf(`${"a".repeat(59)} b`)).toBe("a".repeat(59));
  expect(slugOf(`${"a".repeat(58)} b`)).toBe(`${"a".repeat(58)}-b`);
  expect(slugOf("a".repeat(61))).toBe("a".repeat(60));
  expect(slugOf(`a${"𐐷".repeat(40)}`)).toBe(`a${"𐐷".repeat(29)}`);
  expect(first(2, slugCandidates("a".repeat(60), "b".repeat(60), ""))[1]).toBe(`${"a".repeat(60)}-${"b".repeat(19)}`);
  expect(first(2, slugCandidates("a".repeat(60), "𐐷".repeat(30), ""))[1]).toBe(`${"a".repeat(60)}-${"𐐷".repeat(9)}`);
});

test("candidates are the name, the name with town, the name with street, then numbers", () => {
  expect(first(5, slugCandidates("Bread", "Kingston", "5 Wall St"))).toEqual([
    "bread",
    "bread-kingston",
    "bread-5-wall-st",
    "bread-2",
    "bread-3",
  ]);
  expect(first(2, slugCandidates("Bread", "", ""))).toEqual(["bread", "bread-2"]);
});

test("a category never takes the address of the list from A to Z", () => {
  expect(first(3, categoryCandidates("A–Z"))).toEqual(["a-z-2", "a-z-3", "a-z-4"]);
  expect(first(2, categoryCandidates("Bakeries"))).toEqual(["bakeries", "bakeries-2"]);
  expect(first(1, categoryCandidates("?"))).toEqual(["category"]);
});

test.each([
  "",
  "-",
  "a-",
  "-a",
  "a--b",
  "A",
  "Ä",
  "a b",
  "a/b",
  "a.b",
  "..",
  "a_b",
  "a%20b",
  "a\n",
  "a".repeat(81),
  "\ud800",
])("%j is no slug", (slug) => {
  expect(Slug.safeParse(slug).success).toBe(false);
});
