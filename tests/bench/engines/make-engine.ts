import { encode } from "@mainstreet/search/encode";
import { benchDirectory } from "../directory-data.ts";
import type { BenchEngine } from "./bench-engine.ts";
import { bruteForce } from "./brute-force.ts";
import { columnsOf } from "./columns.ts";
import { kdbushFlexSearch, kdbushMiniSearch } from "./kdbush.ts";
import { ours } from "./ours.ts";
import { postgis } from "./postgis.ts";
import { sqlite } from "./sqlite.ts";

/** The engines by a short name each; PostGIS runs in a process of its own elsewhere. */
export const ENGINES = [
  "mainstreet",
  "mainstreet-full",
  "sqlite",
  "minisearch",
  "flexsearch",
  "postgis",
  "brute",
] as const;
export type EngineName = (typeof ENGINES)[number];

/** What an engine is made from, got ready, and then made: making is what is timed. Null for one that is not here. */
export function preparedEngine(name: EngineName, count: number): () => Promise<BenchEngine | null> {
  const directory = benchDirectory(count);
  if (name === "mainstreet" || name === "mainstreet-full") {
    const bytes = encode(directory.listed, directory.head);
    return async () => ready(ours(bytes, directory)[name === "mainstreet" ? "rows" : "full"]);
  }
  if (name === "sqlite") return async () => sqlite(directory);
  return async () => {
    const columns = columnsOf(directory);
    if (name === "brute") return bruteForce(columns);
    if (name === "postgis") return postgis(directory, columns);
    return name === "minisearch" ? kdbushMiniSearch(columns) : kdbushFlexSearch(columns);
  };
}

/** Indexes are made when first needed: a name that is in none, a place where nothing is, a moment. */
function ready(engine: BenchEngine): BenchEngine {
  const box = { west: 0, south: 0, east: 0, north: 0 };
  const question = { box, middle: { lat: 0, lon: 0 }, across: 1, category: "cafes", word: "qqq", phrase: "qqq" };
  for (const ask of Object.values(engine.asks)) ask(question);
  return engine;
}
