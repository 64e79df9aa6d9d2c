import { businesses, grouped } from "./en-count.ts";

/* The words of the first search: small, since every visitor fetches them. */

export const card = {
  /** The label of a listing at a featured level, with the level's name unless it says the same. */
  featured: (level: string) => (level.toLowerCase() === "featured" ? "Featured" : `Featured · ${level}`),
  notOnMap: "Not on the map yet",
} as const;

export const search = {
  loading: "Opening the directory …",
  found: (count: number, text: string) => `${count === 0 ? "No businesses" : businesses(count)} for “${text}”`,
  forgiven: (count: number, text: string) => `No exact match for “${text}”; showing similar names (${grouped(count)})`,
  noneHint: "Try fewer letters, another word, or the name of a town.",
  unavailable: "Search cannot be reached just now. The lists on this site are complete.",
  fromServer: "This page is older than the directory: reload it for all it can do.",
  newerVersion: "This page is older than the directory. Reload it to search.",
} as const;
