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
import { toEnd } from "./pieces.ts";
import type { Rules } from "./row.ts";
import { isGood, readRows } from "./rows.ts";

/** A file that has been read from end to end within all limits. Its rows are not kept: they are read again. */
export type Reading = {
  readonly file: CsvFile;
  readonly mapping: Mapping;
  readonly rules: Rules;
  readonly rows: number;
  /** Why rows cannot be imported, by row as spreadsheets count. */
  readonly reasons: ReadonlyMap<number, string>;
  /** Names of categories in the order of the file, each as it is written first. */
  readonly categories: readonly string[];
  /** Tells this import from others: SHA-256 in hex of the file and the mapping. */
  readonly hash: string;
};

/** The same with what the chamber lacks for it, before anything of it is written. */
export type Survey = Reading & {
  readonly rejected: number;
  /** Names of categories that the chamber does not have, in the order of the file. */
  readonly newCategories: readonly string[];
};

/** What rows are checked against. @param now milliseconds since 1970 */
export function rulesOf({ levels, country, zone }: Pick<Chamber, "levels" | "country" | "zone">, now: number): Rules {
  return { levels, country, today: dateIn(zone, now) };
}

const PIECE = 100;

/**
 * Reads the whole file, piece by piece: it yields how many rows it has read.
 * @throws `too-large`, `malformed`, `invalid` for what no row can be imported with
 */
export async function* reading(file: CsvFile, mapping: Mapping, rules: Rules): AsyncGenerator<number, Reading, void> {
  const reasons = new Map<number, string>();
  const categories = new Map<string, string>();
  let rows = 0;
  for await (const row of readRows(file, mapping, rules)) {
    if (++rows % PIECE === 0) yield rows;
    if (!isGood(row)) {
      if ("reason" in row.parsed) reasons.set(row.row, row.parsed.reason);
      continue;
    }
    for (const name of row.parsed.categories) {
      const word = wordOf(name);
      if (!categories.has(word)) categories.set(word, name);
    }
  }
  return { file, mapping, rules, rows, reasons, categories: [...categories.values()], hash: hashOf(file, mapping) };
}

/** What the chamber lacks for a file that was read. @throws `invalid` where that is more than anybody means */
export async function surveyed({ table }: Pick<ImportNeeds, "table">, read: Reading): Promise<Survey> {
  const book = categoryBook(await CategoryStore.list(table));
  const newCategories = read.categories.filter((name) => book.find(name) === undefined);
  requireFewNew(newCategories);
  return { ...read, rejected: read.reasons.size, newCategories };
}

/**
 * Reads the whole file and writes nothing.
 * @throws `too-large`, `malformed`, `invalid` for what no row can be imported with
 */
export async function survey(
  needs: Pick<ImportNeeds, "table" | "now">,
  file: CsvFile,
  mapping: Mapping,
  chamber: Pick<Chamber, "levels" | "country" | "zone">,
): Promise<Survey> {
  return surveyed(needs, await toEnd(reading(file, mapping, rulesOf(chamber, needs.now()))));
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
