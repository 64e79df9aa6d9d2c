import * as Chamber from "@mainstreet/core/chamber";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { TRUSTED } from "../trusted.ts";
import { contents, importText } from "./helpers.ts";

const HEADER = "Member ID,Name,Category,Street,City,Zip,Latitude,Longitude,Phone,Email,Website";
const BREAD = "7,Bread Alone,Bakery,5 Wall St,Kingston,12401,41.93,-74.02,845 555 0100,ann@bread.test,bread.test";
const CAFE = "8,Café Zoë,Café;Bakery,6 Wall St,Kingston,12401,,,,,";
const file = (...rows: string[]) => [HEADER, ...rows].join("\n");

async function listingNamed(table: Table, name: string) {
  const { listings } = await ListingStore.list(table, TRUSTED, { limit: 1000, cursor: null });
  const found = listings.find((listing) => listing.name === name);
  if (!found) throw new Error(`There is no listing ${name}.`);
  return found;
}

test("a row becomes a member, a listing, an address and its categories", async () => {
  const { table } = await freshTable();

  const { report } = await importText(table, file(BREAD, CAFE));

  expect(report).toEqual({ rows: 2, added: 2, changed: 0, unchanged: 0, rejected: 0 });
  const listing = await listingNamed(table, "Bread Alone");
  const categories = await CategoryStore.list(table);
  expect(listing).toMatchObject({
    slug: "bread-alone",
    externalId: "7",
    position: { lat: 41.93, lon: -74.02 },
    website: "https://bread.test",
    email: "",
    categories: [categories.find((c) => c.name === "Bakery")?.id],
  });
  expect(categories.map((c) => [c.name, c.schemaType])).toEqual([
    ["Bakery", "Bakery"],
    ["Café", "CafeOrCoffeeShop"],
  ]);
  const member = await MemberStore.get(table, TRUSTED, listing.memberId);
  expect(member).toMatchObject({ name: "Bread Alone", contactEmail: "ann@bread.test", externalId: "7" });
  expect(member.memberships).toMatchObject([{ level: "member", until: null }]);
});

test("the same file again changes nothing", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD, CAFE));
  const before = await contents(table);

  const { report } = await importText(table, file(BREAD, CAFE));

  expect(report).toEqual({ rows: 2, added: 0, changed: 0, unchanged: 2, rejected: 0 });
  expect(await contents(table)).toEqual(before);
});

test("what staff edited stays when the row is as it was", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD));
  const listing = await listingNamed(table, "Bread Alone");
  await ListingStore.update(table, by(), listing.id, 1, { phone: "845 555 0199", summary: "Since 1983" });

  const { report } = await importText(table, file(BREAD));

  expect(report).toMatchObject({ changed: 0, unchanged: 1 });
  expect(await listingNamed(table, "Bread Alone")).toMatchObject({ phone: "845 555 0199", summary: "Since 1983" });
});

test("a changed row changes its own field only", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD));
  const listing = await listingNamed(table, "Bread Alone");
  await ListingStore.update(table, by(), listing.id, 1, { phone: "845 555 0199", website: "https://edited.test" });

  const { report, changed } = await importText(table, file(BREAD.replace("5 Wall St", "9 Wall St")));

  expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
  expect(changed).toEqual([{ row: 2, fields: ["street: 5 Wall St → 9 Wall St"] }]);
  expect(await listingNamed(table, "Bread Alone")).toMatchObject({
    address: { street: "9 Wall St", town: "Kingston" },
    phone: "845 555 0199",
    website: "https://edited.test",
    slug: "bread-alone",
    version: 3,
  });
});

test("a changed category is exchanged, and one that staff added stays", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD));
  const listing = await listingNamed(table, "Bread Alone");
  const added = await CategoryStore.create(table, by(), { name: "Organic", parentId: null, schemaType: "Store" });
  await ListingStore.update(table, by(), listing.id, 1, { categories: [...listing.categories, added.id] });

  const { changed } = await importText(table, file(BREAD.replace("Bakery", "Shop")));

  expect(changed).toEqual([{ row: 2, fields: ["category: Bakery; Organic → Organic; Shop"] }]);
});

test("a file with fewer columns says nothing about the others", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD));

  const { report } = await importText(table, "Member ID,Name,Phone\n7,Bread Alone,845 555 0101");

  expect(report).toMatchObject({ changed: 1 });
  expect(await listingNamed(table, "Bread Alone")).toMatchObject({
    phone: "845 555 0101",
    website: "https://bread.test",
    address: { street: "5 Wall St" },
  });
});

test("a dry run writes nothing and says the same", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD));
  const before = await contents(table);
  const next = file(BREAD.replace("Bakery", "Deli"), CAFE, ",,,,,,,,,,x");

  const dry = await importText(table, next, { dryRun: true });
  const after = await contents(table);
  const real = await importText(table, next);

  expect(after).toEqual(before);
  expect(dry.report).toEqual({ rows: 3, added: 1, changed: 1, unchanged: 0, rejected: 1 });
  expect(dry.survey.newCategories).toEqual(["Deli", "Café"]);
  expect({ ...real, survey: null }).toEqual({ ...dry, survey: null });
});

test("members of one name get the town, the street, then numbers into their addresses, in the order of the file", async () => {
  const { table } = await freshTable();
  const rows = Array.from({ length: 60 }, (_, i) => `${i},Twins,,${i < 3 ? "1 Main St" : ""},Kingston,,,,,,`);

  const { report } = await importText(table, file(...rows));

  expect(report.added).toBe(60);
  const { listings } = await ListingStore.list(table, TRUSTED, { limit: 100, cursor: null });
  const slugs = listings.sort((a, b) => Number(a.externalId) - Number(b.externalId)).map((l) => l.slug);
  expect(slugs.slice(0, 5)).toEqual(["twins", "twins-kingston", "twins-1-main-st", "twins-2", "twins-3"]);
  expect(slugs.at(-1)).toBe("twins-58");
});

