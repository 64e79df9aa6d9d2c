import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { Slug, slugOf } from "./slug.ts";
import { filledLine } from "./text.ts";

/** Path parts below /directory/ that no category may take. */
const RESERVED: ReadonlySet<string> = new Set(["a-z"]);

const CategorySlug = Slug.refine((slug) => !RESERVED.has(slug), "is reserved");

/** What staff may set of a category. */
export const CategoryDraft = z.strictObject({
  name: filledLine(60),
  /** The category above this one, or null for a top one. */
  parentId: idOf("category").nullable(),
  /** The schema.org type for listings of which this is the first category. */
  schemaType: z.string().regex(/^[A-Z][A-Za-z]{2,40}$/, "must be a schema.org type such as Restaurant"),
});
export type CategoryDraft = z.infer<typeof CategoryDraft>;

/** A heading of the directory. A merged one stays as a signpost, so its old address still leads somewhere. */
export const Category = CategoryDraft.extend({
  id: idOf("category"),
  slug: CategorySlug,
  formerSlugs: z.array(CategorySlug).max(50),
  status: z.enum(["current", "removed", "merged"]),
  mergedInto: idOf("category").nullable(),
  version: z.int().min(1),
  updatedAt: Instant,
});
export type Category = z.infer<typeof Category>;

/** A change to a category: any of its fields, and its address. */
export const CategoryChange = CategoryDraft.extend({ slug: CategorySlug }).partial();
export type CategoryChange = z.infer<typeof CategoryChange>;

/** The slugs to try for a category, best first. */
export function* slugCandidates(name: string): Generator<string, never> {
  const base = slugOf(name, "category");
  if (!RESERVED.has(base)) yield base;
  for (let n = 2; ; n++) yield `${base}-${n}`;
}
