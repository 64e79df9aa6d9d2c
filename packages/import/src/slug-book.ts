import { slugCandidates } from "@mainstreet/core/slug";
import * as ImportStore from "@mainstreet/store/import-store";
import type { Table } from "@mainstreet/store/table";
import type { GoodRow } from "./rows.ts";

/** Gives each new listing the first address that nobody has, in the order of the file, reading many at once. */
export type SlugBook = {
  /** Looks the likely addresses of rows up ahead. */
  ahead(rows: readonly GoodRow[]): Promise<void>;
  /**
   * The address of a row. Asked again for the same row, it looks again what is free.
   * @param heir of which listing it may take the address over; null of none
   */
  choose(row: GoodRow, heir?: string | null): Promise<Chosen>;
};

/** An address, and the listing that has had it before. */
export type Chosen = { readonly slug: string; readonly from: string | null };

const LIKELY = 3;
const MORE = 20;

/** A slug book over a table. */
export function slugBook(table: Table): SlugBook {
  /** By whom; nobody can inherit what this very import gave away. */
  const taken = new Map<string, string | null>();
  const free = new Set<string>();
  const chosen = new Map<number, string>();
  // Where one name is many times at one place, its numbers go on where the last row left off: what was taken stays so.
  const going = new Map<string, { slugs: string[]; next: number; more: Generator<string, never> }>();

  async function look(slugs: readonly string[]): Promise<void> {
    const unknown = [...new Set(slugs)].filter((slug) => !taken.has(slug) && !free.has(slug));
    if (unknown.length === 0) return;
    const found = await ImportStore.takenSlugs(table, unknown);
    for (const slug of unknown) {
      const by = found.get(slug);
      if (by === undefined) free.add(slug);
      else taken.set(slug, by);
    }
  }

  function candidatesOf(row: GoodRow): { slugs: string[]; next: number; more: Generator<string, never> } {
    const { name, address } = row.parsed.listing;
    const key = JSON.stringify([name, address.town, address.street]);
    const known = going.get(key);
    if (known) return known;
    const fresh = { slugs: [], next: 0, more: slugCandidates(name, address.town, address.street) };
    going.set(key, fresh);
    return fresh;
  }

  function draw(list: { slugs: string[]; more: Generator<string, never> }, length: number): void {
    while (list.slugs.length < length) list.slugs.push(list.more.next().value);
  }

  return {
    async ahead(rows) {
      await look(
        rows.flatMap((row) => {
          const list = candidatesOf(row);
          draw(list, list.next + LIKELY);
          return list.slugs.slice(list.next, list.next + LIKELY);
        }),
      );
    },

    async choose(row, heir = null) {
      const list = candidatesOf(row);
      const before = chosen.get(row.row);
      if (before !== undefined) {
        // What was free when it was read is no longer to be believed: somebody else writes as well.
        free.clear();
        taken.delete(before);
        list.next = 0;
      }
      for (; ; list.next++) {
        if (list.next + 1 > list.slugs.length) draw(list, list.next + 1);
        const slug = list.slugs[list.next] ?? "";
        if (!taken.has(slug) && !free.has(slug)) {
          draw(list, list.next + MORE);
          await look(list.slugs.slice(list.next, list.next + MORE));
        }
        const from = taken.get(slug);
        const inherits = from !== undefined && from !== null && from === heir;
        if (from !== undefined && !inherits) continue;
        free.delete(slug);
        taken.set(slug, null);
        chosen.set(row.row, slug);
        return { slug, from: inherits ? from : null };
      }
    },
  };
}
