import type { Box, CategoryName, Listed, Place, SnapshotHead } from "@mainstreet/search/entry";
import { deriveSlug } from "@mainstreet/search/slug";
import { drawOpening, FROM, type Opening, WINDOW_DAYS, ZONE } from "./data/opening.ts";
import { createRandom, gaussian, pick, type Random, skewed } from "./data/random.ts";
import {
  ADJECTIVES,
  CHAINS,
  COMMON_STREETS,
  ENDINGS,
  STREET_KINDS,
  SURNAMES,
  SYLLABLES,
  TAGS,
  TOWN_NAMES,
  TRADES,
  type Trade,
  WORDS,
} from "./data/words.ts";

/** Made-up listings with the statistics of real ones: the same for the same count and seed, wherever they are made. */
export type BenchDirectory = {
  /** Those without a position last. */
  readonly listed: readonly Listed[];
  readonly head: SnapshotHead;
  /** When each is open, as its owner would write it. */
  readonly written: readonly string[];
};

const KM_PER_DEGREE = 111.195;
const MIDDLE = { lat: 38, lon: -84.5 };

type Town = {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** Standard deviation of how far out its businesses lie, in km. */
  readonly spread: number;
  /** The weights of this town and of those before it. */
  readonly upTo: number;
  readonly streets: readonly string[];
};

/**
 * A directory of so many listings. Towns are few large and many small heaps of businesses, in an area that grows with
 * the count; words, trades, streets, tags and hours have a few frequent values and a long tail; names cost 7 to 8 bytes
 * after brotli, as those of real businesses do.
 */
export function benchDirectory(count: number, seed = 1): BenchDirectory {
  const random = createRandom(seed * 7919 + count);
  const towns = makeTowns(count, random);
  const trades = shuffledTrades(random);
  const slugs = new Map<string, number>();
  const drawn = Array.from({ length: count }, () => {
    const town = townAt(towns, random() * (towns.at(-1)?.upTo ?? 0));
    const trade = pick(random, trades, 1.5);
    const opening = drawOpening(random);
    return { listing: draw(random, town, trade, opening, slugs), written: opening.written };
  }).sort((a, b) => Number(a.listing.position === null) - Number(b.listing.position === null));
  const listed = drawn.map(({ listing }) => listing);
  const written = drawn.map((each) => each.written);
  return {
    listed,
    written,
    head: {
      categories: categoryNames(),
      places: placesOf(towns),
      hours: { zone: ZONE, from: FROM, days: WINDOW_DAYS },
    },
  };
}

function draw(random: Random, town: Town, trade: Trade, opening: Opening, slugs: Map<string, number>): Listed {
  const name = drawName(random, town, trade);
  const street = `${1 + skewed(random, 9900, 2)} ${pick(random, town.streets, 1.5)} ${pick(random, STREET_KINDS, 1.6)}`;
  const slug = freeSlug(slugs, name, town.name, street);
  const site = random();
  const level = random();
  return {
    slug,
    name,
    position: random() < 0.03 ? null : positionIn(random, town),
    categories: [deriveSlug(trade.name)],
    town: town.name,
    tags: drawTags(random, trade),
    featured: level < 0.02 ? "Platinum" : level < 0.09 ? "Gold" : "",
    hours: opening.schedule,
    street,
    phone: `(${pick(random, ["845", "518", "914"], 2)}) ${200 + skewed(random, 60, 2)}-${String(skewed(random, 10_000, 1)).padStart(4, "0")}`,
    website: site < 0.2 ? "" : site < 0.9 ? `https://www.${slug}.com` : `https://www.facebook.com/${slug}`,
  };
}

function drawName(random: Random, town: Town, trade: Trade): string {
  const noun = pick(random, trade.nouns, 1.4);
  const surname = () => (random() < 0.25 ? foreignWord(random) : pick(random, SURNAMES, 1.4));
  const word = () => (random() < 0.25 ? foreignWord(random) : pick(random, WORDS, 1.5));
  const kind = random();
  if (kind < 0.08) return pick(random, CHAINS, 1.3) + (random() < 0.2 ? ` #${100 + skewed(random, 9000, 1)}` : "");
  if (kind < 0.2) return `${surname()}'s ${noun}`;
  if (kind < 0.28) return `${surname()} & ${surname()} ${noun}`;
  if (kind < 0.34) return `${surname()} ${surname()}, ${noun}`;
  if (kind < 0.54) return `${word()} ${noun}`;
  if (kind < 0.66) return `${pick(random, ADJECTIVES, 1.2)} ${word()} ${noun}`;
  if (kind < 0.74) return `${town.name} ${noun}`;
  if (kind < 0.84) return `${word()} ${word()} ${pick(random, ENDINGS, 1.2)}`;
  return `${surname()} ${noun} ${pick(random, ENDINGS, 1.4)}`;
}

