import type { TextColumns } from "./columns.ts";
import type { Lists } from "./lists.ts";
import { once } from "./once.ts";
import { hashText, mixed } from "./shuffle.ts";
import { changedSlug } from "./slug.ts";

import { fold } from "./text.ts";
import { indexWords, type WordIndex } from "./word-index.ts";

/** The rows of a snapshot, as far as words are looked for and rows are named. */
export type Rows = TextColumns & {
  /** By slug, of those that the head names. */
  readonly categoryNames: ReadonlyMap<string, string>;
  name(row: number): string;
  slug(row: number): string;
  /** The words of the rows. The first call makes the index. */
  index(): WordIndex;
  /** A number of each listing that no other listing, order or snapshot changes: seeds its turn in the shuffle. */
  hashes(): Uint32Array;
};

/** What is made of columns when it is first needed, where it has been made already. */
export type Made = { readonly index: WordIndex; readonly hashes: Uint32Array };

/** Columns as rows, with names of categories by slug. */
export function rowsOf(
  columns: TextColumns,
  categoryNames: ReadonlyMap<string, string>,
  made: Made | null = null,
): Rows {
  const { vocabulary, names, towns, rowTowns, slugChanges, rowSlugChanges } = columns;
  // Parts fold each by itself, and names share them.
  const folded: (string | undefined)[] = [];
  return {
    ...columns,
    categoryNames,
    name: (row) => textsOf(vocabulary, names, row).join(" "),
    slug(row) {
      let text = "";
      const end = names.offsets[row + 1] ?? 0;
      for (let i = names.offsets[row] ?? 0; i < end; i++) {
        const part = names.values[i] ?? 0;
        folded[part] ??= fold(vocabulary[part] ?? "");
        if (folded[part]) text += text ? ` ${folded[part]}` : folded[part];
      }
      return changedSlug(slugChanges[rowSlugChanges[row] ?? 0] ?? "", text, towns[rowTowns[row] ?? 0] ?? "");
    },
    index: once(() => made?.index ?? indexWords(columns, categoryNames)),
    hashes: once(() => made?.hashes ?? hashesOf(columns)),
  };
}

/** The texts of a row's list. */
export function textsOf(dictionary: readonly string[], { offsets, values }: Lists, row: number): string[] {
  const texts: string[] = [];
  const end = offsets[row + 1] ?? 0;
  for (let i = offsets[row] ?? 0; i < end; i++) texts.push(dictionary[values[i] ?? 0] ?? "");
  return texts;
}

/** Of what a slug is made of. */
function hashesOf({ size, vocabulary, names, towns, rowTowns, slugChanges, rowSlugChanges }: TextColumns): Uint32Array {
  const [parts, ofTowns, ofChanges] = [vocabulary, towns, slugChanges].map((texts) =>
    Uint32Array.from(texts, hashText),
  );
  const hashes = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    let hash = mixed(ofTowns?.[rowTowns[row] ?? 0] ?? 0, ofChanges?.[rowSlugChanges[row] ?? 0] ?? 0);
    const end = names.offsets[row + 1] ?? 0;
    for (let i = names.offsets[row] ?? 0; i < end; i++) hash = mixed(hash, parts?.[names.values[i] ?? 0] ?? 0);
    hashes[row] = hash;
  }
  return hashes;
}
