import type { Question } from "../questions.ts";
import { type BenchEngine, REACH } from "./bench-engine.ts";
import type { PeerColumns } from "./columns.ts";
import { peerModule } from "./peer-packages.ts";

// Of the packages, what is called here: they are installed for benches only, where the compiler does not look.
type KDBush = {
  add(x: number, y: number): number;
  finish(): void;
  range(west: number, south: number, east: number, north: number): number[];
};
type Around = (
  index: KDBush,
  lon: number,
  lat: number,
  most: number,
  km: number,
  isWanted: (row: number) => boolean,
) => number[];
type MiniSearch = {
  addAll(documents: readonly { id: number; text: string }[]): void;
  search(
    text: string,
    options: { prefix: true; combineWith: "AND"; filter?: (found: { id: number }) => boolean },
  ): { id: number }[];
};
type FlexSearch = { add(id: number, text: string): void; search(text: string, options: { limit: number }): number[] };

/** Where the text search of a peer comes in: all ids, ids that pass a filter, and the best 20. */
type TextSearch = {
  readonly all: (text: string) => number[];
  readonly filtered: (word: string, isWanted: (row: number) => boolean) => number[];
  readonly best: (text: string) => number[];
};

/** kdbush and geokdbush for places, MiniSearch for words. */
export async function kdbushMiniSearch(columns: PeerColumns): Promise<BenchEngine> {
  const { default: MiniSearch }: { default: new (options: object) => MiniSearch } = await import(
    peerModule("minisearch")
  );
  const index = new MiniSearch({
    fields: ["text"],
    tokenize: (text: string) => text.split(" "),
    processTerm: (term: string) => term,
  });
  index.addAll(columns.texts.map((text, id) => ({ id, text })));
  const options = { prefix: true, combineWith: "AND" } as const;
  const all = (text: string) => index.search(text, options).map(({ id }) => id);
  return withPlaces("kdbush, MiniSearch", columns, {
    all,
    filtered: (word, isWanted) =>
      index.search(word, { ...options, filter: ({ id }) => isWanted(id) }).map(({ id }) => id),
    best: (text) => all(text).slice(0, 20),
  });
}

/** kdbush and geokdbush for places, FlexSearch for words. */
export async function kdbushFlexSearch(columns: PeerColumns): Promise<BenchEngine> {
  const { default: flexSearch }: { default: { Index: new (options: object) => FlexSearch } } = await import(
    peerModule("flexsearch")
  );
  const index = new flexSearch.Index({ tokenize: "forward", resolution: 3, encode: (text: string) => text.split(" ") });
  columns.texts.forEach((text, id) => {
    index.add(id, text);
  });
  const limit = columns.texts.length;
  return withPlaces("kdbush, FlexSearch", columns, {
    all: (text) => index.search(text, { limit }),
    filtered: (word, isWanted) => index.search(word, { limit }).filter(isWanted),
    best: (text) => index.search(text, { limit: 20 }),
  });
}

async function withPlaces(name: string, columns: PeerColumns, text: TextSearch): Promise<BenchEngine> {
  const { default: KDBush }: { default: new (count: number) => KDBush } = await import(peerModule("kdbush"));
  const { around }: { around: Around } = await import(peerModule("geokdbush"));
  const { located, lon, lat, category, categoryNumber, schedule, isOpen } = columns;
  const places = new KDBush(located);
  for (let row = 0; row < located; row++) places.add(lon[row] ?? 0, lat[row] ?? 0);
  places.finish();
  const inBox = ({ box }: Question) => places.range(box.west, box.south, box.east, box.north);
  return {
    name,
    asks: {
      box: inBox,
      "box, category, word": ({ box, category: slug, word }) => {
        const wanted = categoryNumber.get(slug);
        return text.filtered(word, (row) => {
          const [x = Number.NaN, y = Number.NaN] = [lon[row], lat[row]];
          return category[row] === wanted && x >= box.west && x <= box.east && y >= box.south && y <= box.north;
        });
      },
      "text, all": ({ phrase }) => text.all(phrase),
      "box, open": (question) => inBox(question).filter((row) => isOpen[schedule[row] ?? 0] === 1),
      "nearest 20": ({ middle, category: slug }) => {
        const wanted = categoryNumber.get(slug);
        return around(places, middle.lon, middle.lat, 20, REACH / 1000, (row) => category[row] === wanted);
      },
      "text, best 20": ({ phrase }) => text.best(phrase),
    },
  };
}
