import * as fc from "fast-check";
import { expect, test } from "vitest";
import { redirectsOf } from "./redirects.ts";
import { categoryOf, listingOf, showingOf } from "./test-directory.ts";

const gone = (slug: string, mergedInto: string, formerSlugs: string[] = []) => ({
  id: `lst_${slug}`,
  slug,
  formerSlugs,
  mergedInto: `lst_${mergedInto}`,
});

test("former addresses lead to the present one", () => {
  const listings = [listingOf("anker", { formerSlugs: ["old-anker", "older-anker"] })];
  const categories = [categoryOf("bakeries", { formerSlugs: ["bread"] })];

  expect(Object.fromEntries(redirectsOf(showingOf({ listings, categories })))).toEqual({
    "/directory/bread/": "/directory/bakeries/",
    "/members/old-anker/": "/members/anker/",
    "/members/older-anker/": "/members/anker/",
  });
});

test("a chain of merges leads straight to its end", () => {
  const redirects = redirectsOf(
    showingOf({
      listings: [listingOf("end")],
      signposts: [gone("a", "b", ["a-before"]), gone("b", "c"), gone("c", "end")],
      categories: [
        categoryOf("one", { mergedInto: "two", formerSlugs: ["one-before"] }),
        categoryOf("two", { mergedInto: "three" }),
        categoryOf("three"),
      ],
    }),
  );

  for (const slug of ["a", "a-before", "b", "c"]) expect(redirects.get(`/members/${slug}/`)).toBe("/members/end/");
  for (const slug of ["one", "one-before", "two"])
    expect(redirects.get(`/directory/${slug}/`)).toBe("/directory/three/");
});

test("what leads to something gone, or in a circle, is left out", () => {
  const redirects = redirectsOf(
    showingOf({
      listings: [],
      signposts: [gone("a", "removed"), gone("b", "c"), gone("c", "b")],
      categories: [categoryOf("one", { mergedInto: "removed" }), categoryOf("two", { mergedInto: "two" })],
    }),
  );

  expect([...redirects]).toEqual([]);
});

test("no redirect leads to another one, or to a page that is not there", () => {
  const slug = fc.constantFrom(..."abcdefgh");
  fc.assert(
    fc.property(fc.uniqueArray(slug, { minLength: 1 }), fc.dictionary(slug, slug), (present, merged) => {
      const signposts = Object.entries(merged).flatMap(([from, to]) =>
        present.includes(from) ? [] : [gone(from, to, [`${from}-old`])],
      );
      const showing = showingOf({
        listings: present.map((s) => listingOf(s, { formerSlugs: [`${s}-old`] })),
        signposts,
      });

      const redirects = redirectsOf(showing);

      for (const [from, to] of redirects) {
        expect(redirects.has(to)).toBe(false);
        expect(present.map((s) => `/members/${s}/`)).toContain(to);
        expect(present.map((s) => `/members/${s}/`)).not.toContain(from);
      }
    }),
  );
});
