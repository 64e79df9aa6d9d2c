import type { Compared } from "./duplicate-evidence.ts";

/** As far as pins of one business stand from each other, in metres. */
const REACH = 300;
/** Metres in a degree of latitude. */
const DEGREE = 111_195;
/** Blocks beyond this are not compared each with each. */
const LARGE = 200;
/** With how many of its neighbours in the alphabet a listing of a large block is compared. */
const NEIGHBOURS = 20;
/** A word that more listings have tells nothing. */
const COMMON = 40;

/**
 * The pairs of listings that are worth a look, each once, as indexes, the smaller first: those with a number, a website, a
 * mailbox, a house or a rare word in common, and those with alike names near each other. Not quadratic: a block that is too
 * large is put in the order of names, and neighbours are compared (Hernández and Stolfo's sorted neighbourhoods, 1995).
 */
export function* pairsWorthALook(all: readonly Compared[]): Generator<readonly [number, number]> {
  const seen = new Set<number>();
  const isNew = (a: number, b: number): boolean => {
    const pair = a < b ? a * all.length + b : b * all.length + a;
    if (a === b || seen.has(pair)) return false;
    seen.add(pair);
    return true;
  };
  for (const block of blocksOf(all)) {
    const names = new Map(block.map((i) => [i, nameOf(all[i])]));
    const ordered = block.length <= LARGE ? block : block.toSorted((a, b) => order(names.get(a), names.get(b)));
    const width = block.length <= LARGE ? block.length : NEIGHBOURS;
    for (const [at, i] of ordered.entries()) {
      for (const j of ordered.slice(at + 1, at + 1 + width)) if (isNew(i, j)) yield i < j ? [i, j] : [j, i];
    }
  }
  for (const [i, j] of alikeAndNear(all)) if (isNew(i, j)) yield i < j ? [i, j] : [j, i];
}

const nameOf = (listing: Compared | undefined): string => listing?.name.readings[0]?.joined ?? "";
const order = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

function blocksOf(all: readonly Compared[]): Iterable<readonly number[]> {
  const blocks = new Map<string, number[]>();
  const words = new Map<string, number[]>();
  for (const [i, { phone, site, email, street, name }] of all.entries()) {
    if (phone) add(blocks, `phone ${phone.slice(-7)}`, i);
    if (site) add(blocks, `site ${site}`, i);
    if (email) add(blocks, `email ${email}`, i);
    if (street.street) add(blocks, `house ${street.number} ${street.street}`, i);
    const joined = new Set(name.readings.map((reading) => reading.joined));
    for (const text of joined) add(blocks, `name ${text}`, i);
    const own = new Set(name.readings.flatMap((reading) => reading.words.map(({ text }) => text)));
    for (const text of own) add(words, text, i);
  }
  return [...blocks.values(), ...[...words.values()].filter(({ length }) => length <= COMMON)];
}

/** Pairs with pins near each other of which two words, or the names as one word, begin alike. */
function* alikeAndNear(all: readonly Compared[]): Generator<readonly [number, number]> {
  const cells = new Map<string, number[]>();
  const beginnings = all.map(({ name }) => beginningsOf(name.readings));
  for (const [i, { position }] of all.entries()) {
    if (position === null) continue;
    const row = rowOf(position.lat);
    for (const beginning of beginnings[i] ?? []) add(cells, `${row} ${columnOf(row, position.lon)} ${beginning}`, i);
  }
  for (const [i, { position }] of all.entries()) {
    if (position === null) continue;
    const own = rowOf(position.lat);
    for (const row of [own - 1, own, own + 1]) {
      const across = REACH / (DEGREE * shrinkOf(row));
      const [first, last] = [columnOf(row, position.lon - across), columnOf(row, position.lon + across)];
      for (let column = first; column <= last; column++) {
        for (const beginning of beginnings[i] ?? []) {
          const there = cells.get(`${row} ${column} ${beginning}`) ?? [];
          for (const j of there.length <= LARGE ? there : there.filter((j) => Math.abs(i - j) <= NEIGHBOURS))
            yield [i, j];
        }
      }
    }
  }
}

function beginningsOf(readings: Compared["name"]["readings"]): ReadonlySet<string> {
  const texts = readings.flatMap(({ joined, words }) => [joined, ...words.filter(isHeavy).map(({ text }) => text)]);
  return new Set(texts.map((text) => text.slice(0, 3)));
}

const isHeavy = ({ weight }: { readonly weight: number }): boolean => weight > 0.25;
const rowOf = (lat: number): number => Math.floor((lat * DEGREE) / REACH);
/** How much shorter a degree of longitude is; never nothing, so that a pole has columns too. */
const shrinkOf = (row: number): number => Math.max(0.01, Math.cos((((row + 0.5) * REACH) / DEGREE / 180) * Math.PI));
const columnOf = (row: number, lon: number): number => Math.floor((lon * DEGREE * shrinkOf(row)) / REACH);

function add(blocks: Map<string, number[]>, key: string, i: number): void {
  const block = blocks.get(key);
  if (block) block.push(i);
  else blocks.set(key, [i]);
}
