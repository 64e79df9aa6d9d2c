import { type Category, type CategoryDraft, slugCandidates } from "@mainstreet/core/category";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import type { Random } from "@mainstreet/core/needs";
import { fold } from "@mainstreet/core/text";
import * as z from "zod";
import * as CategoryStore from "./category-store.ts";
import { categoryKey, categoryTreeKey, listingKey, memberKey } from "./directory-keys.ts";
import { externalKey, importKey, slugKey, TTL } from "./keys.ts";
import { claim } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, type Condition, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** How long the progress of an import is kept: a killed one can be resumed that long, in milliseconds. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What a row of a spreadsheet became, and what the row said when it was last imported. */
export const External = z.object({
  memberId: z.string(),
  listingId: z.string(),
  source: z.record(z.string(), z.string()),
  /** That its import was taken back: member and listing are gone, and the row comes back under the address they had. */
  undone: z.literal(true).optional(),
  version: z.int().min(1),
});
export type External = z.infer<typeof External>;

/** How far an import has come. `run` names the process that wrote it, so that of two at once one notices. */
export const Progress = z.object({
  run: z.string(),
  /** The batch that remembers what was done; none in what was stored before there were batches. */
  batchId: z.string().optional(),
  /** The last row done, as spreadsheets count: the header is row 1. */
  row: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ row: z.int(), reason: z.string() })),
  finished: z.boolean(),
  version: z.int().min(1),
});
export type Progress = z.infer<typeof Progress>;

/** What the rows with these identities became, by identity; unknown ones are left out. */
export async function externals(table: Table, identities: readonly string[]): Promise<Map<string, External>> {
  const byKey = new Map(identities.map((identity) => [externalKey(identity).pk, identity]));
  const found = new Map<string, External>();
  for (const item of await table.getMany(identities.map(externalKey))) {
    const identity = byKey.get(String(item.pk));
    if (identity !== undefined) found.set(identity, External.parse(entityOf(item)));
  }
  return found;
}

