import { OpenAPIHono } from "@hono/zod-openapi";
import { OwnChange } from "@mainstreet/core/approval";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Making } from "../operation.ts";
import { directoryAround } from "../preview-directory.ts";

/** Whatever the page holds: nothing of it runs, is sent anywhere, or knows whose browser it is in. */
const POLICY = [
  "sandbox",
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

const preview = declare("signed-in", {
  method: "post",
  path: "/api/preview",
  summary: "One's own listing as its page would look with other values; nothing is stored",
  "x-refuses": ["not-found"],
  "x-repeatable": false,
  tags: ["account"],
  request: {
    headers: Making,
    body: body(z.strictObject({ listingId: idOf("listing"), fields: OwnChange })),
  },
  responses: { 200: { description: "The page, without scripts", content: { "text/html": { schema: z.string() } } } },
});

/** How a listing would look. */
export function previewRoutes({ table, now, preview: draw }: Needs) {
  return new OpenAPIHono<ApiEnv>().openapi(preview, async (c) => {
    const { listingId, fields } = c.req.valid("json");
    const { listing } = await ChangeRequestStore.get(table, c.get("actor"), listingId);
    if (!draw)
      throw new ChamberError("busy", "There is no preview here just now. Your changes can be saved all the same.");
    const proposed = applied<Listing>(listing, { ...fields, status: "published" });
    const directory = await directoryAround(table, proposed);
    const html = await draw(directory, listing.slug, dateIn(directory.chamber.zone, now()));
    return c.html(html, 200, { "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer" });
  });
}
