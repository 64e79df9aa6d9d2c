import type { Category } from "@mainstreet/core/category";
import type { Listing } from "@mainstreet/core/listing";
import type { Publisher } from "@mainstreet/functions/publish/publisher";
import { textOf } from "@mainstreet/functions/publish/site-files";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Changed } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import { beforeAll, expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, publisherOf } from "./fixture.ts";
import { at, category, HOUR, inTown, NOON, type Spec, settle, townTable } from "./town.ts";

const COUNT = process.env.MAINSTREET_LONG === "1" ? 6359 : 600;
const LATER = NOON + HOUR;
const now = () => LATER;
/** Home, which shows a few; and all listings, their category, the one above it and their town. */
const LISTS = ["index.html", "directory/a-z/", "directory/food/", "directory/bakeries/", "towns/phoenicia/"] as const;
const SNAPSHOT = ["s/*.delta", "s/head.json"];

let table: Awaited<ReturnType<typeof townTable>>["table"];
let records: Changed[];
const there = { site: inMemory(), workshop: inMemory() };
let publisher: Publisher;
let food: Category;
let edited: Listing;
let renamed: Listing;
let leaving: Listing;

beforeAll(async () => {
  const town = await townTable();
  ({ table, records } = town);
  food = await category(table, "Food");
  const bakeries = await category(table, "Bakeries", food.id);
  const shops = await category(table, "Shops");
  // Half of all are shops, more than one page holds; a twentieth are bakeries. Names begin with every letter.
  const specs: Spec[] = Array.from({ length: COUNT }, (_, i) => ({
    name: `${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(97 + (i % 7))} Shop ${i}`,
    summary: `Summary ${i}.`,
    categories: i % 20 === 1 ? [bakeries.id] : i % 2 === 0 ? [shops.id] : [],
    address: inTown(["Kingston", "Rhinebeck", "Saugerties", "Woodstock"][i % 4] ?? "", `${i} Main St`),
    phone: "845-555-0100",
  }));
  await settle(table, specs);
  // Three of a town with no others, joined so long ago that no list of new members has them.
  const quiet: Spec = { name: "", joined: "1990-01-01", address: inTown("Phoenicia"), categories: [bakeries.id] };
  const three = await settle(table, [
    { ...quiet, name: "Qa Bread", summary: "The old summary." },
    { ...quiet, name: "Qa Cake" },
    { ...quiet, name: "Qa Leaving" },
  ]);
  [edited = fail(), renamed = fail(), leaving = fail()] = three;
  publisher = publisherOf(table, there, { now });
  await publisher.publishAll();
  await publisher.tick();
}, 600_000);

function fail(): never {
  throw new Error("There are three listings.");
}

/** What a publish did: the files of the site that differ, with the content left out of names that are made of content. */
async function doing(work: () => Promise<unknown>): Promise<{ written: string[]; removed: string[] }> {
  const before = new Map(there.site.files);
  await work();
  const named = (path: string) => path.replace(/^s\/[0-9a-f]+/, "s/*").replace(/^theme-[0-9a-f]+/, "theme-*");
  const written = [...there.site.files].filter(([path, bytes]) => before.get(path) !== bytes).map(([path]) => path);
  const removed = [...before.keys()].filter((path) => !there.site.files.has(path));
  return { written: written.map(named).sort(), removed: removed.map(named).sort() };
}

async function change(listing: Listing, to: Parameters<typeof ListingStore.update>[4]): Promise<Changed[]> {
  const from = records.length;
  const { version } = await ListingStore.get(table, listing.id);
  await ListingStore.update(table, at(LATER), listing.id, version, to);
  return records.slice(from);
}

/** The pages below a path that show a listing's card: of a long list its part, and home when the day's draw has it there. */
function showing(slug: string, ...below: readonly string[]): string[] {
  const shows = (path: string) => textOf(there.site.files.get(path) ?? new Uint8Array()).includes(`"slug": "${slug}"`);
  const pages = [...there.site.files.keys()].filter((path) => path.endsWith(".html"));
  return pages.filter((path) => below.some((prefix) => path.startsWith(prefix)) && shows(path));
}

async function expectWhole(): Promise<void> {
  const late = () => LATER + 20_000;
  await publisherOf(table, there, { now: late }).tick();
  const different = differing(await contentOf(there.site), await oracle(table, late));
  expect(different.filter((path) => !path.startsWith("theme-"))).toEqual([]);
}

test("a record of nothing that changed writes nothing", async () => {
  const done = await doing(() => publisher.publish([{ kind: "listing", id: edited.id }]));

  expect(done).toEqual({ written: [], removed: [] });
});

test("a category's new name changes the pages that name it, and what the search offers", async () => {
  const naming = [...there.site.files].filter(([, bytes]) => textOf(bytes).includes('"name": "Food"'));
  const from = records.length;
  await CategoryStore.update(table, at(LATER), food.id, food.version, { name: "Food & Drink" });

  const done = await doing(() => publisher.publish(records.slice(from)));

  const pages = naming.map(([path]) => path);
  expect(pages).toEqual(expect.arrayContaining(["index.html", "directory/index.html", "directory/food/index.html"]));
  expect(done).toEqual({ written: [...pages, ...SNAPSHOT].sort(), removed: [] });
  await expectWhole();
});

