import { createEngine } from "@mainstreet/search/engine";
import { PLUGS } from "@mainstreet/search/plugs";
import { decode } from "@mainstreet/search/snapshot";
import { FROM, WEDNESDAY_AFTERNOON } from "../data/opening.ts";
import type { BenchDirectory } from "../directory-data.ts";
import type { Question } from "../questions.ts";
import { type BenchEngine, type Kind, REACH } from "./bench-engine.ts";

type Query = Parameters<ReturnType<typeof createEngine>["search"]>[0];

const open = WEDNESDAY_AFTERNOON;
const QUERIES: Readonly<Record<Kind, (question: Question) => Query>> = {
  box: ({ box }) => ({ box }),
  "box, category, word": ({ box, category, word }) => ({ box, category, text: word }),
  "text, all": ({ phrase }) => ({ text: phrase }),
  "box, open": ({ box }) => ({ box, open }),
  "nearest 20": ({ middle, category }) => ({ near: middle, radius: REACH, category, points: false }),
  "text, best 20": ({ phrase }) => ({ text: phrase, points: false }),
};

/**
 * Our engine over the bytes of a snapshot, twice: `rows` gives numbers of numbers of rows, and takes words as they are; `full`
 * does all that the page's search does, small typos and entries included.
 */
export function ours(bytes: Uint8Array, { listed }: BenchDirectory): { rows: BenchEngine; full: BenchEngine } {
  const snapshot = decode(bytes);
  const { forgive: _, ...exact } = PLUGS;
  const engine = createEngine([snapshot]);
  engine.plugIn(exact);
  const all = createEngine([snapshot]);
  all.plugIn(PLUGS);
  let numbers: Map<string, number> | null = null;
  const listingOf = (row: number): number => {
    numbers ??= new Map(listed.map(({ slug }, number) => [slug, number]));
    return numbers.get(engine.entry(row).slug) ?? -1;
  };
  const rowsOf = (kind: Kind) => (question: Question) => engine.match(QUERIES[kind](question));
  const page = (kind: Kind) => (question: Question) => engine.search(QUERIES[kind](question)).rowNumbers;
  const full = (kind: Kind) => (question: Question) => {
    const { rows, rowNumbers } = all.search({ ...QUERIES[kind](question), day: FROM });
    // Entries are put together when they are looked at.
    return rows.length === rowNumbers.length ? rowNumbers : [];
  };
  return {
    rows: {
      name: "Mainstreet",
      listingOf,
      asks: {
        box: rowsOf("box"),
        "box, category, word": rowsOf("box, category, word"),
        "text, all": rowsOf("text, all"),
        "box, open": rowsOf("box, open"),
        "nearest 20": page("nearest 20"),
        "text, best 20": page("text, best 20"),
      },
    },
    full: {
      name: "Mainstreet, all features",
      listingOf,
      asks: {
        box: full("box"),
        "box, category, word": full("box, category, word"),
        "text, all": full("text, all"),
        "box, open": full("box, open"),
        "nearest 20": full("nearest 20"),
        "text, best 20": full("text, best 20"),
      },
    },
  };
}
