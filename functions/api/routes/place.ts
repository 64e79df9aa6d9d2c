import { OpenAPIHono } from "@hono/zod-openapi";
import { type Geocode, Place } from "@mainstreet/core/geocode";
import { idOf } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { postalCodesOf } from "@mainstreet/core/postal-codes";
import { offlinePlaces } from "@mainstreet/import/offline-places";
import { keyringOf } from "@mainstreet/store/keyring";
import * as ListingStore from "@mainstreet/store/listing-store";
import { keepingPlaces } from "@mainstreet/store/place-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json, Making } from "../operation.ts";

/** For so long new pins are not looked at, in milliseconds: to look at all takes a while. */
const KNOWN_MS = 10 * 60 * 1000;
const PAGE = 1000;

const suggest = declare("staff", {
  method: "post",
  path: "/api/staff/listings/{id}/suggested-place",
  summary: "Where the pin of a listing may belong; staff set it, this does not",
  "x-repeatable": false,
  tags: ["listings"],
  request: { params: z.object({ id: idOf("listing") }), headers: Making },
  responses: { 200: json("The place, or null where nothing is known", z.strictObject({ place: Place.nullable() })) },
});

const codes = declare("staff", {
  method: "get",
  path: "/api/staff/postal-codes",
  summary: "Where postal codes lie, as far as the pins of listings tell: nobody draws borders of them here",
  tags: ["listings"],
  request: { query: z.strictObject({}) },
  responses: {
    200: json(
      "The postal codes that listings with a pin have",
      z.strictObject({
        codes: z.array(
          z
            .strictObject({
              code: z.string(),
              listings: z.int(),
              /** The convex ring around their pins: longitudes and latitudes. */
              hull: z.array(z.tuple([z.number(), z.number()])),
            })
            .meta({ id: "PostalCode" }),
        ),
      }),
    ),
  },
});

/** Proposes where listings without a pin may lie: by the map service where there is one, or else by the chamber's other pins. */
export function placeRoutes(needs: Needs) {
  const { table, now } = needs;
  const keyring = keyringOf(needs.pepper);
  const service = needs.geocode ? keepingPlaces({ table, now, keyring }, needs.geocode) : null;
  let known: { readonly at: number; readonly places: Promise<Geocode> } | null = null;

  async function current(c: { get(key: "actor"): ApiEnv["Variables"]["actor"] }): Promise<Listing[]> {
    const listings = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ListingStore.list>> = await ListingStore.list(table, c.get("actor"), {
        limit: PAGE,
        cursor,
      });
      listings.push(...page.listings.filter(({ status }) => status === "published" || status === "hidden"));
      cursor = page.cursor;
    } while (cursor !== null);
    return listings;
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(codes, async (c) => {
      const found = postalCodesOf(await current(c));
      const told = found.map(({ hull, ...rest }) => ({
        ...rest,
        hull: hull.map(([lon, lat]): [number, number] => [lon, lat]),
      }));
      return c.json({ codes: told }, 200);
    })
    .openapi(suggest, async (c) => {
      const { address } = await ListingStore.get(table, c.req.valid("param").id);
      const found = await service?.(address);
      if (found) return c.json({ place: found }, 200);
      if (!known || now() - known.at > KNOWN_MS) {
        const places = current(c).then(offlinePlaces);
        known = { at: now(), places };
        places.catch(() => {
          known = null;
        });
      }
      return c.json({ place: await (await known.places)(address) }, 200);
    });
}
