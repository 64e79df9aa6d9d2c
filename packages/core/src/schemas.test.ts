import { expect, test } from "vitest";
import { Category, CategoryChange, CategoryDraft } from "./category.ts";
import { Chamber, ChamberChange, ChamberSettings, BLANK as NO_CHAMBER } from "./chamber.ts";
import { BLANK, Listing, ListingChange, ListingDraft } from "./listing.ts";
import { Member, MemberChange, MemberDraft, BLANK as NO_MEMBER } from "./member.ts";

const id = (prefix: string, n = 0) => `${prefix}_${String(n).padStart(26, "0")}`;
const at = "2026-11-22T00:00:00.000Z";
const stored = { version: 1, updatedAt: at };
const made = { ...stored, createdAt: at, externalId: null };

const LISTING = { ...BLANK, name: "Bread Alone" };
const MEMBER = { ...NO_MEMBER, name: "Bread Alone" };
const CATEGORY = { name: "Bakeries", parentId: null, schemaType: "Bakery" };

// Every schema that something outside is parsed with, and something that it takes.
const DOORS = [
  { name: "ListingDraft", schema: ListingDraft, good: LISTING },
  { name: "ListingChange", schema: ListingChange, good: { slug: "bread" } },
  {
    name: "Listing",
    schema: Listing,
    good: { ...LISTING, ...made, id: id("lst"), memberId: id("mem"), slug: "a", formerSlugs: [], mergedInto: null },
  },
  { name: "MemberDraft", schema: MemberDraft, good: MEMBER },
  { name: "MemberChange", schema: MemberChange, good: { note: "" } },
  { name: "Member", schema: Member, good: { ...MEMBER, ...made, id: id("mem"), status: "current", mergedInto: null } },
  { name: "CategoryDraft", schema: CategoryDraft, good: CATEGORY },
  { name: "CategoryChange", schema: CategoryChange, good: { slug: "bread" } },
  {
    name: "Category",
    schema: Category,
    good: { ...CATEGORY, ...stored, id: id("cat"), slug: "a", formerSlugs: [], status: "current", mergedInto: null },
  },
  { name: "ChamberSettings", schema: ChamberSettings, good: NO_CHAMBER },
  { name: "ChamberChange", schema: ChamberChange, good: { units: "km" } },
  { name: "Chamber", schema: Chamber, good: { ...NO_CHAMBER, ...stored } },
];

const takesListing = (change: object) => ListingDraft.safeParse({ ...LISTING, ...change }).success;
const takesMember = (change: object) => MemberDraft.safeParse({ ...MEMBER, ...change }).success;
const takesCategory = (change: object) => CategoryDraft.safeParse({ ...CATEGORY, ...change }).success;
const takesChamber = (change: object) => ChamberSettings.safeParse({ ...NO_CHAMBER, ...change }).success;

test.each(DOORS)("$name takes what it should, and nothing with a field it does not know", ({ schema, good }) => {
  expect(schema.parse(good)).toEqual(good);
  for (const key of ["role", "ownerId", "pk", "ttl", "constructor"]) {
    expect(schema.safeParse({ ...good, [key]: "x" }).error?.issues).toMatchObject([{ code: "unrecognized_keys" }]);
  }
  for (const thing of [null, undefined, [], "x", 1]) expect(schema.safeParse(thing).success).toBe(false);
});

test.each(DOORS.filter(({ name }) => /Draft|Change|Settings/.test(name)))(
  "$name cannot set what only the store sets",
  ({ schema, good }) => {
    const refused = {
      id: id("lst"),
      version: 9,
      formerSlugs: [],
      mergedInto: null,
      createdAt: at,
      updatedAt: at,
      externalId: "x",
    };

    for (const [key, value] of Object.entries(refused))
      expect([key, schema.safeParse({ ...good, [key]: value }).success]).toEqual([key, false]);
  },
);

test.each(["removed", "merged", "draft", null])("a listing is not edited into being %s", (status) => {
  expect(ListingChange.safeParse({ status }).success).toBe(false);
});

test("a listing has the chamber's zone or one of its own", () => {
  const { zone: _, ...withoutZone } = LISTING;

  expect([null, "Europe/Vienna", "EST+5", "", "Mars/Base"].map((zone) => takesListing({ zone }))).toEqual([
    ...[true, true],
    ...[false, false, false],
  ]);
  expect(ListingDraft.parse(withoutZone)).toEqual({ ...LISTING, zone: null });
});

test("a change of something else leaves the zone as it is", () => {
  expect(ListingChange.parse({ hours: "24/7" })).toEqual({ hours: "24/7" });
  expect(ListingChange.parse({ zone: null })).toEqual({ zone: null });
});

test.each([
  "",
  "https://example.com",
  "http://example.com/a?b=c#d",
  "https://münchen.de/",
  "https://example.com:8080/a%20b",
])("%j is a website", (website) => {
  expect(takesListing({ website })).toBe(true);
});

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  " javascript://example.com/%0aalert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "ftp://example.com",
  "mailto:a@example.com",
  "//example.com",
  "example.com",
  "https://",
  "https:///",
  "https://localhost",
  "https://example.com/\u0000",
  "https://example.com/\u2028TEL:1",
  "https://example.com/\ud800",
  `https://example.com/${"x".repeat(400)}`,
])("%j is no website", (website) => {
  expect(takesListing({ website })).toBe(false);
});

