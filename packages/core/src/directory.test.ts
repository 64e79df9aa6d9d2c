import { expect, test } from "vitest";
import { Category } from "./category.ts";
import { ALL_INCLUDED, Chamber, Level, BLANK as NO_CHAMBER } from "./chamber.ts";
import { publicCategory, publicChamber, publicListing, publicMember, signpost } from "./directory.ts";
import { Address, Listing } from "./listing.ts";
import { Member } from "./member.ts";
import { Membership } from "./membership.ts";
import { Picture } from "./picture.ts";
import { Position, type Region } from "./region.ts";

/** Every field that the public must not see. A new field of an entity is either here or in its projection. */
const PRIVATE = {
  chamber: ["approval", "confirmEveryDays", "updatedAt", "version"],
  category: ["status", "updatedAt", "version"],
  member: [
    ...(["contactEmail", "contactName", "createdAt", "externalId", "mergedInto"] as const),
    ...(["name", "note", "status", "updatedAt", "version"] as const),
  ],
  membership: ["id"],
  listing: ["createdAt", "externalId", "mergedInto", "staffNote", "status", "version"],
} as const;

const CANARY = "canary";
const id = (prefix: string, end = "0") => `${prefix}_${end.padStart(26, "0")}`;
const instant = (year: number) => `${year}-01-01T00:00:00.000Z`;
const hidden = { secretOfTomorrow: CANARY };

const region: Region = {
  name: "Here",
  shape: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  },
};
const chamber: Chamber = { ...NO_CHAMBER, region, version: 7_777, updatedAt: instant(1977) };
const category: Category = {
  id: id("cat"),
  name: "Bakeries",
  parentId: id("cat", "1"),
  schemaType: "Bakery",
  slug: "bakeries",
  formerSlugs: ["bakers"],
  status: "merged",
  mergedInto: id("cat", "2"),
  version: 7_777,
  updatedAt: instant(1977),
};
const member: Member = {
  id: id("mem"),
  name: `${CANARY} name`,
  contactName: `${CANARY} contact`,
  contactEmail: `${CANARY}@example.com`,
  note: `${CANARY} note`,
  memberships: [{ id: id("msh", CANARY), level: "member", from: "2026-01-01", until: null }],
  externalId: `${CANARY} id`,
  status: "current",
  mergedInto: null,
  createdAt: instant(1977),
  updatedAt: instant(1977),
  version: 7_777,
};
const picture = { hash: "f".repeat(32), width: 640, height: 480, widths: [320, 640], alt: "The oven" };
const listing: Listing = {
  id: id("lst"),
  memberId: id("mem"),
  name: "Bread Alone",
  summary: "Bread",
  description: "Much bread",
  categories: [id("cat")],
  tags: ["bread"],
  address: { street: "1 Wall St", extra: "Rear", town: "Kingston", state: "NY", postalCode: "12401" },
  position: { lat: 41.9, lon: -74 },
  phone: "845 555 0100",
  email: "bread@example.com",
  website: "https://bread.test",
  hours: "24/7",
  zone: "Europe/Paris",
  logo: picture,
  photos: [picture],
  deals: [{ title: "Loaf for two", text: "On Mondays", until: "2026-12-31" }],
  staffNote: `${CANARY} note`,
  confirmedOn: "2026-01-01",
  status: "published",
  slug: "bread-alone",
  formerSlugs: ["bread"],
  mergedInto: id("lst", CANARY),
  externalId: `${CANARY} id`,
  createdAt: instant(1977),
  updatedAt: instant(2026),
  version: 7_777,
};

const keys = (of: object | null | undefined) => Object.keys(of ?? {}).sort();
const without = (shape: object, hide: readonly string[]) => keys(shape).filter((key) => !hide.includes(key));