function foreignWord(random: Random): string {
  const word = Array.from({ length: 2 + skewed(random, 3, 1) }, () => pick(random, SYLLABLES)).join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function drawTags(random: Random, trade: Trade): string[] {
  const first = TRADES.indexOf(trade) * 7;
  const some = Array.from(
    { length: skewed(random, 5, 1) },
    () => TAGS[(first + skewed(random, TAGS.length, 2)) % TAGS.length],
  );
  return [...new Set(some)].filter((tag) => tag !== undefined);
}

/** More than half of a town's businesses are near its middle. */
function positionIn(random: Random, { lat, lon, spread }: Town): { lat: number; lon: number } {
  const km = spread * (random() < 0.6 ? 0.35 : 1);
  return {
    lat: rounded(lat + (gaussian(random) * km) / KM_PER_DEGREE),
    lon: rounded(lon + (gaussian(random) * km) / kmPerDegreeEast(lat)),
  };
}

function makeTowns(count: number, random: Random): Town[] {
  const across = 40 * (count / 1000) ** 0.53;
  let upTo = 0;
  return Array.from({ length: Math.ceil(8 * (count / 1000) ** 0.65) }, (_, i) => {
    const weight = 1 / (i + 1) ** 0.85;
    upTo += weight;
    const again = Math.floor(i / TOWN_NAMES.length);
    const lat = MIDDLE.lat + ((random() - 0.5) * across) / KM_PER_DEGREE;
    return {
      name: `${again === 0 ? "" : `${["North", "South", "East", "West"][(again - 1) % 4]} `}${TOWN_NAMES[i % TOWN_NAMES.length]}`,
      lat,
      lon: MIDDLE.lon + ((random() - 0.5) * across) / kmPerDegreeEast(lat),
      spread: 0.6 + 5 * Math.sqrt(weight),
      upTo,
      streets: [
        ...COMMON_STREETS,
        ...Array.from({ length: 20 + Math.floor(400 * weight) }, () => pick(random, SURNAMES, 1.2)),
      ],
    };
  });
}

function townAt(towns: readonly Town[], weight: number): Town {
  const found = towns.find(({ upTo }) => upTo >= weight) ?? towns.at(-1);
  if (!found) throw new RangeError("a directory has at least one town");
  return found;
}

function placesOf(towns: readonly Town[]): Place[] {
  return towns.flatMap((town, i) => [
    { name: town.name, kind: "town" as const, box: around(town, 2 * town.spread) },
    { name: String(12_000 + 7 * i), kind: "postal-code" as const, box: around(town, town.spread) },
  ]);
}

function around({ lat, lon }: Town, km: number): Box {
  const [up, out] = [km / KM_PER_DEGREE, km / kmPerDegreeEast(lat)];
  return { west: rounded(lon - out), south: rounded(lat - up), east: rounded(lon + out), north: rounded(lat + up) };
}

function categoryNames(): CategoryName[] {
  const groups = [...new Set(TRADES.map(({ group }) => group))];
  return [
    ...groups.map((name) => ({ slug: deriveSlug(name), name, parent: null })),
    ...TRADES.map(({ name, group }) => ({ slug: deriveSlug(name), name, parent: deriveSlug(group) })),
  ];
}

/** Which trades are frequent has nothing to do with their groups. */
function shuffledTrades(random: Random): Trade[] {
  return TRADES.map((trade) => ({ trade, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ trade }) => trade);
}

/** The first that nobody has of: the name, with the town, with the street, with a number. */
export function freeSlug(taken: Map<string, number>, name: string, town: string, street: string): string {
  const plain = deriveSlug(name);
  let slug = [plain, `${plain}-${deriveSlug(town)}`, `${plain}-${deriveSlug(street)}`].find((one) => !taken.has(one));
  while (slug === undefined) {
    const number = (taken.get(plain) ?? 1) + 1;
    taken.set(plain, number);
    if (!taken.has(`${plain}-${number}`)) slug = `${plain}-${number}`;
  }
  taken.set(slug, 1);
  return slug;
}

function kmPerDegreeEast(lat: number): number {
  return KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
