import * as Listing from "@mainstreet/core/listing";
import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { startSite } from "./site.ts";
import { settle } from "./town.ts";

const NOON = Date.parse("2026-11-25T17:00:00Z"); // a Wednesday, noon in New York

/** A town with a bakery, a café and a shop without a pin, published. */
async function published() {
  let time = NOON;
  const site = await startSite({ now: () => time });
  const { baker, bakeries, cafes, bakery, cafe } = await settle(site.table);
  const change = (id: string, changed: Listing.ListingChange) => ListingStore.update(site.table, by(), id, 1, changed);
  await change(bakery, {
    categories: [bakeries],
    position: { lat: 41.93, lon: -74.02 },
    hours: "Mo-Fr 07:00-15:00",
    tags: ["wifi"],
    phone: "845 555 0100",
    address: { ...Listing.BLANK.address, street: "5 Wall St", town: "Kingston", postalCode: "12401" },
  });
  await change(cafe, { categories: [cafes], position: { lat: 41.94, lon: -74.0 }, tags: ["wifi", "garden"] });
  const draft = { ...Listing.BLANK, name: "Pinless Pottery", status: "published" as const };
  const made = { ...ListingStore.draft(by(), baker, draft, null), slug: "pinless-pottery" };
  await site.table.transact([ListingStore.put(made, null)]);
  await site.publish();
  const find = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await site.ask("GET", `/api/listings?${query}`, { as: "public", headers });
    return { ...answer, slugs: (answer.json?.listings ?? []).map(({ slug }: { slug: string }) => slug) };
  };
  return {
    ...site,
    bakery,
    find,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test("a search answers with words, places, categories, tags and what is open", async () => {
  const { find } = await published();

  expect((await find("")).slugs.toSorted()).toEqual(["bread-alone", "bread-alone-cafe", "pinless-pottery"]);
  expect((await find("q=bread+al")).slugs.toSorted()).toEqual(["bread-alone", "bread-alone-cafe"]);
  expect((await find("q=Bread+Alone")).slugs).toEqual(["bread-alone", "bread-alone-cafe"]);
  expect((await find("bbox=-74.03,41.92,-74.01,41.935")).slugs).toEqual(["bread-alone"]);
  expect((await find("near=41.95,-74.0")).slugs).toEqual(["bread-alone-cafe", "bread-alone", "pinless-pottery"]);
  expect((await find("near=41.95,-74.0&radius=1500")).slugs).toEqual(["bread-alone-cafe"]);
  expect((await find("category=bakeries")).slugs).toEqual(["bread-alone"]);
  expect((await find("town=KINGSTON")).slugs).toEqual(["bread-alone"]);
  expect((await find("tags=wifi,garden")).slugs).toEqual(["bread-alone-cafe"]);
  expect((await find("open=1")).slugs).toEqual(["bread-alone"]);
  expect((await find("q=nothing+has+this")).json).toMatchObject({ total: 0, listings: [], cursor: null });
});

test("a listing that is found says where it is, how far, whether it is open and how to reach it", async () => {
  const { find } = await published();

  const { json } = await find("q=bread&near=41.93,-74.02&radius=100");

  expect(json).toEqual({
    total: 1,
    forgiven: false,
    cursor: null,
    listings: [
      {
        slug: "bread-alone",
        url: "/members/bread-alone/",
        name: "Bread Alone",
        categories: [{ slug: "bakeries", name: "Bakeries" }],
        town: "Kingston",
        tags: ["wifi"],
        featured: "",
        position: { lat: 41.93, lon: -74.02 },
        distance: 0,
        open: "open",
        until: "2026-11-25T15:00",
        street: "5 Wall St",
        phone: "845 555 0100",
        website: "",
      },
    ],
  });
});

test("words with a small typo are forgiven, and the answer says so", async () => {
  const { find } = await published();

  const { json, slugs } = await find("q=pottrey");

  expect([json.forgiven, slugs]).toEqual([true, ["pinless-pottery"]]);
});

test("a search is walked page by page, each listing once", async () => {
  const { find } = await published();
  const seen: string[] = [];

  for (let cursor: string | null = ""; cursor !== null; ) {
    const { json, slugs } = await find(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...slugs);
    cursor = json.cursor;
  }

  expect(seen.toSorted()).toEqual(["bread-alone", "bread-alone-cafe", "pinless-pottery"]);
});

test("who asks for GeoJSON gets features, with no geometry where there is no pin", async () => {
  const { find } = await published();

  const { headers, text } = await find("near=41.93,-74.02", { Accept: "application/geo+json" });

  const { type, features } = JSON.parse(text);
  expect(headers.get("Content-Type")).toMatch(/^application\/geo\+json/);
  expect(type).toBe("FeatureCollection");
  expect(features.map(({ id, geometry }: { id: string; geometry: object | null }) => [id, geometry])).toEqual([
    ["bread-alone", { type: "Point", coordinates: [-74.02, 41.93] }],
    ["bread-alone-cafe", { type: "Point", coordinates: [-74, 41.94] }],
    ["pinless-pottery", null],
  ]);
  expect(features[0].properties).not.toHaveProperty("position");
});

test("an answer may be kept for seconds, and is known by its tag until something changes", async () => {
  const { find, table, bakery, publish, pass } = await published();
  const first = await find("q=bread");
  const tag = first.headers.get("ETag") ?? "";

  const again = await find("q=bread", { "If-None-Match": tag });
  const other = await find("q=bread&limit=1", { "If-None-Match": tag });
  await ListingStore.update(table, by(), bakery, 2, { name: "Bread Together" });
  await publish();
  pass(2_000);
  const changed = await find("q=bread", { "If-None-Match": tag });

  expect(first.headers.get("Cache-Control")).toBe("public, max-age=0, s-maxage=30, must-revalidate");
  expect(first.headers.get("Vary")).toBe("Accept");
  expect([again.status, other.status, changed.status]).toEqual([304, 200, 200]);
  expect(changed.text).toContain("Bread Together");
});

test("everybody gets the same answer, staff too", async () => {
  const { find, ask } = await published();

  const [nobody, staff] = [await find(""), await ask("GET", "/api/listings?")];

  expect(staff.text).toBe(nobody.text);
});

test.each(["bbox=1,2,3", "radius=5", "open=maybe", "near=999,0", "colour=red", "limit=0", "category=A%20B"])(
  "?%s is turned down with a reason",
  async (query) => {
    const { find } = await published();

    const answer = await find(query);

    expect(answer).toMatchObject({ status: 422, json: { code: "invalid" } });
    expect(answer.json.fields[0].message).not.toBe("");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  },
);
