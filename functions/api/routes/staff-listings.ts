import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as z from "zod";
import { Cursor, listingsCursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";
import { forStaff, StaffListing } from "./listing.ts";

const list = declare("staff", {
  method: "get",
  path: "/api/staff/listings",
  summary: "A page of all listings, hidden and removed ones too",
  tags: ["listings"],
  "x-refuses": ["malformed"],
  request: { query: PageQuery.extend({ memberId: idOf("member").optional() }) },
  responses: { 200: json("The listings", z.strictObject({ listings: z.array(StaffListing), cursor: Cursor })) },
});

/** All listings, a page at a time. */
export function staffListingRoutes({ table }: Pick<Needs, "table">) {
  return new OpenAPIHono<ApiEnv>().openapi(list, async (c) => {
    const { limit, memberId, cursor: given } = c.req.valid("query");
    const actor = c.get("actor");
    const page = { limit, cursor: listingsCursor(given, memberId), ...(memberId && { memberId }) };
    const { listings, cursor } = await ListingStore.list(table, actor, page);
    return c.json({ listings: listings.map(await forStaff(table)), cursor }, 200);
  });
}
