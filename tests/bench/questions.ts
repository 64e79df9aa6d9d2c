import type { Box, CategoryName, Listed } from "@mainstreet/search/entry";
import { words } from "@mainstreet/search/text";
import { createRandom, pick, skewed } from "./data/random.ts";
import type { BenchDirectory } from "./directory-data.ts";

/** What one visitor might ask: the parts that the kinds of search use. */
export type Question = {
  /** A viewport around some listing, and its middle. */
  readonly box: Box;
  readonly middle: { readonly lat: number; readonly lon: number };
  /** Kilometres across. */
  readonly across: number;
  readonly category: string;
  /** The beginning of a word of a listing that is near the middle. */
  readonly word: string;
  /** The first word of a listing's name and the beginning of the next. */
  readonly phrase: string;
};

const KM_PER_DEGREE = 111.195;

/** The words that a listing is found by: of its name, its categories' names, its town and its tags. */
export function searchedWords(listing: Listed, names: ReadonlyMap<string, string>): string[] {
  const { name, categories, town, tags } = listing;
  return [name, ...categories.map((slug) => names.get(slug) ?? ""), town, ...tags].flatMap(words);
}

export function namesOfCategories(categories: readonly CategoryName[]): Map<string, string> {
  return new Map(categories.map(({ slug, name }) => [slug, name]));
}

/** Questions as visitors of a directory might ask them, the same for the same directory and seed. */
export function askedOf({ listed, head }: BenchDirectory, count: number, seed = 9): Question[] {
  const random = createRandom(seed);
  const names = namesOfCategories(head.categories);
  const located = listed.filter(({ position }) => position !== null);
  return Array.from({ length: count }, () => {
    const listing = pick(random, located);
    const { lat = 0, lon = 0 } = listing.position ?? {};
    const kind = random();
    const across = kind < 0.5 ? 9 : kind < 0.8 ? 36 : 2.2;
    const [high, wide] = [(across * 2) / 3 / KM_PER_DEGREE, across / kmPerDegreeEast(lat)];
    const middle = { lat: lat + (random() - 0.5) * high * 0.5, lon: lon + (random() - 0.5) * wide * 0.5 };
    const found = searchedWords(listing, names);
    const word = pick(random, found.slice(0, 3));
    return {
      box: {
        west: middle.lon - wide / 2,
        south: middle.lat - high / 2,
        east: middle.lon + wide / 2,
        north: middle.lat + high / 2,
      },
      middle,
      across,
      category: listing.categories[0] ?? "",
      word: word.slice(0, 3 + skewed(random, 4, 1)),
      phrase: phraseOf(words(listing.name)),
    };
  });
}

function phraseOf([first = "", second]: readonly string[]): string {
  return second === undefined ? begun(first) : `${first} ${begun(second)}`;
}

function begun(word: string): string {
  return word.slice(0, Math.max(2, word.length - 2));
}

function kmPerDegreeEast(lat: number): number {
  return KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}
