import { OpenAPIHono } from "@hono/zod-openapi";
import { Claim } from "@mainstreet/core/claim";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { paragraphs } from "@mainstreet/core/text";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ClaimStore from "@mainstreet/store/claim-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as z from "zod";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, json, Making, problem } from "../operation.ts";
import { shownOf } from "../shown-listings.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";

const tags = ["claims"];
const params = z.object({ id: idOf("listing") });
/** How many claims one person makes within an hour. */
const MOST_AN_HOUR = 5;

const OwnClaim = Claim.pick({ id: true, listingId: true, status: true, reason: true, createdAt: true }).meta({
  id: "OwnClaim",
});

const own = declare("signed-in", {
  method: "get",
  path: "/api/listings/{id}/claims",
  summary: "How one's own claim of a listing stands",
  tags,
  request: { params },
  responses: { 200: json("The claim", z.strictObject({ claim: OwnClaim.nullable() })) },
});

const make = declare("signed-in", {
  method: "post",
  path: "/api/listings/{id}/claims",
  summary: "Say that a listing is one's own: staff decide",
  "x-refuses": ["taken"],
  tags,
  request: { params, headers: Making, body: body(z.strictObject({ message: paragraphs(1000) })) },
  responses: { 200: json("The claim", z.strictObject({ claim: OwnClaim.nullable() })), 429: problem("too-many") },
});

/** How people get to look after listings that are there already. */
export function claimRoutes(needs: Needs) {
  const { table, now } = needs;
  const secrets = secretsOf(needs.pepper);
  const ownOf = (claim: Claim | null) =>
    claim && {
      id: claim.id,
      listingId: claim.listingId,
      status: claim.status,
      reason: claim.reason,
      createdAt: claim.createdAt,
    };
  /** A listing that the public may see. @throws `not-found` */
  const publicListing = async (id: string): Promise<Listing> => {
    const listing = await ListingStore.get(table, id);
    const shown = await shownOf(table, await ChamberStore.get(table), [listing], now());
    if (shown.length === 0) throw new ChamberError("not-found", "There is no such listing.");
    return listing;
  };

  return new OpenAPIHono<ApiEnv>()
    .openapi(own, async (c) => {
      const { id } = await publicListing(c.req.valid("param").id);
      const claim = await ClaimStore.own(table, c.get("actor"), id);
      return c.json({ claim: ownOf(claim) }, 200);
    })
    .openapi(make, async (c) => {
      const { id } = c.req.valid("param");
      const { message } = c.req.valid("json");
      const listing = await publicListing(id);
      const hash = secrets.limit("claims", requireOpened(c).person.personKey);
      await onceHere<Claim>(c, needs, (write) =>
        ClaimStore.create(table, write, listing, message, { hash, most: MOST_AN_HOUR }),
      );
      return c.json({ claim: ownOf(await ClaimStore.own(table, c.get("actor"), id)) }, 200);
    });
}