test("new hours change the listing's own page and what the search knows", async () => {
  const news = await change(edited, { hours: "Mo-Fr 07:00-15:00" });

  const done = await doing(() => publisher.publish(news));

  expect(done).toEqual({ written: ["members/qa-bread/index.html", ...SNAPSHOT].sort(), removed: [] });
  await expectWhole();
});

test("a new summary changes the page and each list that shows it", async () => {
  const news = await change(edited, { summary: "The new summary." });

  const done = await doing(() => publisher.publish(news));

  const lists = showing("qa-bread", ...LISTS);
  expect(lists.filter((path) => path !== "index.html")).toHaveLength(LISTS.length - 1);
  expect(done.written).toEqual([...lists, "members/qa-bread/index.html"].sort());
  expect(done.removed).toEqual([]);
  await expectWhole();
});

test("a new phone number is on the cards and on the contact card", async () => {
  const news = await change(edited, { phone: "845-555-0199" });

  const done = await doing(() => publisher.publish(news));

  expect(done.written).toContain("members/qa-bread/card.vcf");
  expect(done.written).toContain("towns/phoenicia/index.html");
  await expectWhole();
});

test("a description changes one page and nothing else", async () => {
  const news = await change(edited, { description: "More." });

  const done = await doing(() => publisher.publish(news));

  expect(done).toEqual({ written: ["members/qa-bread/index.html"], removed: [] });
  await expectWhole();
});

test("what only staff may see changes nothing", async () => {
  const news = await change(edited, { staffNote: "Owes us a call." });

  const done = await doing(() => publisher.publish(news));

  expect(done).toEqual({ written: [], removed: [] });
  await expectWhole();
});

test("a new name changes the lists, the page and the contact card, at the same address", async () => {
  const news = await change(renamed, { name: "Qa Cakes" });

  const done = await doing(() => publisher.publish(news));

  const lists = showing("qa-cake", ...LISTS);
  const own = ["members/qa-cake/card.vcf", "members/qa-cake/index.html"];
  expect(done).toEqual({ written: [...lists, ...own, ...SNAPSHOT].sort(), removed: [] });
  await expectWhole();
});

test("a new listing appears on its page, in its lists and in every count, and in the sitemap a little later", async () => {
  const from = records.length;
  await settle(table, [{ name: "Qa New", address: inTown("Phoenicia"), joined: null }], LATER);

  const done = await doing(() => publisher.publish(records.slice(from)));
  const later = await doing(() => publisherOf(table, there, { now: () => LATER + 60_000 }).tick());

  const [part] = showing("qa-new", "directory/a-z/");
  const own = ["members/qa-new/card.vcf", "members/qa-new/index.html", "towns/phoenicia/index.html"];
  const counts = ["directory/index.html", "index.html"];
  expect(done).toEqual({ written: [part, ...counts, ...own, ...SNAPSHOT].sort(), removed: [] });
  expect(later).toEqual({ written: ["directory.csv", "directory.geojson", "sitemap.xml"], removed: [] });
  await expectWhole();
});

test("a listing that leaves is gone from page, lists, exports, sitemap and search in one publish", async () => {
  const from = records.length;
  const { version } = await ListingStore.get(table, leaving.id);
  await ListingStore.remove(table, at(LATER), leaving.id, version);

  const done = await doing(() => publisher.publish(records.slice(from)));

  const own = ["members/qa-leaving/card.vcf", "members/qa-leaving/index.html"];
  expect(done.removed.filter((path) => !path.startsWith("s/"))).toEqual(own);
  // Of the search only the head is left and what it names, which was encoded anew.
  expect((await there.site.list("s/")).map((path) => path.replace(/\w+\./, "*.")).sort()).toEqual([
    "s/*.bin",
    "s/*.details",
    "s/*.json",
  ]);
  expect(done.written).toEqual(
    expect.arrayContaining([
      "directory.csv",
      "directory.geojson",
      "sitemap.xml",
      "s/head.json",
      "s/*.bin",
      "s/*.details",
    ]),
  );
  const content = await contentOf(there.site);
  expect([...content].filter(([, text]) => /qa-leaving|Qa Leaving/.test(text)).map(([path]) => path)).toEqual([]);
  expect(differing(content, await oracle(table, now))).toEqual([]);
});

test("a new accent changes every page, and nothing that is no page", async () => {
  const from = records.length;
  const { version } = await ChamberStore.get(table);
  await ChamberStore.update(table, at(LATER), version, { accent: "#aa0000" });

  const done = await doing(() => publisher.publish(records.slice(from)));

  const pages = [...there.site.files.keys()].filter((path) => path.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(COUNT);
  expect(done).toEqual({ written: ["theme-*.css", ...pages].sort(), removed: [] });
  await expectWhole();
});
