import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { inMemory, publisherOf } from "./fixture.ts";
import { at, category, inTown, NOON, settle, townTable } from "./town.ts";

const now = () => NOON;

async function published() {
  const { table } = await townTable();
  const [listing] = await settle(table, [{ name: "Anker", address: inTown("Kingston") }]);
  if (!listing) throw new Error("There is one listing.");
  const site = inMemory();
  const publisher = publisherOf(table, { site, workshop: inMemory() }, { now });
  await publisher.publishAll();
  return { table, listing, publisher, site };
}

test("a new listing is on the site even when the record of its new member comes later", async () => {
  const { table, publisher, site } = await published();
  const [young] = await settle(table, [{ name: "Bread Alone" }]);

  await publisher.publish([{ kind: "listing", id: young?.id ?? "" }]);

  expect(site.files.has("members/bread-alone/index.html")).toBe(true);
});

test("an edit of a listing takes it off when its member has been removed, before the record of that comes", async () => {
  const { table, listing, publisher, site } = await published();
  const { version } = await MemberStore.get(table, at(NOON).actor, listing.memberId);
  await MemberStore.remove(table, at(NOON), listing.memberId, version);
  await ListingStore.update(table, at(NOON), listing.id, 1, { summary: "Rye" });

  await publisher.publish([{ kind: "listing", id: listing.id }]);

  expect(site.files.has("members/anker/index.html")).toBe(false);
});

test("a record says only what changed: what is drawn is what the table says when it is read", async () => {
  const { table, listing, publisher, site } = await published();
  await ListingStore.update(table, at(NOON), listing.id, 1, { summary: "First" });
  await ListingStore.update(table, at(NOON), listing.id, 2, { summary: "Second" });
  const record = { kind: "listing", id: listing.id } as const;

  await publisher.publish([record, record]);
  const late = await publisher.publish([record]);

  expect(Buffer.from(site.files.get("members/anker/index.html") ?? "").toString()).toContain("Second");
  expect(late.written).toEqual([]);
});

test("a listing in a category whose record comes later is in no list of it until then, and in it from then on", async () => {
  const { table, listing, publisher, site } = await published();
  const shops = await category(table, "Shops");
  await ListingStore.update(table, at(NOON), listing.id, 1, { categories: [shops.id] });

  await publisher.publish([{ kind: "listing", id: listing.id }]);
  const before = site.files.has("directory/shops/index.html");
  await publisher.publish([{ kind: "category", id: shops.id }]);

  expect(before).toBe(false);
  expect(Buffer.from(site.files.get("directory/shops/index.html") ?? "").toString()).toContain("anker");
});