test("addresses that somebody had before are left to them", async () => {
  const { table } = await freshTable();
  await importText(table, file(CAFE));
  const cafe = await listingNamed(table, "Café Zoë");
  await ListingStore.update(table, by(), cafe.id, 1, { slug: "bread-alone" });
  await ListingStore.update(table, by(), cafe.id, 2, { slug: "cafe-zoe" });

  await importText(table, file(BREAD));

  expect((await listingNamed(table, "Bread Alone")).slug).toBe("bread-alone-kingston");
});

test("bad rows are told with their reasons and the good ones come in", async () => {
  const { table } = await freshTable();

  const { report, rejected } = await importText(
    table,
    file(BREAD, "9,,,,,,,,,,", "10,North Pole,,,,,91,0,,,", "11,Half,,,,,1,,,,", BREAD, "12,X,,,,,,,,nobody,"),
  );

  expect(report).toEqual({ rows: 6, added: 1, changed: 0, unchanged: 0, rejected: 5 });
  expect(rejected).toEqual([
    { row: 3, reason: "name is empty" },
    { row: 4, reason: "latitude: must be between -90 and 90" },
    { row: 5, reason: "longitude is empty, but latitude is not" },
    { row: 6, reason: "the id 7 is already used by row 2 of this file" },
    { row: 7, reason: "contact e-mail: must be an e-mail address" },
  ]);
});

test("without ids a place is known again by name, street, postal code and town, or by its pin", async () => {
  const { table } = await freshTable();
  const header = "Name,Street,City,Zip,Lat,Lon,Phone";
  const rows = ["Four,,,,48.1,15.1,", "Four,,,,48.2,15.2,", "Four,,,,48.1,15.1,", "Five,1 A St,K,1,,,845 555 0100"];

  const first = await importText(table, [header, ...rows].join("\n"));
  const second = await importText(table, [header, ...rows].join("\n").replace("0100", "0101").replace("FIVE", "five"));

  expect(first.report).toMatchObject({ added: 3, rejected: 1 });
  expect(first.rejected[0]?.reason).toMatch(/^the same member as row 2 of this file/);
  expect(second.report).toMatchObject({ added: 0, changed: 1, unchanged: 2, rejected: 1 });
});

test("levels go by id or name, and unknown ones are refused", async () => {
  const levels = [
    { id: "member", name: "Member", rank: 0, featured: false, ...Chamber.ALL_INCLUDED },
    { id: "gold", name: "Gold Partner", rank: 1, featured: true, ...Chamber.ALL_INCLUDED },
  ];
  const chamber = { ...Chamber.BLANK, levels };
  const { table } = await freshTable({ chamber });
  const header = "ID,Name,Level,Member Since";
  const text = `${header}\n1,A,gold partner,5/31/2019\n2,B,,2020\n3,C,Silver,`;

  const { rejected } = await importText(table, text, { chamber });
  const again = await importText(table, text.replace("2,B,", "2,B,gold"), { chamber });

  expect(rejected).toEqual([{ row: 4, reason: "level: “Silver” is not one of Member, Gold Partner" }]);
  expect(again.changed).toEqual([{ row: 3, fields: ["level: member → gold"] }]);
  const { members } = await MemberStore.list(table, TRUSTED, { limit: 10, cursor: null });
  expect(members.map((m) => m.memberships[0])).toMatchObject([
    { level: "gold", from: "2019-05-31" },
    { level: "gold", from: "2020-01-01" },
  ]);
});

test("a merged category leads to the one it became part of", async () => {
  const { table } = await freshTable();
  const cafes = await CategoryStore.create(table, by(), { name: "Cafés", parentId: null, schemaType: "Store" });
  const other = await CategoryStore.create(table, by(), { name: "Coffee", parentId: null, schemaType: "Store" });
  await CategoryStore.merge(table, by(), other.id, 1, cafes.id);

  const { survey } = await importText(table, "Name,Category\nA,coffee");

  expect(survey.newCategories).toEqual([]);
  expect((await listingNamed(table, "A")).categories).toEqual([cafes.id]);
});

test("a row whose listing was merged away is refused, and a removed listing stays removed", async () => {
  const { table } = await freshTable();
  await importText(table, file(BREAD, CAFE));
  const [bread, cafe] = [await listingNamed(table, "Bread Alone"), await listingNamed(table, "Café Zoë")];
  await ListingStore.merge(table, by(), bread.id, 1, cafe.id);
  await ListingStore.remove(table, by(), cafe.id, 1);

  const { report, rejected } = await importText(table, file(BREAD, CAFE).replaceAll("Kingston", "Hurley"));

  expect(report).toMatchObject({ changed: 1, rejected: 1 });
  expect(rejected[0]?.reason).toMatch(/merged into another/);
  expect(await ListingStore.get(table, cafe.id)).toMatchObject({ status: "removed", address: { town: "Hurley" } });
});

test("a file of two hundred and one new categories is refused before anything is written", async () => {
  const { table } = await freshTable();
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},N${i},C${i},,,,,,,,`);

  await expect(importText(table, file(...rows(201)))).rejects.toMatchObject({ code: "invalid" });

  expect(await contents(table)).toEqual([]);
  expect((await importText(table, file(...rows(200)), { dryRun: true })).report.added).toBe(200);
});
