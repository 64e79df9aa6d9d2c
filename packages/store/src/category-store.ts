import { requireStaff } from "@mainstreet/core/actor";
import { Category, type CategoryChange, type CategoryDraft, slugCandidates } from "@mainstreet/core/category";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { compare } from "@mainstreet/core/text";
import * as z from "zod";
import { categoriesPartition, categoryKey, categoryTreeKey } from "./directory-keys.ts";
import { claimSlug, moveSlug } from "./slug-claim.ts";
import { type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const MOST = 500;
const TRIES = 20;
const Shape = z.object({ version: z.int() });
type Tree = { readonly categories: Category[]; readonly treeVersion: number };

/** All categories, signposts of merged and removed ones included, by id. */
export async function list(table: Table): Promise<Category[]> {
  const { items } = await table.query(categoriesPartition());
  return items.map((item) => Category.parse(entityOf(item))).sort((a, b) => compare(a.id, b.id));
}

/** One category. @throws `not-found` */
export async function get(table: Table, id: string): Promise<Category> {
  const item = await table.get(categoryKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such category.");
  return Category.parse(entityOf(item));
}

/** Makes a category with the first free address its name gives. @throws `invalid` for a parent that cannot be one */
export async function create(table: Table, write: Write<Category>, draft: CategoryDraft): Promise<Category> {
  requireStaff(write.actor);
  const base = {
    ...draft,
    id: newId("category", write.now, write.random),
    formerSlugs: [],
    status: "current" as const,
    mergedInto: null,
    version: 1,
    updatedAt: instant(write.now),
  };
  return onTree(table, async ({ categories, treeVersion }) => {
    if (categories.length >= MOST) {
      throw new ChamberError("in-use", `A chamber has at most ${MOST} categories. Merge some first.`);
    }
    requireParent(categories, null, draft.parentId);
    // A new top category changes the shape for nobody.
    const shape = draft.parentId === null ? [] : [bumpTree(treeVersion)];
    return claimSlug("category", slugCandidates(draft.name), base.id, (slug, claim) => {
      const category: Category = { ...base, slug };
      return commit(table, write, [claim, put(category, null), ...shape], category);
    });
  });
}

/** Changes a category. @throws `stale`; `taken` for an address somebody else has or had; `invalid` for an impossible parent */
export async function update(
  table: Table,
  write: Write<Category>,
  id: string,
  version: number,
  change: CategoryChange,
): Promise<Category> {
  requireStaff(write.actor);
  return onTree(table, ({ categories, treeVersion }) => {
    const current = requireCurrent(categories, id, version);
    if (change.parentId !== undefined) requireParent(categories, id, change.parentId);
    const moved = moveSlug("category", current, change.slug);
    const category = applied(current, {
      ...change,
      ...moved.slugs,
      version: version + 1,
      updatedAt: instant(write.now),
    });
    const movesInTree = change.parentId !== undefined && change.parentId !== current.parentId;
    return commitEdit(
      table,
      write,
      [put(category, version), ...moved.actions, ...(movesInTree ? [bumpTree(treeVersion)] : [])],
      category,
      moved.actions.length > 0 ? 1 : null,
    );
  });
}

/** Takes a category off the site; its address is kept from others. @throws `stale`; `in-use` while others stand below it */
export async function remove(table: Table, write: Write<Category>, id: string, version: number): Promise<Category> {
  requireStaff(write.actor);
  return onTree(table, ({ categories, treeVersion }) => {
    const current = requireCurrent(categories, id, version);
    requireNoChildren(categories, id, "Move or merge the categories below this one first.");
    const category: Category = { ...current, status: "removed", version: version + 1, updatedAt: instant(write.now) };
    return commitEdit(table, write, [put(category, version), bumpTree(treeVersion)], category, null);
  });
}

/** Makes one category part of another: its listings and its addresses lead there from now on. */
export async function merge(
  table: Table,
  write: Write<Category>,
  id: string,
  version: number,
  intoId: string,
): Promise<Category> {
  requireStaff(write.actor);
  return onTree(table, ({ categories, treeVersion }) => {
    const current = requireCurrent(categories, id, version);
    const into = requireCurrent(categories, intoId);
    if (into.id === id) throw new ChamberError("invalid", "A category cannot be merged into itself.");
    requireNoChildren(categories, id, "Move the categories below this one first.");
    const category: Category = {
      ...current,
      status: "merged",
      mergedInto: into.id,
      version: version + 1,
      updatedAt: instant(write.now),
    };
    return commitEdit(
      table,
      write,
      [put(category, version), bumpTree(treeVersion), { check: categoryKey(into.id), when: atVersion(into.version) }],
      category,
      null,
    );
  });
}

async function commitEdit(
  table: Table,
  write: Write<Category>,
  actions: readonly Action[],
  category: Category,
  slugAction: number | null,
): Promise<Category> {
  try {
    return await commit(table, write, actions, category);
  } catch (error) {
    if (error instanceof Refused && slugAction !== null && error.failed(slugAction)) {
      throw new ChamberError("taken", `The address “${category.slug}” belongs to another category.`, { cause: error });
    }
    throw error;
  }
}

/**
 * Does something that leans on the tree as it was read, again from the start when it moved meanwhile. The work itself finds
 * out, on reading anew, whether its own category has changed.
 */
async function onTree<T>(table: Table, work: (tree: Tree) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work(await readTree(table));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (tried >= TRIES)
        throw new ChamberError("busy", "Others are changing the categories just now. Try again.", { cause: error });
    }
  }
}

async function readTree(table: Table): Promise<Tree> {
  // The version is read first: a change between the two reads then fails the transaction instead of slipping through.
  const tree = await table.get(categoryTreeKey());
  return { categories: await list(table), treeVersion: tree ? Shape.parse(tree).version : 0 };
}

function bumpTree(version: number): Action {
  return {
    put: { ...categoryTreeKey(), kind: "category-tree", version: version + 1 },
    when: version === 0 ? { expression: "attribute_not_exists(pk)" } : atVersion(version),
  };
}

function put(category: Category, version: number | null): Action {
  return {
    put: { ...categoryKey(category.id), kind: "category", ...category },
    when: version === null ? { expression: "attribute_not_exists(pk)" } : atVersion(version),
  };
}

function requireCurrent(categories: readonly Category[], id: string, version?: number): Category {
  const found = categories.find((c) => c.id === id);
  if (found?.status !== "current") throw new ChamberError("not-found", "There is no such category.");
  if (version !== undefined && found.version !== version) throw stale();
  return found;
}

function requireNoChildren(categories: readonly Category[], id: string, message: string): void {
  if (categories.some((c) => c.parentId === id && c.status === "current")) throw new ChamberError("in-use", message);
}

function requireParent(categories: readonly Category[], id: string | null, parentId: string | null): void {
  if (parentId === null) return;
  const refuse = (message: string) => new ChamberError("invalid", message, { fields: [{ path: "parentId", message }] });
  const parent = categories.find((c) => c.id === parentId && c.status === "current");
  if (!parent) throw refuse("There is no such category to stand under.");
  if (parentId === id) throw refuse("A category cannot stand under itself.");
  if (parent.parentId !== null) throw refuse("Categories stand at most two deep.");
  if (id !== null && categories.some((c) => c.parentId === id && c.status === "current")) {
    throw refuse("This category has others below it, so it must stay a top one.");
  }
}
