import { createHash } from "node:crypto";
import type { Chamber } from "@mainstreet/core/chamber";
import { dateIn } from "@mainstreet/core/local-date";
import * as CategoryStore from "@mainstreet/store/category-store";
import type * as ImportStore from "@mainstreet/store/import-store";
import {
  type CategoryBook,
  categoryBook,
  createMissing,
  requireFewNew,
  withImagined,
  wordOf,
} from "./category-book.ts";
import type { CsvFile } from "./csv-file.ts";
import type { Mapping } from "./mapping.ts";
import type { ImportNeeds } from "./needs.ts";
import type { Rules } from "./row.ts";
import { isGood, type ReadRow, readRows } from "./rows.ts";

/** A file that has been read from end to end within all limits, before anything of it is written. */
export type Survey = {
  readonly file: CsvFile;
  readonly mapping: Mapping;
  readonly rules: Rules;
  readonly rows: number;
  readonly rejected: number;
  /** Names of categories that the chamber does not have, in the order of the file. */
  readonly newCategories: readonly string[];
  /** Tells this import from others: SHA-256 in hex of the file and the mapping. */
  readonly hash: string;
  /** The rows as they were read, where there are few enough; else they are read again. */
  readonly kept: readonly ReadRow[] | null;
};

/**
 * Reads the whole file and writes nothing.
 * @param keep so many rows are kept in memory at most, for what comes next; a file with more is read again then
 * @throws `too-large`, `malformed`, `invalid` for what no row can be imported with
 */
export async function survey(
  needs: Pick<ImportNeeds, "table" | "now">,
  file: CsvFile,
  mapping: Mapping,
  chamber: Pick<Chamber, "levels" | "country" | "zone">,
  keep = 0,
): Promise<Survey> {
  const rules = { levels: chamber.levels, country: chamber.country, today: dateIn(chamber.zone, needs.now()) };
  const book = categoryBook(await CategoryStore.list(needs.table));
  const fresh = new Map<string, string>();
  let rows = 0;
  let rejected = 0;
  let kept: ReadRow[] | null = keep > 0 ? [] : null;
  for await (const row of readRows(file, mapping, rules)) {
    rows++;
    if (rows > keep) kept = null;
    else kept?.push(row);
    if (!isGood(row)) {
      rejected++;
      continue;
    }
    for (const name of row.parsed.categories) {
      const word = wordOf(name);
      if (!fresh.has(word) && book.find(name) === undefined) fresh.set(word, name);
    }
  }
  const newCategories = [...fresh.values()];
  requireFewNew(newCategories);
  return { file, mapping, rules, rows, rejected, newCategories, hash: hashOf(file, mapping), kept };
}

/**
 * The categories as an import of the surveyed file needs them: made where they are missing, or imagined in a dry run.
 * @param commit makes them; null for a dry run
 */
export async function categoriesFor(
  needs: ImportNeeds,
  survey: Survey,
  commit: ((added: ImportStore.Added) => Promise<void>) | null,
): Promise<CategoryBook> {
  if (commit) return createMissing(needs, survey.newCategories, commit);
  return withImagined(await CategoryStore.list(needs.table), survey.newCategories, needs);
}

function hashOf(file: CsvFile, mapping: Mapping): string {
  const columns = file.headers.map((header) => [header, mapping.columns[header]]);
  const defaults = Object.entries(mapping.defaults).sort();
  return createHash("sha256")
    .update(JSON.stringify([file.hash, columns, defaults]))
    .digest("hex");
}
