import type { Columns } from "./columns.ts";
import { byFrequency, countTexts, type Dictionary, dictionaryOf, idOf, onceLast, textsOfOne } from "./dictionary.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { squareOf, toHilbert } from "./hilbert.ts";
import { listsOf } from "./lists.ts";
import { MAX_X, MAX_Y, toUnits } from "./place.ts";
import { slugChange } from "./slug-change.ts";
import { compareText, fold } from "./text.ts";

/**
 * Entries as columns, the same for every order of the entries.
 * RangeError when two share a slug or a position is no place on earth.
 */
export function gather(unordered: readonly Entry[], head: SnapshotHead): Columns {
  const slugs = new Set(unordered.map((entry) => entry.slug));
  if (slugs.size !== unordered.length) throw new RangeError("two listings share a slug");

  const { located, others } = inOrder(unordered);
  const entries = [...located.map(({ entry }) => entry), ...others];

  const names = entries.map((entry) => entry.name.split(" "));
  const vocabulary = vocabularyOf(names.flat());
  const categories = dictionaryOf([
    ...head.categories.map((category) => category.slug),
    ...entries.flatMap((entry) => entry.categories).sort(compareText),
  ]);
  const towns = onceLast(entries.map((entry) => entry.town));
  const tags = onceLast(entries.flatMap((entry) => entry.tags));
  const hours = onceLast(entries.map((entry) => entry.hours));
  const featured = onceLast(entries.map((entry) => entry.featured));
  const changes = entries.map(({ slug, name, town }) => slugChange(slug, name, town));
  const slugChanges = onceLast(changes);
  const lists = (dictionary: Dictionary, rows: readonly (readonly string[])[]) =>
    listsOf(rows.map((texts) => texts.map((text) => idOf(dictionary, text))));

  return {
    size: entries.length,
    located: located.length,
    x: Int32Array.from(located, ({ x }) => x),
    y: Int32Array.from(located, ({ y }) => y),
    vocabulary: vocabulary.texts,
    names: lists(vocabulary, names),
    categories: categories.texts,
    rowCategories: lists(
      categories,
      entries.map((entry) => entry.categories),
    ),
    towns: towns.texts,
    rowTowns: Uint32Array.from(entries, (entry) => idOf(towns, entry.town)),
    tags: tags.texts,
    rowTags: lists(
      tags,
      entries.map((entry) => entry.tags),
    ),
    hours: hours.texts,
    rowHours: Uint32Array.from(entries, (entry) => idOf(hours, entry.hours)),
    featured: featured.texts,
    rowFeatured: Uint32Array.from(entries, (entry) => idOf(featured, entry.featured)),
    slugChanges: slugChanges.texts,
    rowSlugChanges: Uint32Array.from(changes, (change) => idOf(slugChanges, change)),
  };
}

function inOrder(entries: readonly Entry[]) {
  const located = entries.flatMap((entry) =>
    entry.position === null
      ? []
      : [{ entry, x: toUnits(entry.position.lon, MAX_X), y: toUnits(entry.position.lat, MAX_Y), along: 0 }],
  );
  const { left, bottom, bits } = squareOf(
    Int32Array.from(located, ({ x }) => x),
    Int32Array.from(located, ({ y }) => y),
  );
  for (const place of located) place.along = toHilbert(bits, place.x - left, place.y - bottom);
  located.sort((a, b) => a.along - b.along || compareText(a.entry.slug, b.entry.slug));

  const others = entries
    .filter((entry) => entry.position === null)
    .map((entry) => ({ entry, folded: fold(entry.name) }))
    .sort((a, b) => compareText(a.folded, b.folded) || compareText(a.entry.slug, b.entry.slug))
    .map(({ entry }) => entry);
  return { located, others };
}

// Measured: below this the longer numbers cost more than the alphabetical order of neighbours saves.
const FREQUENT = 6;

/**
 * Frequent words first, with short numbers; then others in the order of their folded form, which compresses well and leaves
 * the reader's sort of its terms little to do; those of one name last, see `onceLast`.
 */
function vocabularyOf(words: readonly string[]): Dictionary {
  const counts = countTexts(words);
  const isFrequent = (word: string) => (counts.get(word) ?? 0) >= FREQUENT;
  const rare = [...counts.keys()]
    .filter((word) => !isFrequent(word) && counts.get(word) !== 1)
    .map((word) => ({ word, folded: fold(word) }))
    .sort((a, b) => compareText(a.folded, b.folded) || compareText(a.word, b.word));
  const texts = [...byFrequency(words.filter(isFrequent)).texts, ...rare.map(({ word }) => word)];
  return dictionaryOf([...texts, ...textsOfOne(counts)]);
}
