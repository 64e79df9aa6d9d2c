import { CategoryDraft, slugCandidates } from "@mainstreet/core/category";
import { expect, test } from "vitest";
import { CATEGORIES } from "./categories.ts";
import { CHARACTERS } from "./members.ts";

const all = CATEGORIES.flatMap((top) => [top, ...top.children]);

test("every category is one that core accepts", () => {
  for (const { name, schemaType } of all) {
    const draft = { name, schemaType, parentId: null };
    expect(CategoryDraft.parse(draft)).toEqual(draft);
  }
});

test("every slug is the first that its name gives, and nobody else has it", () => {
  for (const { name, slug } of all) expect(slugCandidates(name).next().value).toBe(slug);
  expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length);
});

test("every category has somebody in it, itself or in one below it", () => {
  const used = new Set<string>(CHARACTERS.flatMap(({ places }) => places.flatMap(({ categories }) => categories)));

  for (const top of CATEGORIES) {
    for (const child of top.children) expect(used).toContain(child.slug);
    expect([top, ...top.children].some(({ slug }) => used.has(slug))).toBe(true);
  }
});
