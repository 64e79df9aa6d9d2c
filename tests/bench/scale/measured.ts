import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { ACTIONS } from "./actions.ts";

/* What the bench has counted last. It lies beside the code, so that the model can be computed, and checked, without a run. */

const FILE = path.join(import.meta.dirname, "measured.json");

const Count = z.strictObject({
  calls: z.number(),
  api: z.number(),
  requests: z.number(),
  reads: z.number(),
  writes: z.number(),
  indexWrites: z.number(),
  gets: z.number(),
  puts: z.number(),
  putBytes: z.number(),
  mails: z.number(),
  cpuMs: z.number(),
});

/** What a browser asked for, and what that took of table and functions. */
const Visit = z.strictObject({
  files: z.number(),
  pages: z.number(),
  bytes: z.number(),
  tableRequests: z.number(),
  calls: z.number(),
});

export const Measured = z.strictObject({
  listings: z.number(),
  items: z.number(),
  /** Of the table and of its index, by DynamoDB's formula. */
  tableBytes: z.number(),
  indexBytes: z.number(),
  siteFiles: z.number(),
  siteBytes: z.number(),
  paperBytes: z.number(),
  snapshotBytes: z.number(),
  /** A first visit of the home page with a search, and a page of a listing after it. */
  visit: Visit,
  listingPage: Visit,
  actions: z.record(z.enum(ACTIONS), Count),
});
export type Measured = z.infer<typeof Measured>;

/** Many who register for one event at the same instant, on a virtual clock, in milliseconds. */
const Hot = z.strictObject({
  people: z.number(),
  seats: z.number(),
  shards: z.number(),
  confirmed: z.number(),
  waiting: z.number(),
  p50: z.number(),
  p99: z.number(),
  last: z.number(),
  limits: z.number(),
  conflicts: z.number(),
});
export type Hot = z.infer<typeof Hot>;

const All = z.strictObject({ on: z.string(), sizes: z.array(Measured), hot: z.array(Hot) });
export type All = z.infer<typeof All>;

/** What was counted last, by size. */
export function readMeasured(): All {
  return All.parse(JSON.parse(readFileSync(FILE, "utf8")));
}

/** Keeps what was counted, in the place of the same size of before. */
export function keepMeasured(measured: readonly Measured[], hot: readonly Hot[], on: string): void {
  // What was counted by another form of the bench is of no use.
  const old = existsSync(FILE) ? (All.safeParse(JSON.parse(readFileSync(FILE, "utf8"))).data?.sizes ?? []) : [];
  const sizes = new Map([...old, ...measured].map((one) => [one.listings, one]));
  const all = { on, hot, sizes: [...sizes.values()].sort((a, b) => a.listings - b.listings) };
  writeFileSync(FILE, `${JSON.stringify(all, rounded, 2)}\n`);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 100) / 100 : value;
}

/** A figure at any size, on the line through the two sizes that were counted; never below nothing. */
export function figureAt(sizes: readonly Measured[], of: (one: Measured) => number, listings: number): number {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (!small || !large || small.listings === large.listings) throw new RangeError("Two sizes are needed.");
  const slope = (of(large) - of(small)) / (large.listings - small.listings);
  // What is the same at both sizes, but for chance, stays the same.
  return Math.max(0, of(large) + Math.max(0, slope) * (listings - large.listings));
}