test("every field of an entity is either public or on the list of private ones", () => {
  expect(keys(publicChamber(chamber))).toEqual(without(Chamber.shape, PRIVATE.chamber));
  expect(keys(publicCategory(category))).toEqual(without(Category.shape, PRIVATE.category));
  expect(keys(publicMember(member))).toEqual(without(Member.shape, PRIVATE.member));
  expect(keys(publicListing(listing))).toEqual(without(Listing.shape, PRIVATE.listing));
});

test("every field inside a field is public too, but the id of a membership", () => {
  const shown = publicListing(listing);

  expect(keys(publicMember(member)?.memberships[0])).toEqual(without(Membership.shape, PRIVATE.membership));
  expect(keys(publicChamber(chamber).levels[0])).toEqual(keys(Level.shape));
  expect(keys(shown?.address)).toEqual(keys(Address.shape));
  expect(keys(shown?.position)).toEqual(keys(Position.shape));
  for (const one of [shown?.logo, shown?.photos[0]]) expect(keys(one)).toEqual(keys(Picture.shape));
});

test("these entities have something in every field, so that nothing is overlooked", () => {
  expect(keys(Chamber.parse(chamber))).toEqual(keys(Chamber.shape));
  expect(keys(Category.parse(category))).toEqual(keys(Category.shape));
  expect(keys(Member.parse({ ...member, memberships: [] }))).toEqual(keys(Member.shape));
  expect(keys(listing)).toEqual(keys(Listing.shape));
  for (const entity of [category, member, listing]) expect(Object.values(entity)).not.toContain("");
});

test("nothing of a private field is in what the public gets, not even of one that does not exist yet", () => {
  const level = { id: "member", name: "Member", rank: 0, featured: false, ...ALL_INCLUDED, ...hidden };
  const projections = [
    publicChamber({ ...chamber, ...hidden, levels: [level] }),
    publicCategory({ ...category, ...hidden }),
    publicMember({ ...member, ...hidden, memberships: member.memberships.map((m) => ({ ...m, ...hidden })) }),
    publicListing({
      ...listing,
      ...hidden,
      address: { ...listing.address, ...hidden },
      position: { lat: 1, lon: 2, ...hidden },
      logo: { ...picture, ...hidden },
      photos: [{ ...picture, ...hidden }],
    }),
    signpost({ ...listing, ...hidden, status: "merged", mergedInto: id("lst", "9") }),
  ];

  expect(projections).not.toContain(null);
  for (const projection of projections) expect(JSON.stringify(projection)).not.toMatch(/canary|1977|7777|Tomorrow/i);
});

test("what is public is what is stored", () => {
  expect(listing).toMatchObject({ ...publicListing(listing) });
  expect(category).toMatchObject({ ...publicCategory(category) });
  expect(member).toMatchObject({ ...publicMember(member) });
  expect(chamber).toMatchObject(publicChamber(chamber));
  expect(publicListing({ ...listing, position: null })?.position).toBeNull();
});

test("only what stands on the site has a public part", () => {
  const listings = (["published", "hidden", "removed", "merged"] as const).map((status) =>
    publicListing({ ...listing, status }),
  );
  const categories = (["current", "removed", "merged"] as const).map((status) =>
    publicCategory({ ...category, status }),
  );

  expect(listings.map((l) => l?.id)).toEqual([listing.id, undefined, undefined, undefined]);
  expect(categories.map((c) => c?.id)).toEqual([category.id, undefined, category.id]);
  expect(publicMember({ ...member, status: "removed" })).toBeNull();
});

test("only a merged listing leaves a signpost, with its addresses and nothing else", () => {
  const merged = signpost({ ...listing, status: "merged", mergedInto: id("lst", "9") });

  expect(merged).toEqual({ id: id("lst"), slug: "bread-alone", formerSlugs: ["bread"], mergedInto: id("lst", "9") });
  expect(signpost({ ...listing, status: "merged", mergedInto: null })).toBeNull();
  for (const status of ["published", "hidden", "removed"] as const) expect(signpost({ ...listing, status })).toBeNull();
});
