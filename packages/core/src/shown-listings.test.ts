import { expect, test } from "vitest";
import { ALL_INCLUDED, BLANK as NO_CHAMBER } from "./chamber.ts";
import { type Directory, type PublicCategory, type PublicListing, resolveCategory } from "./directory.ts";
import { BLANK, isOutside } from "./listing.ts";
import type { Position, Region } from "./region.ts";
import { includedOn, levelOn, memberSince, shownListings } from "./shown-listings.ts";

const region: Region = {
  name: "Here",
  shape: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 9],
          [0, 0],
        ],
      ],
    ],
  },
};
const INSIDE: Position = { lat: 5, lon: 5 };
const OUTSIDE: Position = { lat: 50, lon: 5 };
const GOLD = { id: "gold", name: "Gold", rank: 1, featured: true, photos: 2, deals: false };

function listing(id: string, memberId: string, position: Position | null): PublicListing {
  const { staffNote, status, ...blank } = BLANK;
  return { ...blank, id, memberId, slug: id, formerSlugs: [], name: id, position, updatedAt: "" };
}

function category(id: string, mergedInto: string | null): PublicCategory {
  return { id, slug: id, formerSlugs: [], name: id, parentId: null, schemaType: "Store", mergedInto };
}

const byId = <T extends { readonly id: string }>(things: readonly T[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

function directory(change: Partial<Directory["chamber"]>, categories: readonly PublicCategory[] = []): Directory {
  const gold = { level: "gold", from: "2026-01-01", until: "2026-12-31" };
  const gone = { level: "abolished", from: "2020-01-01", until: "2020-12-31" };
  return {
    chamber: { ...NO_CHAMBER, levels: [...NO_CHAMBER.levels, GOLD], ...change },
    categories: byId(categories),
    members: byId([
      { id: "bread", memberships: [gold, gone] },
      { id: "ferry", memberships: [] },
    ]),
    listings: byId([
      listing("inside", "bread", INSIDE),
      listing("outside", "bread", OUTSIDE),
      listing("nowhere", "ferry", null),
      listing("orphan", "removed", INSIDE),
    ]),
    signposts: new Map(),
    events: new Map(),
    seats: new Map(),
  };
}

const HIDE = { graceDays: 10, lapsed: "hide" } as const;
const shown = (change: Partial<Directory["chamber"]>, date = "2026-06-01") =>
  shownListings(directory(change), date).map((l) => l.id);

test("the site shows listings of current members inside the region, and those without a pin", () => {
  expect(shown({ region })).toEqual(["inside", "nowhere"]);
});

test("a chamber may show what lies outside, and without a border nothing does", () => {
  expect(shown({ region, showOutside: true })).toEqual(["inside", "outside", "nowhere"]);
  expect(shown({ region: null })).toEqual(["inside", "outside", "nowhere"]);
});

test("a chamber may hide whoever has lapsed, from the first day after the days of grace, and nobody without a membership", () => {
  const days = ["2026-12-31", "2027-01-10", "2027-01-11"];

  expect(days.map((day) => shown({ region, renewal: HIDE }, day))).toEqual([
    ["inside", "nowhere"],
    ["inside", "nowhere"],
    ["nowhere"],
  ]);
  expect(shown({ region, renewal: { ...HIDE, lapsed: "keep" } }, "2040-01-01")).toEqual(["inside", "nowhere"]);
});

test("a listing shows as many photos as its member's level includes, and no more once that has lapsed", () => {
  const photos = ["a", "b", "c"].map((hash) => ({ hash, width: 1, height: 1, widths: [1], alt: "" }));
  const all = directory({});
  const own = new Map([...all.listings].map(([id, l]) => [id, { ...l, photos }]));
  const shownOn = (date: string, levels = all.chamber.levels) =>
    shownListings({ ...all, chamber: { ...all.chamber, levels }, listings: own }, date).map((l) => [
      l.memberId,
      l.photos.map(({ hash }) => hash).join(""),
    ]);

  const shown = [
    ["bread", "ab"],
    ["bread", "ab"],
    ["ferry", "abc"],
  ];
  expect([shownOn("2026-06-01"), shownOn("2027-06-01")]).toEqual([shown, shown]);
  expect(shownOn("2025-06-01")[0]).toEqual(["bread", "abc"]);
  expect(shownOn("2026-06-01", [{ ...GOLD, photos: 0 }])[0]).toEqual(["bread", ""]);
  expect(own.get("inside")?.photos).toHaveLength(3);
});

test("a listing shows its deals up to their last day, while its member's level includes deals, and keeps them all", () => {
  const deals = [
    { title: "Loaf for two", text: "", until: "2026-06-01" },
    { title: "Free delivery", text: "In town", until: "2027-07-31" },
  ];
  const all = directory({ levels: [{ ...GOLD, deals: true }] });
  const own = new Map([...all.listings].map(([id, l]) => [id, { ...l, deals }]));
  const titles = (date: string, levels = all.chamber.levels) =>
    shownListings({ ...all, chamber: { ...all.chamber, levels }, listings: own }, date).map((l) => [
      l.memberId,
      l.deals.map(({ title }) => title).join(", "),
    ]);

  const both = "Loaf for two, Free delivery";
  expect(titles("2026-06-01")).toEqual([
    ["bread", both],
    ["bread", both],
    ["ferry", both],
  ]);
  expect(titles("2026-06-02")[0]).toEqual(["bread", "Free delivery"]);
  expect(titles("2027-08-01")[0]).toEqual(["bread", ""]);
  expect(titles("2026-06-01", [GOLD])).toEqual([
    ["bread", ""],
    ["bread", ""],
    ["ferry", both],
  ]);
  expect(titles("2027-06-01", [GOLD])[0]).toEqual(["bread", ""]);
  expect(own.get("inside")?.deals).toEqual(deals);
});

test("what a level includes holds for its members, and everything for whoever has none or one that is gone", () => {
  const on = (memberId: string, date: string) => includedOn(directory({}), memberId, date);

  expect(on("bread", "2026-06-01")).toMatchObject({ photos: 2, deals: false });
  expect([on("bread", "2025-06-01"), on("ferry", "2026-06-01"), on("nobody", "2026-06-01")]).toEqual(
    Array(3).fill(ALL_INCLUDED),
  );
});

test("a pin lies outside only when there are both a pin and a region", () => {
  expect([isOutside(OUTSIDE, region), isOutside(INSIDE, region)]).toEqual([true, false]);
  expect([isOutside(null, region), isOutside(OUTSIDE, null)]).toEqual([false, false]);
});

test("a member has the level of its current membership, if the chamber still offers it", () => {
  const at = (memberId: string, date: string) => levelOn(directory({}), memberId, date);

  expect([at("bread", "2026-01-01"), at("bread", "2026-12-31")]).toEqual([GOLD, GOLD]);
  expect([at("bread", "2025-12-31"), at("bread", "2027-01-01"), at("bread", "2020-06-01")]).toEqual([null, null, null]);
  expect([at("ferry", "2026-06-01"), at("nobody", "2026-06-01")]).toEqual([null, null]);
});

test("a member is one since its first membership, even one at a level that is gone", () => {
  expect(["bread", "ferry", "nobody"].map((id) => memberSince(directory({}), id))).toEqual(["2020-01-01", null, null]);
});

test("a category that was merged leads to the end of the chain", () => {
  const chain = Array.from({ length: 90 }, (_, i) => category(`c${i}`, i === 89 ? null : `c${i + 1}`));

  expect(resolveCategory(directory({}, chain), "c0")?.id).toBe("c89");
  expect(resolveCategory(directory({}, chain), "c89")?.id).toBe("c89");
});

test("a category that leads nowhere, or in a circle, is none", () => {
  const lost = [category("lost", "removed"), category("a", "b"), category("b", "a"), category("self", "self")];

  const found = ["lost", "removed", "a", "b", "self", "never-was", ""].map((id) =>
    resolveCategory(directory({}, lost), id),
  );

  expect(found).toEqual([null, null, null, null, null, null, null]);
});
