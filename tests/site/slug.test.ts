import { slugOf } from "@mainstreet/core/slug";
import { fold as coreFold } from "@mainstreet/core/text";
import { deriveSlug } from "@mainstreet/search/slug";
import { fold as searchFold } from "@mainstreet/search/text";
import fc from "fast-check";
import { test } from "vitest";

// The search room has no dependencies, so it states these two rules again; here they are held together.

test("core and search fold alike", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => searchFold(text) === coreFold(text)),
    { numRuns: 2_000 },
  );
});

test("the slug that the snapshot leaves out is the slug that core gives", () => {
  const name = fc.array(
    fc.constantFrom("Café", "Zoë", "&", "o'", "𐐀".repeat(70), "a".repeat(59), "b", " ", "-", "寿司"),
  );
  fc.assert(
    fc.property(name, (words) => deriveSlug(words.join(" ")) === slugOf(words.join(" "))),
    { numRuns: 2_000 },
  );
});
