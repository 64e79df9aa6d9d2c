import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";

const draft = (name: string, change: Partial<Listing.ListingDraft> = {}): Listing.ListingDraft => ({
  ...Listing.BLANK,
  name,
  ...change,
});

async function bakery(table: Table): Promise<{ memberId: string; listing: Listing.Listing }> {
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Bread Alone" });
  const listing = await ListingStore.create(table, by(), member.id, draft("Bread Alone"));
  return { memberId: member.id, listing };
}

test("a listing is read back as it was made", async () => {
  const { table } = await freshTable();

  const { listing } = await bakery(table);

  expect(await ListingStore.get(table, listing.id)).toEqual(listing);
  expect(listing).toMatchObject({ slug: "bread-alone", version: 1, status: "published" });
});

test("the same name takes the town, then the street, then a number into its address", async () => {
  const { table } = await freshTable();
  const { memberId } = await bakery(table);
  const address = { ...Listing.BLANK.address, town: "Kingston", street: "5 Wall St" };

  const slugs: string[] = [];
  for (let i = 0; i < 4; i++) {
    slugs.push((await ListingStore.create(table, by(), memberId, draft("Bread Alone", { address }))).slug);
  }

  expect(slugs).toEqual(["bread-alone-kingston", "bread-alone-5-wall-st", "bread-alone-2", "bread-alone-3"]);
});

test("twenty listings of one name made at once get twenty addresses", async () => {
  const { table } = await freshTable();
  const { memberId } = await bakery(table);

  const made = await Promise.all(
    Array.from({ length: 20 }, () => ListingStore.create(table, by(), memberId, draft("Twins"))),
  );

  expect(new Set(made.map((l) => l.slug)).size).toBe(20);
});

test("of two edits of one version the second is refused", async () => {
  const { table } = await freshTable();
  const { listing } = await bakery(table);

  const outcomes = await Promise.allSettled([
    ListingStore.update(table, by(), listing.id, 1, { phone: "845 555 0100" }),
    ListingStore.update(table, by(), listing.id, 1, { phone: "845 555 0199" }),
  ]);

  expect(outcomes.map((o) => o.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find((o) => o.status === "rejected")).toMatchObject({ reason: { code: "stale" } });
});

test("an address that somebody had stays theirs", async () => {
  const { table } = await freshTable();
  const { memberId, listing } = await bakery(table);
  await ListingStore.update(table, by(), listing.id, 1, { slug: "bread" });
  const other = await ListingStore.create(table, by(), memberId, draft("Other"));

  await expect(ListingStore.update(table, by(), other.id, 1, { slug: "bread-alone" })).rejects.toMatchObject({
    code: "taken",
  });
  const back = await ListingStore.update(table, by(), listing.id, 2, { slug: "bread-alone" });

  expect(back).toMatchObject({ slug: "bread-alone", formerSlugs: ["bread"] });
});

test("a listing needs a member and categories that exist", async () => {
  const { table } = await freshTable();
  const { memberId } = await bakery(table);
  const category = await CategoryStore.create(table, by(), { name: "Bakeries", parentId: null, schemaType: "Bakery" });
  const nobody = category.id.replace("cat_", "mem_");
  const nothing = memberId.replace("mem_", "cat_");

  await expect(ListingStore.create(table, by(), nobody, draft("A"))).rejects.toMatchObject({ code: "invalid" });
  await expect(
    ListingStore.create(table, by(), memberId, draft("A", { categories: [category.id, nothing] })),
  ).rejects.toMatchObject({ code: "invalid", fields: [{ path: "categories.1" }] });
  expect((await ListingStore.create(table, by(), memberId, draft("A", { categories: [category.id] }))).slug).toBe("a");
});

test("nobody without trust writes", async () => {
  const { table } = await freshTable();
  const { listing } = await bakery(table);

  await expect(
    ListingStore.update(table, by({ kind: "public" }), listing.id, 1, { name: "Mine now" }),
  ).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await ListingStore.get(table, listing.id)).name).toBe("Bread Alone");
});
