import { OpenAPIHono } from "@hono/zod-openapi";
import { isStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import * as Listing from "@mainstreet/core/listing";
import { Photos } from "@mainstreet/core/picture";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { mergeTaking } from "@mainstreet/store/listing-merge";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import * as z from "zod";
import { adoptPictures } from "../../upload/adopt.ts";
import { found } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, Making, Reading, UNCHANGED } from "../operation.ts";
import { shownOf } from "../shown-listings.ts";

const PublicListing = Listing.Listing.pick({
  id: true,
  memberId: true,
  slug: true,
  formerSlugs: true,
  name: true,
  summary: true,
  description: true,
  categories: true,
  tags: true,
  address: true,
  position: true,
  phone: true,
  email: true,
  website: true,
  hours: true,
  zone: true,
  logo: true,
  photos: true,
  deals: true,
  confirmedOn: true,
  updatedAt: true,
}).meta({ id: "PublicListing" });
/** A listing as staff see it. */
export const StaffListing = Listing.Listing.extend({
  /** Whether its pin lies outside the chamber's region. */
  outside: z.boolean(),
}).meta({ id: "Listing" });
const Shown = z.union([StaffListing, PublicListing]);

const params = z.object({ id: idOf("listing") });
const tags = ["listings"];

const create = declare("staff", {
  method: "post",
  path: "/api/listings",
  summary: "Make a listing of a member; what is left out stays empty",
  tags,
  request: {
    headers: Making,
    body: body(
      Listing.ListingDraft.partial().extend({
        name: Listing.ListingDraft.shape.name,
        memberId: idOf("member"),
        // Pictures are uploaded for a listing that is there.
        logo: z.null().optional(),
        photos: Photos.max(0, "must be uploaded once the listing is made").optional(),
      }),
    ),
  },
  responses: { 201: entity("The new listing", StaffListing) },
});

const read = declare("public", {
  method: "get",
  path: "/api/listings/{id}",
  summary: "One listing; for the public only if the site shows it",
  tags,
  request: { params, headers: Reading },
  responses: { 200: entity("The listing", Shown), 304: UNCHANGED },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/listings/{id}",
  summary: "Change a listing, hide it, or give it another address",
  "x-refuses": ["taken"],
  tags,
  request: { params, headers: Editing, body: body(Listing.ListingChange) },
  responses: { 200: entity("The listing as it is now", StaffListing) },
});

const remove = declare("staff", {
  method: "delete",
  path: "/api/listings/{id}",
  summary: "Take a listing off the site",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The removed listing", StaffListing) },
});

const Merging = z
  .strictObject({
    into: idOf("listing"),
    /** At which version the other one was seen; without it the merge takes nothing over and cannot be undone. */
    intoVersion: z.int().min(1).optional(),
    /** What the other one is to say from now on. */
    take: Listing.ListingChange.omit({ slug: true }).optional(),
  })
  .refine(({ intoVersion, take }) => take === undefined || intoVersion !== undefined, {
    path: ["intoVersion"],
    message: "must be given with what is taken over",
  });

const merge = declare("staff", {
  method: "post",
  path: "/api/listings/{id}/merge",
  summary: "Make a listing a signpost to another",
  tags,
  request: { params, headers: Editing, body: body(Merging) },
  responses: { 200: entity("The merged listing", StaffListing) },
});

/** What the public sees of members, one location each. */
export function listingRoutes(needs: Needs) {
  const { table, now } = needs;
  const edit = async (id: string) =>
    ({ status: 200, show: await forStaff(table), current: () => ListingStore.get(table, id) }) as const;

  return new OpenAPIHono<ApiEnv>()
    .openapi(create, async (c) => {
      const { memberId, name, ...rest } = c.req.valid("json");
      const draft = applied<Listing.ListingDraft>({ ...Listing.BLANK, name }, rest);
      return once(c, needs, { status: 201, show: await forStaff(table) }, (write) =>
        ListingStore.create(table, write, memberId, draft),
      );
    })
    .openapi(read, async (c) => {
      const listing = await ListingStore.get(table, c.req.valid("param").id);
      if (isStaff(c.get("actor"))) return found(c, listing.version, (await forStaff(table))(listing));
      const [shown] = await shownOf(table, await ChamberStore.get(table), [listing], now());
      if (!shown) throw new ChamberError("not-found", "There is no such listing.");
      return found(c, listing.version, shown);
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once(c, needs, await edit(id), (write) => ListingStore.update(table, write, id, version, changed));
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, await edit(id), (write) => ListingStore.remove(table, write, id, version));
    })
    .openapi(merge, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { into, intoVersion, take = {} } = c.req.valid("json");
      return once(c, needs, await edit(id), async (write) => {
        if (intoVersion === undefined) return ListingStore.merge(table, write, id, version, into);
        const adopted = await adoptPictures(needs, { from: id, into }, take, write.now);
        return mergeTaking(table, write, { id, version }, { id: into, version: intoVersion, take, adopted });
      });
    });
}

/** Adds what staff want to see beside a listing; the region is read once, before. */
export async function forStaff(table: Table) {
  const region = (await ChamberStore.find(table))?.region ?? null;
  return (listing: Listing.Listing) => ({ ...listing, outside: Listing.isOutside(listing.position, region) });
}
