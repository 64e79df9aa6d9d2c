import { columnOf, writeNumbers } from "./bytes.ts";
import { check } from "./check.ts";
import { NO_LIMIT, sectionOf, type Written } from "./column-codec.ts";
import type { Place, SnapshotHead } from "./entry.ts";
import { MAX_X, MAX_Y, toDegrees, toUnits } from "./place.ts";
import { CATEGORIES, CATEGORY_NAMES, CATEGORY_PARENTS, DAYS, PLACE_BOXES, PLACES, WINDOW } from "./section-numbers.ts";
import type { Sections } from "./sections.ts";
import { readStrings, writeStrings } from "./strings.ts";

const KINDS: readonly Place["kind"][] = ["town", "postal-code"];
/** Numbers of a place: its kind and the sides of its box. */
const NUMBERS = 5;

/** What a snapshot says about itself besides rows, as sections. RangeError when degrees are no place on earth. */
export function writeHead({ categories, places, hours: { zone, from, days } }: SnapshotHead): Written {
  return [
    [CATEGORIES, writeStrings(categories.map(({ slug }) => slug))],
    [CATEGORY_NAMES, writeStrings(categories.map(({ name }) => name))],
    [CATEGORY_PARENTS, writeStrings(categories.map(({ parent }) => (parent === null ? "" : `=${parent}`)))],
    [PLACES, writeStrings(places.map(({ name }) => name))],
    [PLACE_BOXES, writeNumbers(places.flatMap(numbersOf))],
    [WINDOW, writeStrings([zone, from])],
    [DAYS, writeNumbers([days])],
  ];
}

/** The head that `writeHead` wrote; an error of any kind when the sections do not fit together. */
export function readHead(sections: Sections): SnapshotHead {
  const texts = (number: number): string[] => readStrings(sectionOf(sections, number));
  const names = texts(CATEGORY_NAMES);
  const parents = texts(CATEGORY_PARENTS).map((parent) => parent || null);
  const slugs = texts(CATEGORIES);
  check(slugs.length === parents.length && slugs.length === names.length);
  const [zone = "", from = "", ...none] = texts(WINDOW);
  const [days = 0] = columnOf(sectionOf(sections, DAYS), 1, NO_LIMIT);
  check(none.length === 0);
  return {
    categories: slugs.map((slug, i) => ({ slug, name: names[i] ?? "", parent: parents[i]?.slice(1) ?? null })),
    places: placesOf(texts(PLACES), sectionOf(sections, PLACE_BOXES)),
    hours: { zone, from, days },
  };
}

function numbersOf({ kind, box: { west, south, east, north } }: Place): number[] {
  const [x, y] = [
    (degrees: number) => toUnits(degrees, MAX_X) + MAX_X,
    (degrees: number) => toUnits(degrees, MAX_Y) + MAX_Y,
  ];
  return [KINDS.indexOf(kind), x(west), y(south), x(east), y(north)];
}

function placesOf(names: readonly string[], bytes: Uint8Array): Place[] {
  const numbers = columnOf(bytes, names.length * NUMBERS, NO_LIMIT);
  const side = (number: number | undefined, limit: number): number => {
    const units = (number ?? 0) - limit;
    check(units <= limit);
    return toDegrees(units);
  };
  return names.map((name, i) => {
    const [number = 0, west, south, east, north] = numbers.subarray(i * NUMBERS, (i + 1) * NUMBERS);
    const kind = KINDS[number];
    check(kind !== undefined);
    const box = {
      west: side(west, MAX_X),
      south: side(south, MAX_Y),
      east: side(east, MAX_X),
      north: side(north, MAX_Y),
    };
    return { name, kind, box };
  });
}