/** The step that remembers what a row became: a new one, or the successor of a version. */
export function putExternal(identity: string, external: External, version: number | null): Action {
  return {
    put: { ...externalKey(identity), kind: "external", ...external },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** The members and listings with these ids, by id. */
export async function pairs(
  table: Table,
  ids: readonly { readonly memberId: string; readonly listingId: string }[],
): Promise<{ members: Map<string, Member>; listings: Map<string, Listing> }> {
  const items = await table.getMany(ids.flatMap((i) => [memberKey(i.memberId), listingKey(i.listingId)]));
  const members = new Map<string, Member>();
  const listings = new Map<string, Listing>();
  for (const item of items) {
    if (item.kind === "member") {
      const member = Member.parse(entityOf(item));
      members.set(member.id, member);
    } else {
      const listing = Listing.parse(entityOf(item));
      listings.set(listing.id, listing);
    }
  }
  return { members, listings };
}

/** Members by id, and with them all that they were merged into. A circle is read once. */
export async function withHeirs(table: Table, members: ReadonlyMap<string, Member>): Promise<Map<string, Member>> {
  const known = new Map(members);
  for (;;) {
    const heirs = [...known.values()].flatMap(({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]));
    const unread = [...new Set(heirs)].filter((id) => !known.has(id));
    const items = unread.length > 0 ? await table.getMany(unread.map(memberKey)) : [];
    if (items.length === 0) return known;
    for (const item of items) {
      const member = Member.parse(entityOf(item));
      known.set(member.id, member);
    }
  }
}

/** Those of the slugs that some listing has or ever had, with its id. */
export async function takenSlugs(table: Table, slugs: readonly string[]): Promise<Map<string, string>> {
  const byKey = new Map(slugs.map((slug) => [slugKey("listing", slug).pk, slug]));
  const taken = new Map<string, string>();
  for (const item of await table.getMany(slugs.map((slug) => slugKey("listing", slug)))) {
    const slug = byKey.get(String(item.pk));
    if (slug !== undefined) taken.set(slug, String(item.target));
  }
  return taken;
}

/** The step that gives a listing the address of one whose import was taken back; nobody else can have got it meanwhile. */
export function inheritSlug(slug: string, id: string, from: string): Action {
  return {
    put: { ...slugKey("listing", slug), kind: "slug", target: id },
    when: { expression: "target = :from", values: { ":from": from } },
  };
}

/** All categories, and the version of their tree at which they were read. */
export type Tree = { readonly categories: readonly Category[]; readonly version: number };

const StoredTree = z.object({ version: z.int() });
const MOST_CATEGORIES = 500;
/** How many categories `addCategories` makes at most: three actions each with what a batch remembers, and one for the tree. */
export const CATEGORIES_AT_ONCE = 31;

/** The categories to look something up in, before `addCategories` makes what is not there. */
export async function readTree(table: Table): Promise<Tree> {
  // The version is read first: a change between the two reads then refuses the transaction instead of slipping through.
  const item = await table.get(categoryTreeKey());
  const version = item ? StoredTree.parse(item).version : 0;
  return { categories: await CategoryStore.list(table), version };
}

/** Steps that make categories, and what they do as a batch remembers it. */
export type Added = {
  readonly actions: readonly Action[];
  readonly changes: readonly { readonly before: Category | null; readonly after: Category }[];
};

/**
 * The steps that make categories which a tree does not have; one of that name that was removed comes back. The transaction is
 * refused when somebody has changed the tree since it was read, so two imports at once cannot both make one of the same name.
 * @throws `in-use` when it is full
 */
export function addCategories(
  needs: { now: number; random: Random },
  tree: Tree,
  drafts: readonly CategoryDraft[],
): Added {
  const removed = new Map(tree.categories.filter((c) => c.status === "removed").map((c) => [wordOf(c), c]));
  const updatedAt = instant(needs.now);
  const revived = drafts.flatMap((draft) => removed.get(wordOf(draft)) ?? []);
  const fresh = drafts.filter((draft) => !removed.has(wordOf(draft)));
  if (tree.categories.length + fresh.length > MOST_CATEGORIES) {
    throw new ChamberError("in-use", `A chamber has at most ${MOST_CATEGORIES} categories. Merge some first.`);
  }
  const taken = new Set(tree.categories.flatMap((category) => [category.slug, ...category.formerSlugs]));
  // Made in one instant, they would sort by chance: sorted ids keep them in the order they came in.
  const ids = fresh.map(() => newId("category", needs.now, needs.random)).sort();
  const made = fresh.map((draft, i): Category => {
    const slug = firstFree(draft.name, taken);
    taken.add(slug);
    const base = { ...draft, id: ids[i] ?? "", slug, updatedAt };
    return { ...base, formerSlugs: [], status: "current", mergedInto: null, version: 1 };
  });
  const back = revived.map((before): { before: Category; after: Category } => ({
    before,
    after: { ...before, status: "current", parentId: null, version: before.version + 1, updatedAt },
  }));
  const put = (category: Category, when: Condition): Action => ({
    put: { ...categoryKey(category.id), kind: "category", ...category },
    when,
  });
  return {
    actions: [
      {
        put: { ...categoryTreeKey(), kind: "category-tree", version: tree.version + 1 },
        when: tree.version === 0 ? ABSENT : atVersion(tree.version),
      },
      ...made.flatMap((category) => [put(category, ABSENT), claim("category", category.slug, category.id)]),
      ...back.map(({ before, after }) => put(after, atVersion(before.version))),
    ],
    changes: [...made.map((after) => ({ before: null, after })), ...back],
  };
}

/** A name as it is compared, however it is written. */
function wordOf({ name }: { readonly name: string }): string {
  return fold(name) || name;
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  const candidates = slugCandidates(name);
  let slug = candidates.next().value;
  while (taken.has(slug)) slug = candidates.next().value;
  return slug;
}

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

/** The step that refuses a transaction when a category has been removed or merged meanwhile. */
export function checkCategory(id: string): Action {
  return { check: categoryKey(id), when: IS_CURRENT };
}

/** How far the import with this hash has come, if it has ever written anything. */
export async function progress(table: Table, hash: string): Promise<Progress | undefined> {
  const item = await table.get(importKey(hash));
  return item && Progress.parse(entityOf(item));
}

/** The step that notes how far an import has come. @param now milliseconds since 1970 */
export function putProgress(hash: string, progress: Progress, version: number | null, now: number): Action {
  return {
    put: { ...importKey(hash), kind: "import", ...progress, [TTL]: Math.ceil((now + KEPT_MS) / 1000) },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** The progress that stood in the way of a step made by `putProgress`, or null where there was none. */
export function progressIn(item: unknown): Progress | null {
  return Progress.safeParse(item).data ?? null;
}
