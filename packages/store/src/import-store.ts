import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Category, type CategoryDraft, slugCandidates } from "@mainstreet/core/category";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import type { Random, Sleep } from "@mainstreet/core/needs";
import * as z from "zod";
import * as CategoryStore from "./category-store.ts";
import { categoryKey, categoryTreeKey, listingKey, memberKey } from "./directory-keys.ts";
import { externalKey, importKey, slugKey, TTL } from "./keys.ts";
import { claim } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, type Condition, createTable, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** How long the progress of an import is kept: a killed one can be resumed that long, in milliseconds. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What a row of a spreadsheet became, and what the row said when it was last imported. */
export const External = z.object({
  memberId: z.string(),
  listingId: z.string(),
  source: z.record(z.string(), z.string()),
  version: z.int().min(1),
});
export type External = z.infer<typeof External>;

/** How far an import has come. `run` names the process that wrote it, so that of two at once one notices. */
export const Progress = z.object({
  run: z.string(),
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

/** Those of the slugs that some listing has or ever had. */
export async function takenSlugs(table: Table, slugs: readonly string[]): Promise<Set<string>> {
  const byKey = new Map(slugs.map((slug) => [slugKey("listing", slug).pk, slug]));
  const taken = new Set<string>();
  for (const item of await table.getMany(slugs.map((slug) => slugKey("listing", slug)))) {
    const slug = byKey.get(String(item.pk));
    if (slug !== undefined) taken.add(slug);
  }
  return taken;
}

/** All categories, and the version of their tree at which they were read. */
export type Tree = { readonly categories: readonly Category[]; readonly version: number };

const StoredTree = z.object({ version: z.int() });
const MOST_CATEGORIES = 500;
/** How many categories `addCategories` makes at most: two actions each, and one for the tree. */
export const CATEGORIES_AT_ONCE = 49;

/** The categories to look something up in, before `addCategories` makes what is not there. */
export async function readTree(table: Table): Promise<Tree> {
  // The version is read first: a change between the two reads then refuses the transaction instead of slipping through.
  const item = await table.get(categoryTreeKey());
  const version = item ? StoredTree.parse(item).version : 0;
  return { categories: await CategoryStore.list(table), version };
}

/**
 * Makes categories that a tree does not have, all or none. As the tree must still be as it was read, two imports at once
 * cannot both make one of the same name. @throws `Refused` when somebody has changed it; `in-use` when it is full
 */
export async function addCategories(
  table: Table,
  needs: { now: number; random: Random },
  tree: Tree,
  drafts: readonly CategoryDraft[],
): Promise<void> {
  if (tree.categories.length + drafts.length > MOST_CATEGORIES) {
    throw new ChamberError("in-use", `A chamber has at most ${MOST_CATEGORIES} categories. Merge some first.`);
  }
  const taken = new Set(tree.categories.flatMap((category) => [category.slug, ...category.formerSlugs]));
  // Made in one instant, they would sort by chance: sorted ids keep them in the order they came in.
  const ids = drafts.map(() => newId("category", needs.now, needs.random)).sort();
  const actions = drafts.flatMap((draft, i) => {
    const slug = firstFree(draft.name, taken);
    taken.add(slug);
    const id = ids[i] ?? "";
    const category: Category = {
      ...draft,
      id,
      slug,
      formerSlugs: [],
      status: "current",
      mergedInto: null,
      version: 1,
      updatedAt: instant(needs.now),
    };
    return [{ put: { ...categoryKey(id), kind: "category", ...category }, when: ABSENT }, claim("category", slug, id)];
  });
  await table.transact([
    {
      put: { ...categoryTreeKey(), kind: "category-tree", version: tree.version + 1 },
      when: tree.version === 0 ? ABSENT : atVersion(tree.version),
    },
    ...actions,
  ]);
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

/**
 * The table behind an endpoint, for programs that may not hold an AWS client themselves.
 * @param endpoint such as http://127.0.0.1:8000
 * @param credentials what an emulator is shown; without them the AWS SDK looks for its own
 */
export function tableAt(needs: {
  endpoint: string;
  region: string;
  credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  name: string;
  sleep: Sleep;
  random: Random;
}): Table {
  const { endpoint, region, credentials, name, sleep, random } = needs;
  const client = new DynamoDBClient({ endpoint, region, ...(credentials && { credentials }) });
  return createTable({ client, name, sleep, random });
}
