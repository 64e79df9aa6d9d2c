import type { Entry, SnapshotHead } from "./entry.ts";
import type { Facets, Query } from "./query.ts";
import { localTime, parseSchedule, scheduleZone, stateAt } from "./schedule.ts";
import { hashText, mixed, shuffled } from "./shuffle.ts";
import { slugChange } from "./slug-change.ts";

/*
 * What the engine should answer, found by looking at every entry with plain strings.
 */

function plainWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replaceAll("&", " and ");
  return plain.split(/[^a-z0-9上海ø]+/).filter((word) => word !== "");
}

function isBelow(head: SnapshotHead, slug: string, ancestor: string, depth = 0): boolean {
  if (slug === ancestor) return true;
  if (depth > head.categories.length) return false;
  return head.categories.some(
    (c) => c.slug === slug && c.parent !== null && isBelow(head, c.parent, ancestor, depth + 1),
  );
}

const EARTH = 6_371_008.8;

function metresBetween(a: Position, b: Position): number {
  return 2 * EARTH * Math.asin(chord(a, b) / 2);
}

function isOpen({ hours }: Entry, head: SnapshotHead, instant: number): boolean {
  const schedule = parseSchedule(hours);
  if (!schedule || schedule.zone === "No/Where") return false;
  const at = localTime(scheduleZone(schedule, head.hours.zone), instant);
  return stateAt(schedule, head.hours, at)?.state === "open";
}

const distances = new Map<string, number>();

/** The restricted edit distance, by its definition. */
export function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const key = `${a} ${b}`;
  const known = distances.get(key);
  if (known !== undefined) return known;
  const isSwap = a.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const least = Math.min(
    distance(shortA, b) + 1,
    distance(a, shortB) + 1,
    distance(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1),
    isSwap ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
  distances.set(key, least);
  return least;
}

/** Whether a term begins with something near the word. */
export function isNear(term: string, word: string, typos: number): boolean {
  const lengths = Array.from({ length: term.length + 1 }, (_, length) => length);
  return lengths
    .filter((length) => Math.abs(length - word.length) <= typos)
    .some((length) => distance(term.slice(0, length), word) <= typos);
}

type Match = (term: string, word: string) => boolean;

const begins: Match = (term, word) => term.startsWith(word);

const nearlyBegins: Match = (term, word) => {
  const typos = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  return typos === 0 ? term.startsWith(word) : isNear(term, word, typos);
};

function hasWords(entry: Entry, text: string, head: SnapshotHead, match: Match): boolean {
  const categoryNames = entry.categories.map((slug) => head.categories.findLast((c) => c.slug === slug)?.name ?? "");
  const all = plainWords([entry.name, ...categoryNames, entry.town, ...entry.tags].join(" "));
  return plainWords(text).every((word) => all.some((term) => match(term, word)));
}

function passes(entry: Entry, query: Query, head: SnapshotHead): boolean {
  const { box, category, town, tags = [], near, radius, open } = query;
  if (box) {
    if (!entry.position) return false;
    const { lat, lon } = entry.position;
    if (lat < box.south || lat > box.north) return false;
    if (box.west > box.east ? lon < box.west && lon > box.east : lon < box.west || lon > box.east) return false;
  }
  if (near && radius !== undefined && !(entry.position && metresBetween(near, entry.position) <= radius)) return false;
  if (category !== undefined && !entry.categories.some((slug) => isBelow(head, slug, category))) return false;
  const isSame = (a: string, b: string) => plainWords(a).join() === plainWords(b).join();
  if (town !== undefined && !isSame(entry.town, town)) return false;
  if (!tags.every((tag) => entry.tags.some((other) => isSame(other, tag)))) return false;
  return open === undefined || isOpen(entry, head, open);
}

function rankOf(entry: Entry, query: Query): number {
  const wanted = plainWords(query.text ?? "");
  if (wanted.length === 0) return 0;
  const name = plainWords(entry.name);
  if (name.join(" ") === wanted.join(" ")) return 0;
  if (name.join(" ").startsWith(wanted.join(" "))) return 1;
  if (wanted.every((word) => name.includes(word))) return 2;
  return wanted.every((word) => name.some((other) => other.startsWith(word))) ? 3 : 4;
}

/** The straight line through the earth, which grows with the way on its surface. */
function chord(a: Position, b: Position): number {
  const point = ({ lat, lon }: Position): [number, number, number] => {
    if (Math.abs(lat) === 90) return [0, 0, Math.sign(lat)];
    const [y, x] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
  };
  const [p, q] = [point(a), point(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

type Position = { readonly lat: number; readonly lon: number };

/** What the shuffle of a day goes by. */
function hashOf({ slug, name, town }: Entry): number {
  const first = mixed(hashText(town), hashText(slugChange(slug, name, town)));
  return name.split(" ").reduce((hash, part) => mixed(hash, hashText(part)), first);
}

/** The entries that a query finds, in order. */
export function expected(entries: readonly Entry[], head: SnapshotHead, query: Query, forgiving = false): Entry[] {
  const { text = "", day = "", near } = query;
  const exact = entries.filter((entry) => hasWords(entry, text, head, begins));
  const isForgiven = forgiving && exact.length < 5 && plainWords(text).length > 0;
  const nearly = isForgiven
    ? entries.filter((entry) => !exact.includes(entry) && hasWords(entry, text, head, nearlyBegins))
    : [];
  const rank = (entry: Entry): number => {
    if (exact.includes(entry)) return rankOf(entry, query);
    const name = plainWords(entry.name);
    return plainWords(text).every((word) => name.some((term) => nearlyBegins(term, word))) ? 5 : 6;
  };
  const turn = (entry: Entry) => shuffled(hashText(day), hashOf(entry));
  const far = (entry: Entry) => (near && entry.position ? chord(near, entry.position) : 0);
  return [...exact, ...nearly]
    .filter((entry) => passes(entry, query, head))
    .map((entry) => ({ entry, rank: rank(entry), far: far(entry), turn: turn(entry), none: entry.position ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || a.none - b.none || a.far - b.far || a.turn - b.turn)
    .map(({ entry }) => entry);
}

/** What there is of each thing among entries. */
export function expectedFacets(entries: readonly Entry[], head: SnapshotHead, instant: number | undefined): Facets {
  const slugs = new Set([
    ...head.categories.flatMap((c) => [c.slug, c.parent ?? c.slug]),
    ...entries.flatMap((e) => e.categories),
  ]);
  const count = (names: Iterable<string>, has: (entry: Entry, name: string) => boolean) =>
    new Map(
      [...names].flatMap((name) => {
        const some = entries.filter((entry) => has(entry, name)).length;
        return name !== "" && some > 0 ? [[name, some] as const] : [];
      }),
    );
  return {
    categories: count(slugs, (entry, slug) => entry.categories.some((own) => isBelow(head, own, slug))),
    towns: count(new Set(entries.map((e) => e.town)), (entry, town) => entry.town === town),
    tags: count(new Set(entries.flatMap((e) => e.tags)), (entry, tag) => entry.tags.includes(tag)),
    open: instant === undefined ? null : entries.filter((entry) => isOpen(entry, head, instant)).length,
  };
}
