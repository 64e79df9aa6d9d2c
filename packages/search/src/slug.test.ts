import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveSlug } from "./slug.ts";
import { hostileText, runs } from "./test-data.ts";

test.each([
  ["Zoë's Café & Bar", "zoes-cafe-and-bar"],
  ["", "listing"],
  ["¿?", "listing"],
  ["上海", "上海"],
  [`${"a".repeat(30)} ${"b".repeat(29)}`, `${"a".repeat(30)}-${"b".repeat(29)}`],
  [`${"a".repeat(30)} ${"b".repeat(30)}`, "a".repeat(30)],
  [`${"a".repeat(60)} b`, "a".repeat(60)],
  ["a".repeat(61), "a".repeat(60)],
  [`${"a".repeat(59)}𐐨𐐨`, "a".repeat(59)],
])("the slug of %j is %j", (name, slug) => {
  expect(deriveSlug(name)).toBe(slug);
});

test("a slug is short, well formed and made of words", () => {
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 20 }), (parts) => {
      const slug = deriveSlug(parts.join(" "));

      expect(slug.length).toBeLessThanOrEqual(60);
      expect(slug.isWellFormed()).toBe(true);
      expect(slug).toMatch(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u);
    }),
    runs(200),
  );
});
