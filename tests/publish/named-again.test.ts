import type { Listing, ListingChange } from "@mainstreet/core/listing";
import { type SiteFiles, textOf } from "@mainstreet/functions/publish/site-files";
import { SNAPSHOT_FOLDER } from "@mainstreet/functions/publish/snapshot-files";
import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, publisherOf } from "./fixture.ts";
import { at, NOON, settle, townTable } from "./town.ts";

/*
 * Files of the snapshot are named after their content, so a directory that is again as it was names again what it named
 * before, whatever has been told about those files meanwhile.
 */

/** A site of two listings that a publisher with a long memory keeps; whatever is removed can be made to fail. */
async function keptSite() {
  const { table } = await townTable();
  const [bread, anker] = await settle(table, [{ name: "Bread", phone: "845-555-0100" }, { name: "Anker" }]);
  if (!bread || !anker) throw new Error("There are two listings.");
  const [site, workshop] = [inMemory(), inMemory()];
  const disk = { isBroken: false };
  const remove = async (path: string): Promise<void> => {
    if (disk.isBroken) throw new Error("No file can be removed.");
    await site.remove(path);
  };
  const files: SiteFiles = { ...site, remove };
  const clock = { now: NOON };
  const now = (): number => clock.now;
  const publisher = publisherOf(table, { site: files, workshop }, { now });
  await publisher.publishAll();
  return {
    disk,
    publisher,
    bread,
    anker,
    change: async ({ id }: Listing, change: ListingChange) => {
      const { version } = await ListingStore.get(table, id);
      await ListingStore.update(table, at(NOON), id, version, change);
    },
    tell: ({ id }: Listing) => publisher.publish([{ kind: "listing", id }]),
    head: async () => JSON.parse(textOf((await site.read("s/head.json")) ?? new Uint8Array())),
    has: async (file: string) => (await site.read(SNAPSHOT_FOLDER + file)) !== undefined,
    /** What differs from a site drawn afresh, once the files of the whole directory have had their time. */
    unlikeAfresh: async () => {
      clock.now += 20_000;
      await publisher.tick();
      return differing(await contentOf(site), await oracle(table, now));
    },
  };
}

test("a snapshot that is named again with another second file is changed from that one, not from the one of before", async () => {
  const { publisher, bread, anker, change, tell, head, has, unlikeAfresh } = await keptSite();
  await change(bread, { summary: "Bread, daily" });
  await tell(bread);
  const first = await head();

  await change(anker, { status: "hidden" });
  await tell(anker);
  await change(bread, { phone: "845-555-0199" });
  await change(anker, { status: "published" });
  await publisher.publishAll();
  const second = await head();
  await change(bread, { name: "Bread & Salt" });
  await tell(bread);

  expect([second.base, second.details === first.details]).toEqual([first.base, false]);
  expect(await head()).toMatchObject({ base: first.base, details: second.details });
  expect(await has(second.details)).toBe(true);
  expect(await unlikeAfresh()).toEqual([]);
});

test("what a publisher could not remove any more before it was named again stays", async () => {
  const { disk, publisher, bread, anker, change, tell, head, has, unlikeAfresh } = await keptSite();
  const first = await head();
  await change(anker, { status: "hidden" });
  disk.isBroken = true;
  await expect(tell(anker)).rejects.toThrow("No file can be removed.");
  disk.isBroken = false;

  await change(anker, { status: "published" });
  await publisher.publishAll();
  await tell(bread);

  expect(await head()).toMatchObject({ base: first.base, details: first.details });
  expect(await Promise.all([has(first.base), has(first.details)])).toEqual([true, true]);
  expect(await unlikeAfresh()).toEqual([]);
});
