import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { contentOf, differing, oracle, place, publisherOf } from "./fixture.ts";

const NOON = Date.parse("2026-11-22T17:00:00Z");
const now = () => NOON;

test("a first publish draws everything, and an edit only what shows it", async () => {
  const { table } = await freshTable();
  const category = await CategoryStore.create(table, by(), { name: "Bakeries", parentId: null, schemaType: "Bakery" });
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Bread Alone" });
  const listing = await ListingStore.create(table, by(), member.id, {
    ...Listing.BLANK,
    name: "Bread Alone",
    categories: [category.id],
    address: { ...Listing.BLANK.address, town: "Kingston" },
  });
  const at = place();
  const publisher = publisherOf(table, at, { now });
  await publisher.publishAll();
  expect(differing(await contentOf(at.site), await oracle(table, now))).toEqual([]);

  await ListingStore.update(table, by(), listing.id, 1, { hours: "Mo-Fr 07:00-15:00" });
  const done = await publisher.publish([{ kind: "listing", id: listing.id }]);

  const snapshotFiles = done.written.filter((path) => path.startsWith("s/"));
  expect(done.written.filter((path) => !path.startsWith("s/")).sort()).toEqual(["members/bread-alone/index.html"]);
  expect(snapshotFiles).toEqual(["s/head.json"]);
  expect(done.removed).toEqual([]);
});
