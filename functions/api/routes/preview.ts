import { OpenAPIHono } from "@hono/zod-openapi";
import { OwnChange } from "@mainstreet/core/approval";
import { BLANK, ChamberChange, ChamberSettings } from "@mainstreet/core/chamber";
import { applied } from "@mainstreet/core/change";
import { publicChamber } from "@mainstreet/core/directory";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Making } from "../operation.ts";
import { directoryAround, someOfDirectory } from "../preview-directory.ts";

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

// A region's border takes more room than other bodies.
const SETTINGS_LIMIT = 160 * 1024;

const settings = declare("staff", {
  method: "post",
  path: "/api/staff/preview",
  summary: "The home page as it would look with other settings, with some of the listings; nothing is stored",
  "x-repeatable": false,
  "x-body-limit": SETTINGS_LIMIT,
  tags: ["chamber"],
  request: { headers: Making, body: body(ChamberChange) },
  responses: { 200: { description: "The page, without scripts", content: { "text/html": { schema: z.string() } } } },
});

const theme = declare("public", {
  method: "get",
  path: "/api/theme.css",
  summary: "The colours of the site as they would be made from an accent",
  "x-shared-seconds": 3600,
  tags: ["chamber"],
  request: { query: z.strictObject({ accent: ChamberSettings.shape.accent.default(BLANK.accent) }) },
  responses: { 200: { description: "A style sheet", content: { "text/css": { schema: z.string() } } } },
});

/** How a page would look. */
export function previewRoutes({ table, now, preview: draw }: Needs) {
  const drawn = () => {
    if (!draw)
      throw new ChamberError("busy", "There is no preview here just now. Your changes can be saved all the same.");
    return draw;
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(theme, async (c) => {
      const css = await drawn().theme(c.req.valid("query").accent);
      return c.body(css, 200, { "Content-Type": "text/css; charset=utf-8" });
    })
    .openapi(settings, async (c) => {
      const chamber = applied(await ChamberStore.get(table), c.req.valid("json"));
      const directory = await someOfDirectory(table, publicChamber(chamber));
      const html = await drawn().page(directory, "/", dateIn(chamber.zone, now()));
      return c.html(html, 200, { "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer" });
    })
    .openapi(preview, async (c) => {
      const { listingId, fields } = c.req.valid("json");
      const { listing } = await ChangeRequestStore.get(table, c.get("actor"), listingId);
      const proposed = applied<Listing>(listing, { ...fields, status: "published" });
      const directory = await directoryAround(table, proposed);
      const html = await drawn().page(directory, `/members/${listing.slug}/`, dateIn(directory.chamber.zone, now()));
      return c.html(html, 200, { "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer" });
    });
}
