import type { Category } from "@mainstreet/core/category";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { fold } from "@mainstreet/core/text";
import * as ImportStore from "@mainstreet/store/import-store";
import { Refused } from "@mainstreet/store/table";
import type { ImportNeeds } from "./needs.ts";
import { schemaTypeOf } from "./schema-type.ts";

/** The categories of a chamber as an import looks them up. */
export type CategoryBook = {
  /** The current category with a name or slug, that into which it was merged included. */
  find(name: string): string | undefined;
  nameOf(id: string): string;
};

const MOST_NEW = 200;
const TRIES = 5;

/** A book of categories. Of several answers to a word, a current category's name wins, then a slug, then merged ones. */
export function categoryBook(categories: readonly Category[]): CategoryBook {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const byWord = new Map<string, string>();
  const note = (word: string, id: string | undefined) => {
    if (id !== undefined && !byWord.has(word)) byWord.set(word, id);
  };
  const current = categories.filter((c) => c.status === "current");
  const merged = categories.filter((c) => c.status === "merged");
  for (const c of current) note(wordOf(c.name), c.id);
  for (const c of current) for (const slug of [c.slug, ...c.formerSlugs]) note(wordOf(slug), c.id);
  for (const c of merged) for (const word of [c.name, c.slug, ...c.formerSlugs]) note(wordOf(word), target(byId, c));
  return {
    find: (name) => byWord.get(wordOf(name)),
    nameOf: (id) => byId.get(id)?.name ?? id,
  };
}

/** Throws `invalid` when a file would make more categories than anybody means: a wrong column is mapped, most likely. */
export function requireFewNew(names: readonly string[]): void {
  if (names.length <= MOST_NEW) return;
  throw new ChamberError(
    "invalid",
    `The file would make ${names.length} new categories, such as ${names.slice(0, 5).join(", ")}; at most ${MOST_NEW} at ` +
      "once are made. Is the right column mapped to category?",
  );
}

/** Makes those categories that are not there, in this order. @param commit carries out the steps, and remembers what they do */
export async function createMissing(
  needs: ImportNeeds,
  names: readonly string[],
  commit: (added: ImportStore.Added) => Promise<void>,
): Promise<CategoryBook> {
  const { table, now, random, sleep } = needs;
  for (let refused = 0; ; ) {
    const tree = await ImportStore.readTree(table);
    const book = categoryBook(tree.categories);
    const missing = names.filter((name) => book.find(name) === undefined).slice(0, ImportStore.CATEGORIES_AT_ONCE);
    if (missing.length === 0) return book;
    const drafts = missing.map((name) => ({ name, parentId: null, schemaType: schemaTypeOf(name) }));
    try {
      await commit(ImportStore.addCategories({ now: now(), random }, tree, drafts));
    } catch (error) {
      // Somebody else changed the categories at the same moment: perhaps they made these very ones.
      if (!(error instanceof Refused) || ++refused >= TRIES) throw error;
      await sleep(50 * refused);
    }
  }
}

/** The book as it would be with more categories, for a dry run. */
export function withImagined(
  categories: readonly Category[],
  names: readonly string[],
  needs: Pick<ImportNeeds, "now" | "random">,
): CategoryBook {
  const book = categoryBook(categories);
  const imagined = new Map(
    names.map((name) => [wordOf(name), { name, id: newId("category", needs.now(), needs.random) }]),
  );
  const nameById = new Map([...imagined.values()].map(({ id, name }) => [id, name]));
  return {
    find: (name) => book.find(name) ?? imagined.get(wordOf(name))?.id,
    nameOf: (id) => nameById.get(id) ?? book.nameOf(id),
  };
}

/** A name as it is looked up: however it is written, it is the same category. */
export function wordOf(name: string): string {
  return fold(name) || name;
}

function target(byId: ReadonlyMap<string, Category>, merged: Category): string | undefined {
  let at: Category | undefined = merged;
  for (let hops = 0; at?.status === "merged" && hops < 100; hops++) at = byId.get(at.mergedInto ?? "");
  return at?.status === "current" ? at.id : undefined;
}
