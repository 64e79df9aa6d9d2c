import { OpenAPIHono } from "@hono/zod-openapi";
import { OwnChange, Rule } from "@mainstreet/core/approval";
import { Level } from "@mainstreet/core/chamber";
import { ChangeRequest } from "@mainstreet/core/change-request";
import { idOf } from "@mainstreet/core/id";
import { isOutside, Listing } from "@mainstreet/core/listing";
import { OwnField } from "@mainstreet/core/own-field";
import type { Region } from "@mainstreet/core/region";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { OwnListing } from "@mainstreet/store/change-request-items";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as z from "zod";
import { etagOf } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, problem } from "../operation.ts";

const tags = ["account"];
const params = z.object({ id: idOf("listing") });
const MOST_PAST = 20;

/** What those who act for a member see of its listing: all but what only staff may know. */
const Shown = Listing.pick({
  id: true,
  memberId: true,
  slug: true,
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
  version: true,
})
  .extend({
    status: z.enum(["published", "hidden"]),
    /** Whether its pin lies outside the chamber's region. */
    outside: z.boolean(),
  })
  .meta({ id: "OwnListing" });
export const Change = ChangeRequest.meta({ id: "ChangeRequest" });
const pending = Change.nullable();
const Both = z.strictObject({ listing: Shown, pending });

/** The fields of a listing that somebody would like to be otherwise. */
export const AskedFields = OwnChange.refine((fields) => Object.keys(fields).length > 0, "must name a field");

/** A change of a listing that somebody else has changed meanwhile is answered with both values. */
const CLASH = { 412: problem("stale") };

const list = declare("signed-in", {
  method: "get",
  path: "/api/account/listings",
  summary: "The listings of all members that one acts for, with what of them waits for staff",
  tags,
  request: { query: z.strictObject({}) },
  responses: { 200: json("The listings by name", z.strictObject({ listings: z.array(Both) })) },
});

const read = declare("signed-in", {
  method: "get",
  path: "/api/account/listings/{id}",
  summary: "One's own listing, what waits of it, what came of what was asked before, and which changes wait",
  tags,
  request: { params },
  responses: {
    200: entity(
      "The listing",
      Both.extend({
        /** What was asked before and waits no longer, the newest first. */
        past: z.array(Change).max(MOST_PAST),
        /** What happens to a change, field by field. */
        rules: z.record(OwnField, Rule),
        /** What the member's level includes today: what is beyond it is stored, and not shown. */
        included: Level.pick({ photos: true, deals: true }),
      }),
    ),
  },
});

const change = declare("signed-in", {
  method: "patch",
  path: "/api/account/listings/{id}",
  summary: "Change one's own listing: some fields at once, others when staff approve",
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ fields: AskedFields })) },
  responses: {
    200: entity(
      "The listing as it is now, and what waits",
      Both.extend({
        /** The fields that have changed at once. */
        applied: z.array(OwnField),
        /** All fields that wait for staff now. */
        waiting: z.array(OwnField),
      }),
    ),
    ...CLASH,
  },
});

const confirm = declare("signed-in", {
  method: "post",
  path: "/api/account/listings/{id}/confirm",
  summary: "Say that one's own listing is still right",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The listing, confirmed today", Both), ...CLASH },
});

const withdraw = declare("signed-in", {
  method: "delete",
  path: "/api/account/listings/{id}/pending",
  summary: "Take back what waits for staff",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The listing, of which nothing waits", Both), ...CLASH },
});

/** A member's own listings, for those who act for it. */
export function accountListingRoutes(needs: Needs) {
  const { table, now } = needs;

  const shower = async () => {
    const region = (await ChamberStore.find(table))?.region ?? null;
    return ({ listing, pending }: OwnListing) => ({ listing: shown(listing, region), pending });
  };

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const own = await ChangeRequestStore.list(table, c.get("actor"));
      return c.json({ listings: own.map(await shower()) }, 200);
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid("param");
      const actor = c.get("actor");
      const own = await ChangeRequestStore.get(table, actor, id);
      const [past, rules, included, show] = await Promise.all([
        ChangeRequestStore.past(table, actor, id, MOST_PAST),
        ChangeRequestStore.rulesFor(table, own.listing.memberId, now()),
        ChangeRequestStore.includedFor(table, own.listing.memberId, now()),
        shower(),
      ]);
      return c.json({ ...show(own), past, rules, included }, 200, { ETag: etagOf(own.listing.version) });
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { fields } = c.req.valid("json");
      const both = await shower();
      const show = (result: ChangeRequestStore.Proposed) => {
        const { applied, waiting } = result;
        return { ...both(result), applied, waiting };
      };
      return once(c, needs, { status: 200, show }, (write) =>
        ChangeRequestStore.propose(table, write, id, version, fields),
      );
    })
    .openapi(confirm, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once<ChangeRequestStore.Versioned>(c, needs, { status: 200, show: await shower() }, (write) =>
        ChangeRequestStore.confirm(table, write, id, version),
      );
    })
    .openapi(withdraw, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once<ChangeRequestStore.Versioned>(c, needs, { status: 200, show: await shower() }, (write) =>
        ChangeRequestStore.withdraw(table, write, id, version),
      );
    });
}

function shown(listing: Listing, region: Region | null): z.infer<typeof Shown> {
  const { staffNote, externalId, formerSlugs, mergedInto, createdAt, status, ...rest } = listing;
  const isHidden = status !== "published";
  return { ...rest, status: isHidden ? "hidden" : "published", outside: isOutside(listing.position, region) };
}
