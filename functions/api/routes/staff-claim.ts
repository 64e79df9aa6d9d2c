import { OpenAPIHono } from "@hono/zod-openapi";
import { MemberRole } from "@mainstreet/core/actor";
import { Claim } from "@mainstreet/core/claim";
import { idOf } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { PersonKey } from "@mainstreet/core/person-key";
import { paragraphs } from "@mainstreet/core/text";
import * as ClaimStore from "@mainstreet/store/claim-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Editing, json } from "../operation.ts";
import { onceHere } from "../sign-in/opened.ts";

const tags = ["claims"];
const which = z.object({ id: idOf("listing"), person: PersonKey });

const StaffClaim = Claim.extend({
  listing: z.string(),
  slug: z.string(),
  shown: z.boolean(),
  website: z.string(),
}).meta({
  id: "StaffClaim",
});

const list = declare("staff", {
  method: "get",
  path: "/api/staff/claims",
  summary: "Claims that wait, the oldest first; whether mailbox and website are of one domain is a hint",
  tags,
  responses: { 200: json("The claims", z.strictObject({ claims: z.array(StaffClaim) })) },
});

const approve = declare("staff", {
  method: "post",
  path: "/api/staff/claims/{id}/{person}/approve",
  summary: "Let the person act for the listing's member",
  "x-refuses": ["in-use"],
  tags,
  request: {
    params: which,
    headers: Editing,
    body: body(z.strictObject({ role: MemberRole.default("owner") })),
  },
  responses: { 200: json("The claim as it is now", StaffClaim) },
});

const refuse = declare("staff", {
  method: "post",
  path: "/api/staff/claims/{id}/{person}/refuse",
  summary: "Turn the claim down, with a reason that the person is told",
  "x-refuses": ["in-use"],
  tags,
  request: {
    params: which,
    headers: Editing,
    body: body(z.strictObject({ reason: paragraphs(1000).refine(Boolean) })),
  },
  responses: { 200: json("The claim as it is now", StaffClaim) },
});

/** What staff decide of claims. */
export function staffClaimRoutes(needs: Needs) {
  const { table } = needs;
  const withListing = (claim: Claim, { name, slug, status, website }: Listing) => ({
    ...claim,
    listing: name,
    slug,
    shown: status === "published",
    website,
  });

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const claims = await ClaimStore.listPending(table, c.get("actor"));
      const listings = await Promise.all(claims.map(({ listingId }) => ListingStore.get(table, listingId)));
      const shown = claims.flatMap((claim, i) => {
        const listing = listings[i];
        return listing ? [withListing(claim, listing)] : [];
      });
      return c.json({ claims: shown }, 200);
    })
    .openapi(approve, async (c) => {
      const { id, person } = c.req.valid("param");
      const seen = { listingId: id, personKey: person, version: c.req.valid("header")["If-Match"] };
      const { role } = c.req.valid("json");
      const listing = await ListingStore.get(table, id);
      const present = () => ClaimStore.get(table, c.get("actor"), id, person);
      await onceHere<Claim>(c, needs, (write) => ClaimStore.approve(table, write, seen, role, listing), present);
      return c.json(withListing(await ClaimStore.get(table, c.get("actor"), id, person), listing), 200);
    })
    .openapi(refuse, async (c) => {
      const { id, person } = c.req.valid("param");
      const seen = { listingId: id, personKey: person, version: c.req.valid("header")["If-Match"] };
      const { reason } = c.req.valid("json");
      const listing = await ListingStore.get(table, id);
      const present = () => ClaimStore.get(table, c.get("actor"), id, person);
      await onceHere<Claim>(c, needs, (write) => ClaimStore.refuse(table, write, seen, reason, listing), present);
      return c.json(withListing(await ClaimStore.get(table, c.get("actor"), id, person), listing), 200);
    });
}
