import { textOf } from "@mainstreet/functions/publish/site-files";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Changed } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { beforeAll, expect, test } from "vitest";
import { contentOf, differing, inMemory, type MemoryFiles, oracle, publisherOf } from "./fixture.ts";
import { Killed, Life, mortalFiles, mortalTable } from "./mortal.ts";
import { webBuild } from "./plain-web.ts";
import { at, category, HOUR, inTown, NOON, settle, townTable } from "./town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const now = () => NOON;
const LEASE_MS = 66_000;

type There = { readonly site: MemoryFiles; readonly workshop: MemoryFiles };

function copyOf({ site, workshop }: There): There {
  return { site: inMemory(new Map(site.files)), workshop: inMemory(new Map(workshop.files)) };
}

/** A publisher that dies at a write of its own choosing. */
function mortal(table: Table, there: There, life: Life) {
  const files = { site: mortalFiles(there.site, life), workshop: mortalFiles(there.workshop, life) };
  return publisherOf(mortalTable(table, life), files, { now, holder: "mortal" });
}

/**
 * A publisher that comes after a killed one: it goes on from the last checkpoint with the records that came later.
 * Under the same name it takes the lease at once, under another when that has run out.
 */
async function heal(table: Table, there: There, stream: readonly Changed[], sameName: boolean): Promise<void> {
  const later = sameName ? NOON : NOON + LEASE_MS;
  const publisher = publisherOf(table, there, { now: () => later, holder: sameName ? "mortal" : "healer" });
  const checkpoint = await publisher.checkpoint();
  if (checkpoint === null) await publisher.publishAll(`${stream.length}`);
  else await publisher.publish(stream.slice(Number(checkpoint)), `${stream.length}`);
  await publisherOf(table, there, { now: () => later + 20_000, holder: sameName ? "mortal" : "healer" }).tick();
}

let table: Table;
let before: There;
let stream: Changed[];
let published: number;
let wanted: Map<string, string>;

beforeAll(async () => {
  const town = await townTable();
  table = town.table;
  stream = town.records;
  const shops = await category(table, "Shops");
  const names = ["Anker", "Bread Alone", "Cole", "Dutch"];
  const listings = await settle(
    table,
    names.map((name) => ({ name, categories: [shops.id], address: inTown("Kingston") })),
  );
  before = { site: inMemory(), workshop: inMemory() };
  published = stream.length;
  await publisherOf(table, before, { now }).publishAll(`${published}`);

  const [anker, bread, cole, dutch] = listings;
  if (!anker || !bread || !cole || !dutch) throw new Error("There are four listings.");
  await ListingStore.update(table, at(NOON), anker.id, 1, { summary: "Rye", slug: "anker-2" });
  await ListingStore.remove(table, at(NOON), bread.id, 1);
  await MemberStore.remove(table, at(NOON), cole.memberId, 1);
  await ListingStore.merge(table, at(NOON), dutch.id, 1, anker.id);
  await CategoryStore.update(table, at(NOON), shops.id, 1, { name: "Stores", slug: "stores" });
  await ChamberStore.update(table, at(NOON), 1, { accent: "#aa0000" });
  await settle(table, [{ name: "Easton", categories: [shops.id], address: inTown("Rhinebeck") }]);
  wanted = await oracle(table, now);
});

test.each(["before", "after"] as const)("a publish that is killed %s any of its writes is made good", async (mode) => {
  const unharmed = new Life(Number.POSITIVE_INFINITY, mode);
  await mortal(table, copyOf(before), unharmed).publish(stream.slice(published), `${stream.length}`);
  const unhealed: string[] = [];

  for (let k = 0; k < unharmed.done; k++) {
    const there = copyOf(before);
    const dying = mortal(table, there, new Life(k, mode)).publish(stream.slice(published), `${stream.length}`);
    await expect(dying).rejects.toThrow(Killed);
    await heal(table, there, stream, k % 2 === 0);
    const different = differing(await contentOf(there.site), wanted).filter((path) => !path.startsWith("theme-"));
    if (different.length > 0) unhealed.push(`killed ${mode} write ${k}: ${different.join(", ")}`);
    if (!textOf(there.workshop.files.get("state.json") ?? new Uint8Array()).includes('"pending": null')) {
      unhealed.push(`killed ${mode} write ${k}: something is still pending`);
    }
  }

  expect(unharmed.done).toBeGreaterThan(20);
  expect(unhealed).toEqual([]);
});

