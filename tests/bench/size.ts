// Bytes a listing after brotli: the snapshot by sections, the details, a small delta, beside GeoJSON and API JSON.
import { brotliCompressSync, constants } from "node:zlib";
import { encodeDelta } from "@mainstreet/search/delta";
import { encodeDetails } from "@mainstreet/search/details";
import { encode } from "@mainstreet/search/encode";
import type { Listed } from "@mainstreet/search/entry";
import { splitSections } from "@mainstreet/search/sections";
import { decode } from "@mainstreet/search/snapshot";
import { apiJson, searchGeoJson } from "./data/api-json.ts";
import { sampleDirectory } from "./data/sample.ts";
import { type BenchDirectory, benchDirectory } from "./directory-data.ts";
import { short, table, times } from "./report/numbers.ts";
import { countsAsked } from "./report/options.ts";
import { report } from "./report/results.ts";

/** Bytes a listing that the snapshot may have, by the number of listings. */
const MOST: Readonly<Record<number, number>> = { 1000: 19, 3000: 16.5, 10000: 15, 100000: 13 };
const HEADER = 13;
const CHANGED = 20;
/** Above so many bytes brotli 11 takes minutes. */
const TOO_LONG = 20_000_000;
// The sections of a snapshot by number, as its README has them.
const SECTIONS =
  "categories of the head,frame,positions,parts of names,lengths of names,names,other categories,counts of categories,categories,towns' names,towns,tags' names,counts of tags,tags,schedules,hours,levels' names,levels,changes to slugs,changed slugs,names of categories,parents of categories,corner of positions,names of places,boxes of places,zone and first day,days".split(
    ",",
  );

const sizes: (readonly string[])[] = [];
const sections = new Map<string, string[]>();
const titles: string[] = [];
for (const count of countsAsked([1000, 3000, 10_000, 100_000])) {
  measure(count.toLocaleString("en-US"), benchDirectory(count), MOST[count] ?? null);
}
const sample = sampleDirectory();
if (sample) measure(`San Francisco, ${sample.listed.length.toLocaleString("en-US")}`, sample, null);
else console.log("size: real businesses skipped, the sample data is not beside the checkout");

const columns = [
  "listings",
  "snapshot",
  "goal",
  "details",
  `delta of ${CHANGED}, bytes`,
  "its head",
  "to GeoJSON",
  "to API JSON",
];
const notes =
  "Bytes a listing after brotli 11 (JSON of more than 20 MB: 9); of a delta in all. The snapshot holds what search needs, GeoJSON the same; API JSON has ids, contacts and descriptions as well. Of the two ratios less is better; goals at 3,000 are 0.7 and 0.12.";
report(
  "Size",
  [
    notes,
    table(columns, sizes),
    "Sections alone, bytes a listing:",
    table(
      ["section", ...titles],
      [...sections].map(([name, cells]) => [name, ...cells]),
    ),
  ].join("\n\n"),
);

function measure(title: string, directory: BenchDirectory, most: number | null): void {
  console.log(`size: ${title} …`);
  const { listed, head } = directory;
  const bytes = encode(listed, head);
  const each = (size: number) => size / listed.length;
  const core = brotli(bytes);
  const bySlug = new Map(listed.map((listing) => [listing.slug, listing]));
  const contacts = decode(bytes)
    .entries()
    .flatMap(({ slug }) => bySlug.get(slug) ?? []);
  const deltaOf = (put: readonly Listed[]) =>
    brotli(encodeDelta({ base: "0123456789abcdef.bin", put, removed: [], head }));
  titles.push(title);
  sizes.push([
    title,
    short(each(core)) + (most !== null && each(core) > most ? " MISSED" : ""),
    most === null ? "–" : String(most),
    short(each(brotli(encodeDetails(contacts)))),
    short(deltaOf(changedOf(listed))),
    short(deltaOf([])),
    times(core / brotli(Buffer.from(searchGeoJson(directory)))),
    times(core / brotli(Buffer.from(apiJson(directory)))),
  ]);
  for (const [id, section] of splitSections(bytes.subarray(HEADER))) {
    const name = SECTIONS[id - 1] ?? `section ${id}`;
    const cells = sections.get(name) ?? titles.slice(1).map(() => "–");
    sections.set(name, [...cells, short(each(brotli(section)))]);
  }
}

/** Some listings from all over the directory, as their owners might edit them. */
function changedOf(listed: readonly Listed[]): Listed[] {
  return Array.from({ length: CHANGED }, (_, i) => listed[Math.floor((i * listed.length) / CHANGED)])
    .filter((listing) => listing !== undefined)
    .map((listing, i) => ({
      ...listing,
      tags: [...listing.tags, "new"],
      phone: `(845) 555-01${String(i).padStart(2, "0")}`,
    }));
}

function brotli(bytes: Uint8Array): number {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: bytes.length > TOO_LONG ? 9 : 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}
