// Makes the shards of a large directory in a process of its own: time, most memory, and the bytes that a view needs.
import { brotliCompressSync, constants } from "node:zlib";
import { encode } from "@mainstreet/search/encode";
import { shardsOf } from "@mainstreet/search/shards";
import { benchDirectory } from "./directory-data.ts";
import { askedOf, type Question } from "./questions.ts";
import { percentile, short, table } from "./report/numbers.ts";

const count = Number(process.argv[2]);
const directory = benchDirectory(count);
const generated = process.memoryUsage().rss;
const questions = askedOf(directory, 2000);

/** A view that meets more shards is answered from the overview, as web/src/search/worker-shards.ts has it. */
const MOST_AT_ONCE = 10;
const VIEWS = [2.2, 9, 36];

const began = performance.now();
const parts = shardsOf(directory.listed);
if (!parts) throw new RangeError("too few listings for shards");
const slim = { ...directory.head, places: [] };
const files = parts.shards.map(({ entries }) => encode(entries, slim));
const seconds = (performance.now() - began) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;

const sizes = files.map(brotli);
const needs = questions.map(({ across, box }) => {
  const met = sizes.filter((_, i) => meets(parts.shards[i]?.box, box));
  return { across, shards: met.length, bytes: met.reduce((sum, size) => sum + size, 0) };
});
const rows = VIEWS.map((view) => {
  const all = needs.filter(({ across }) => across === view);
  const fetched = all.map(({ shards, bytes }) => (shards > MOST_AT_ONCE ? 0 : bytes / 1000));
  const both = (values: readonly number[]) => [0.5, 0.99].map((part) => short(percentile(values, part)));
  const inOverview = all.filter(({ shards }) => shards > MOST_AT_ONCE).length / all.length;
  return [
    `${view} km`,
    ...both(all.map(({ shards }) => shards)),
    ...both(all.map(({ bytes }) => bytes / 1000)),
    ...both(fetched),
    `${short(inOverview * 100)} %`,
  ];
});
const columns = [
  "view",
  "shards, p50",
  "p99",
  "KB of all of them, p50",
  "p99",
  `KB fetched, at most ${MOST_AT_ONCE} shards, p50`,
  "p99",
  "views left to the overview",
];
const whole = sizes.reduce((sum, size) => sum + size, 0);
console.log(
  [
    `${count.toLocaleString("en-US")} listings: ${sizes.length} shards made in ${short(seconds)} s; ${short(peak)} MiB resident at most, of which the listings as objects ${short(generated / 2 ** 20)}.`,
    `${short(whole / count)} B a listing after brotli 9. Largest shard ${short(Math.max(...sizes) / 1000)} KB; the overview has ${parts.overview.length.toLocaleString("en-US")} listings in ${short(brotli(encode(parts.overview, directory.head)) / 1000)} KB.`,
    "Bytes that a view needs, details not counted; goal at 1,000,000 for 9 km: 150 KB at p50 and 400 KB at p99.",
    table(columns, rows),
  ].join("\n\n"),
);

function meets(one: Question["box"] | undefined, other: Question["box"]): boolean {
  if (!one) return false;
  return one.west <= other.east && one.east >= other.west && one.south <= other.north && one.north >= other.south;
}

function brotli(bytes: Uint8Array): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
}