test("a publisher that lives through a failed write does it again", async () => {
  const unharmed = new Life(Number.POSITIVE_INFINITY, "once");
  await mortal(table, copyOf(before), unharmed).publish(stream.slice(published), `${stream.length}`);
  const unhealed: string[] = [];

  for (let k = 0; k < unharmed.done; k++) {
    const there = copyOf(before);
    const publisher = mortal(table, there, new Life(k, "once"));
    await expect(publisher.publish(stream.slice(published), `${stream.length}`)).rejects.toThrow(Killed);
    await publisher.publish(stream.slice(published), `${stream.length}`);
    await publisherOf(table, there, { now: () => NOON + 20_000, holder: "mortal" }).tick();
    const different = differing(await contentOf(there.site), wanted).filter((path) => !path.startsWith("theme-"));
    if (different.length > 0) unhealed.push(`write ${k}: ${different.join(", ")}`);
  }

  expect(unhealed).toEqual([]);
});

test("half of an edit that was taken back while nobody published leaves nothing behind", async () => {
  const { table, records } = await townTable();
  const shops = await category(table, "Shops");
  const spec = { categories: [shops.id], address: inTown("Kingston") };
  const [listing] = await settle(table, [
    { name: "Anker", ...spec },
    { name: "Bread Alone", ...spec },
  ]);
  const id = listing?.id ?? "";
  const whole = { site: inMemory(), workshop: inMemory() };
  await publisherOf(table, whole, { now }).publishAll(`${records.length}`);
  const from = records.length;
  const there = { name: "Anker", summary: "", slug: "anker", address: inTown("Kingston") };
  const elsewhere = { name: "Zorn", summary: "Rye", slug: "zorn", address: inTown("Rhinebeck") };
  const unhealed: string[] = [];

  for (let k = 0, killed = true; killed; k++) {
    const copy = copyOf(whole);
    const { version } = await ListingStore.get(table, id);
    await ListingStore.update(table, at(NOON), id, version, elsewhere);
    const dying = mortal(table, copy, new Life(k, "before")).publish([{ kind: "listing", id }], `${from + 1}`);
    killed = await dying.then(
      () => false,
      () => true,
    );
    await ListingStore.update(table, at(NOON), id, version + 1, there);
    await heal(table, copy, [...records.slice(0, from), ...records.slice(-2)], k % 2 === 0);
    const different = differing(await contentOf(copy.site), await oracle(table, now));
    if (different.length > 0) unhealed.push(`killed before write ${k}: ${different.join(", ")}`);
  }

  expect(unhealed).toEqual([]);
});

test("a first publish of more than 1,200 files that is killed goes on where it was", async () => {
  const { table } = await townTable();
  await settle(
    table,
    Array.from({ length: 620 }, (_, i) => ({ name: `Shop ${i}`, address: inTown(`Town ${i % 7}`) })),
  );
  const wanted = await oracle(table, now);
  const pages = [...wanted.keys()].filter((path) => path.endsWith("html")).length;
  const unhealed: string[] = [];

  const sample = long ? Array.from({ length: 40 }, (_, i) => 1 + i * 31) : [700, 1150];
  for (const k of sample) {
    const there = { site: inMemory(), workshop: inMemory() };
    await expect(mortal(table, there, new Life(k, "before")).publishAll("0")).rejects.toThrow(Killed);
    const counted = counting();
    const publisher = publisherOf(table, there, { now, holder: "mortal", web: counted.web });
    const checkpoint = await publisher.checkpoint();
    if (checkpoint === null) await publisher.publishAll("0");
    else await publisher.publish([], checkpoint);
    await publisherOf(table, there, { now: () => NOON + 20_000, holder: "mortal" }).tick();
    if (differing(await contentOf(there.site), wanted).length > 0) unhealed.push(`killed before write ${k}`);
    // At least the chunks of 500 files that were put down as done are not drawn again.
    const drawnBefore = Math.max(0, Math.floor((k - 70) / 500) * 500);
    expect(counted.drawn()).toBeLessThanOrEqual(wanted.size - drawnBefore);
    if (drawnBefore > 0) expect(counted.drawn()).toBeLessThan(pages);
  }

  expect(wanted.size).toBeGreaterThan(1200);
  expect(unhealed).toEqual([]);
});

test("files kept for open pages go after two days, also when the removal was killed", async () => {
  const there = copyOf(before);
  await heal(table, there, stream, true);
  const late = () => NOON + 49 * HOUR;
  const life = new Life(1, "before");
  const files = { site: mortalFiles(there.site, life), workshop: mortalFiles(there.workshop, life) };
  await expect(publisherOf(mortalTable(table, life), files, { now: late, holder: "mortal" }).tick()).rejects.toThrow();

  await publisherOf(table, there, { now: late, holder: "mortal" }).tick();

  expect(differing(await contentOf(there.site), await oracle(table, late))).toEqual([]);
});

/** A web build that counts the pages it draws. */
function counting() {
  let count = 0;
  const plain = webBuild("plain", "site");
  const web = {
    ...plain,
    renderPage: (...args: Parameters<typeof plain.renderPage>) => {
      count++;
      return plain.renderPage(...args);
    },
  };
  return { web, drawn: () => count };
}
