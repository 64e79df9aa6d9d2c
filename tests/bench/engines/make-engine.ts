import { encode } from "@mainstreet/search/encode";
import { benchDirectory } from "../directory-data.ts";
import type { BenchEngine } from "./bench-engine.ts";
import { bruteForce } from "./brute-force.ts";
import { columnsOf } from "./columns.ts";
import { kdbushFlexSearch, kdbushMiniSearch } from "./kdbush.ts";
import { ours } from "./ours.ts";
import { sqlite } from "./sqlite.ts";

/** The engines that run in this process, by a short name each. */
export const ENGINES = ["mainstreet", "sqlite", "minisearch", "flexsearch", "brute"] as const;
export type EngineName = (typeof ENGINES)[number];

/** What an engine is made from, got ready, and then made: making is what is timed. */
export function preparedEngine(name: EngineName, count: number): () => BenchEngine | Promise<BenchEngine> {
  const directory = benchDirectory(count);
  if (name === "mainstreet") {
    const bytes = encode(directory.listed, directory.head);
    return () => {
      const { rows } = ours(bytes, directory);
      // Indexes are made when first needed: a name that is in none, a place where nothing is, a moment.
      const nowhere = { west: 0, south: 0, east: 0, north: 0 };
      const question = {
        box: nowhere,
        middle: { lat: 0, lon: 0 },
        across: 1,
        category: "cafes",
        word: "qqq",
        phrase: "qqq",
      };
      for (const ask of Object.values(rows.asks)) ask(question);
      return rows;
    };
  }
  if (name === "sqlite") return () => sqlite(directory);
  return () => {
    const columns = columnsOf(directory);
    if (name === "brute") return bruteForce(columns);
    return name === "minisearch" ? kdbushMiniSearch(columns) : kdbushFlexSearch(columns);
  };
}
