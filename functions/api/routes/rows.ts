import { OpenAPIHono } from "@hono/zod-openapi";
import { isOutside, Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as z from "zod";
import { Cursor, listingsCursor, membersCursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";

/** So many rows are well below what one answer of a function may be. */
const MOST_ROWS = 1000;
const RowsQuery = PageQuery.extend({ limit: z.coerce.number<string>().int().min(1).max(MOST_ROWS).default(MOST_ROWS) });

const MemberRow = Member.pick({
  id: true,
  version: true,
  name: true,
  status: true,
  contactName: true,
  contactEmail: true,
  memberships: true,
  externalId: true,
  createdAt: true,
}).meta({ id: "MemberRow" });

const ListingRow = Listing.pick({
  id: true,
  version: true,
  memberId: true,
  slug: true,
  name: true,
  status: true,
  categories: true,
  tags: true,
  phone: true,
  website: true,
  confirmedOn: true,
  updatedAt: true,
})
  .extend({
    street: z.string(),
    town: z.string(),
    postalCode: z.string(),
    /** Whether it has a pin, and whether that lies inside the chamber's region. */
    pin: z.enum(["none", "inside", "outside"]),
    photos: z.int().min(0),
  })
  .meta({ id: "ListingRow" });
type ListingRow = z.infer<typeof ListingRow>;

const tags = ["console"];

const members = declare("staff", {
  method: "get",
  path: "/api/staff/rows/members",
  summary: "What tables show of members, removed ones too, many at a time",
  tags,
  "x-refuses": ["malformed"],
  request: { query: RowsQuery },
  responses: { 200: json("The rows", z.strictObject({ rows: z.array(MemberRow), cursor: Cursor })) },
});

const listings = declare("staff", {
  method: "get",
  path: "/api/staff/rows/listings",
  summary: "What tables show of listings, hidden and removed ones too, many at a time",
  tags,
  "x-refuses": ["malformed"],
  request: { query: RowsQuery },
  responses: { 200: json("The rows", z.strictObject({ rows: z.array(ListingRow), cursor: Cursor })) },
});

/** The rows of the console's tables: as much of each entity as is sorted, filtered and found by. */
export function rowRoutes({ table }: Pick<Needs, "table">) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(members, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await MemberStore.list(table, c.get("actor"), { limit, cursor: membersCursor(cursor) });
      const rows = page.members.map(
        ({ id, version, name, status, contactName, contactEmail, memberships, externalId, createdAt }) => {
          return { id, version, name, status, contactName, contactEmail, memberships, externalId, createdAt };
        },
      );
      return c.json({ rows, cursor: page.cursor }, 200);
    })
    .openapi(listings, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const [page, chamber] = await Promise.all([
        ListingStore.list(table, c.get("actor"), { limit, cursor: listingsCursor(cursor, undefined) }),
        ChamberStore.find(table),
      ]);
      const rows = page.listings.map((listing) => rowOf(listing, isOutside(listing.position, chamber?.region ?? null)));
      return c.json({ rows, cursor: page.cursor }, 200);
    });
}

function rowOf(listing: Listing, outside: boolean): ListingRow {
  const { id, version, memberId, slug, name, status, categories, tags, phone, website, confirmedOn, updatedAt } =
    listing;
  const { street, town, postalCode } = listing.address;
  const pin = listing.position === null ? "none" : outside ? "outside" : "inside";
  return {
    ...{ id, version, memberId, slug, name, status, categories, tags, phone, website, confirmedOn, updatedAt },
    ...{ street, town, postalCode, pin, photos: listing.photos.length },
  };
}
