import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, publisherOf } from "./fixture.ts";
import { at, category, inTown, NOON, type Spec, settle, townTable } from "./town.ts";

const MOST_ROWS = 200;

/** 230 names of few beginnings, and a chain of 210 shops that share one name: all in one category. */
async function longTown() {
  const { table, records } = await townTable();
  const shops = await category(table, "Shops");
  const other = await category(table, "Other");
  const spec = { categories: [shops.id], address: inTown("Kingston") };
  const beginnings = ["Sa", "Sab", "Sabl", "Tee", "9", "Бу", "寿"];
  const mixed = Array.from({ length: 230 }, (_, i): Spec => ({ name: `${beginnings[i % 7]} ${i}`, ...spec }));
  const chain = Array.from({ length: 210 }, (): Spec => ({ name: "Same", ...spec }));
  const listings = await settle(table, [...mixed, ...chain]);
  let clock = NOON;
  const now = () => clock;
  const there = { site: inMemory(), workshop: inMemory() };
  const publisher = publisherOf(table, there, { now });
  await publisher.publishAll();
  let told = records.length;

  /** Publishes what has been written since the last time, and compares with the site drawn afresh. */
  async function expectSame(): Promise<void> {
    await publisher.publish(records.slice(told));
    told = records.length;
    clock += 20_000;
    await publisher.tick();
    expect(differing(await contentOf(there.site), await oracle(table, now))).toEqual([]);
  }

  const parts = async () => (await there.site.list("directory/shops/a-z/")).sort();
  return { table, shops, other, listings, there, expectSame, parts };
}

test("a long list stays what a fresh one is while its rows come, go and move between its parts", async () => {
  const { table, shops, other, listings, there, expectSame, parts } = await longTown();
  const chain = listings.filter(({ name }) => name === "Same");
  const [first, second] = chain;
  const last = chain.at(-1);
  const alone = listings[3];
  if (!first || !second || !last || !alone) throw new Error("There are 440 listings.");
  await expectSame();
  expect(await parts()).toContain("directory/shops/a-z/same-2/index.html");
  await expectRows();

  await ListingStore.update(table, at(NOON), alone.id, 1, { name: "Sable Renamed" });
  await expectSame();
  await ListingStore.remove(table, at(NOON), first.id, 1);
  await ListingStore.update(table, at(NOON), last.id, 1, { name: "Salt" });
  await expectSame();
  for (const { id } of chain.slice(1, 10)) await ListingStore.update(table, at(NOON), id, 1, { status: "hidden" });
  await expectSame();
  expect(await parts()).not.toContain("directory/shops/a-z/same-2/index.html");
  await ListingStore.update(table, at(NOON), second.id, 2, { status: "published" });
  await settle(
    table,
    Array.from({ length: 5 }, (_, i) => ({ name: `Ω ${i}`, categories: [shops.id] })),
  );
  await expectSame();
  await expectRows();

  await CategoryStore.merge(table, at(NOON), shops.id, 1, other.id);
  await expectSame();
  expect(await parts()).toEqual([]);

  async function expectRows(): Promise<void> {
    for (const path of await there.site.list("directory/")) {
      const bytes = await there.site.read(path);
      const drawn: { page: { rows: unknown[] } } = JSON.parse(new TextDecoder().decode(bytes));
      expect(drawn.page.rows.length).toBeLessThanOrEqual(MOST_ROWS);
    }
  }
});

test("a list that passes 200 rows splits, and comes together again when it shrinks", async () => {
  const { table, records } = await townTable();
  const shops = await category(table, "Shops");
  const spec = (i: number): Spec => ({ name: `${String.fromCharCode(65 + (i % 26))} ${i}`, categories: [shops.id] });
  const listings = await settle(
    table,
    Array.from({ length: MOST_ROWS }, (_, i) => spec(i)),
  );
  const there = { site: inMemory(), workshop: inMemory() };
  const publisher = publisherOf(table, there, { now: () => NOON });
  await publisher.publishAll();
  const split = () => there.site.list("directory/shops/a-z/");
  const [first] = listings;
  expect(await split()).toHaveLength(0);

  const from = records.length;
  await settle(table, [spec(MOST_ROWS)]);
  await publisher.publish(records.slice(from));
  expect(await split()).toHaveLength(26);
  await ListingStore.remove(table, at(NOON), first?.id ?? "", 1);
  await publisher.publish([{ kind: "listing", id: first?.id ?? "" }]);

  expect(await split()).toHaveLength(0);
  const late = () => NOON + 20_000;
  await publisherOf(table, there, { now: late }).tick();
  expect(differing(await contentOf(there.site), await oracle(table, late))).toEqual([]);
});