test("no line break gets through in a website", () => {
  expect(ListingDraft.parse({ ...LISTING, website: "https://example.com/\r\nTEL:1" }).website).toBe(
    "https://example.com/TEL:1",
  );
});

test("an e-mail address is one, or none", () => {
  const addresses = [
    "",
    "a@example.com",
    "a+b@example.co.uk",
    "a",
    "a@",
    "@b.c",
    "a@b",
    "a b@example.com",
    "a@example.com\nBcc: c@d.ef",
    "<a@example.com>",
    `${"a".repeat(250)}@b.de`,
  ];
  const takes = [true, true, true, ...Array.from({ length: 8 }, () => false)];

  expect(addresses.map((email) => takesListing({ email }))).toEqual(takes);
  expect(addresses.map((contactEmail) => takesMember({ contactEmail }))).toEqual(takes);
  expect(addresses.map((email) => takesChamber({ email }))).toEqual(takes);
});

test("a phone number has three digits at least, however it is spaced", () => {
  const numbers = [
    "",
    "911",
    "(845) 555-0100",
    "01 23 45 67 89",
    "+49 89 1 2",
    "845 555 0100 x 5",
    "call us",
    "12",
    "1".repeat(41),
  ];

  expect(numbers.map((phone) => takesListing({ phone }))).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("each text of a listing and of a member has its limit", () => {
  for (const [key, most] of Object.entries({
    name: 120,
    summary: 160,
    description: 4000,
    hours: 400,
    staffNote: 4000,
  })) {
    expect([key, takesListing({ [key]: "x".repeat(most) }), takesListing({ [key]: "x".repeat(most + 1) })]).toEqual([
      key,
      true,
      false,
    ]);
  }
  for (const [key, most] of Object.entries({ street: 160, extra: 160, town: 80, state: 80, postalCode: 20 })) {
    const address = (length: number) => ({ address: { ...BLANK.address, [key]: "x".repeat(length) } });
    expect([key, takesListing(address(most)), takesListing(address(most + 1))]).toEqual([key, true, false]);
  }
  for (const [key, most] of Object.entries({ name: 120, contactName: 120, note: 4000 })) {
    expect([key, takesMember({ [key]: "x".repeat(most) }), takesMember({ [key]: "x".repeat(most + 1) })]).toEqual([
      key,
      true,
      false,
    ]);
  }
});

test("a listing has at most five categories, each once, and twelve tags, none empty", () => {
  const categories = Array.from({ length: 6 }, (_, n) => id("cat", n));
  const tags = Array.from({ length: 13 }, (_, n) => `tag ${n}`);

  expect([takesListing({ categories: categories.slice(1) }), takesListing({ categories })]).toEqual([true, false]);
  expect([takesListing({ categories: [id("cat"), id("cat")] }), takesListing({ categories: [id("mem")] })]).toEqual([
    false,
    false,
  ]);
  expect([takesListing({ tags: tags.slice(1) }), takesListing({ tags }), takesListing({ tags: [" "] })]).toEqual([
    true,
    false,
    false,
  ]);
});

test("a category keeps away from the address of the list from A to Z", () => {
  expect(CategoryChange.safeParse({ slug: "a-z" }).success).toBe(false);
  expect(CategoryChange.safeParse({ slug: "a-to-z" }).success).toBe(true);
});

test("a category has a name, a kind that schema.org may know, and a category above it or none", () => {
  expect(takesCategory({ parentId: id("cat") })).toBe(true);
  for (const change of [
    { name: "" },
    { name: "x".repeat(61) },
    { parentId: id("lst") },
    { schemaType: "bakery" },
    { schemaType: "A B" },
    { schemaType: "" },
  ]) {
    expect(takesCategory(change)).toBe(false);
  }
});

test("a chamber has one to eight levels, each with an id of its own", () => {
  const level = (n: number) => ({ id: `level-${n}`, name: "Level", rank: 0, featured: false });
  const levels = Array.from({ length: 9 }, (_, n) => level(n));

  expect([takesChamber({ levels: levels.slice(1) }), takesChamber({ levels }), takesChamber({ levels: [] })]).toEqual([
    true,
    false,
    false,
  ]);
  expect(takesChamber({ levels: [level(1), level(1)] })).toBe(false);
  for (const change of [
    { id: "Gold" },
    { id: "1" },
    { rank: 8 },
    { rank: -1 },
    { rank: 0.5 },
    { name: " " },
    { price: 1 },
  ]) {
    expect(takesChamber({ levels: [{ ...level(1), ...change }] })).toBe(false);
  }
});

test("a chamber's colour, language, country, units and zone are ones that pages can use", () => {
  for (const change of [
    { accent: "#0a0b0c" },
    { language: "pt-BR" },
    { language: "zh-Hant-TW" },
    { country: "AT" },
    { units: "km" },
    { zone: "Europe/Vienna" },
    { mapStyle: "" },
    { mapStyle: "https://tiles.example.org/style.json?key=1" },
  ]) {
    expect([change, takesChamber(change)]).toEqual([change, true]);
  }
  const refused = [
    { accent: "red" },
    { accent: "#FFF" },
    { accent: "#0a0b0c;}" },
    { language: "English" },
    { language: 'en"' },
    { country: "us" },
    { units: "m" },
    { mapStyle: "http://tiles.example.org/style.json" },
    { mapStyle: "javascript:alert(1)" },
    { zone: "EST+5" },
  ];
  for (const change of refused) expect([change, takesChamber(change)]).toEqual([change, false]);
});
