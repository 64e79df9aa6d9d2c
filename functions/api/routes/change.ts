import { OpenAPIHono } from "@hono/zod-openapi";
import { OwnChange } from "@mainstreet/core/approval";
import { fieldsOf, Reason } from "@mainstreet/core/change-request";
import { idOf } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { OwnField } from "@mainstreet/core/own-field";
import * as ChangeRequestDecisions from "@mainstreet/store/change-request-decisions";
import * as z from "zod";
import { Cursor, changesCursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making, problem } from "../operation.ts";
import { Change } from "./account-listing.ts";

const tags = ["changes"];
/** Of the listing: at most one change of it waits. */
const params = z.object({ id: idOf("listing") });

const Brief = Listing.pick({ id: true, memberId: true, slug: true, name: true, status: true, version: true });
const ToSee = z.strictObject({
  change: Change,
  listing: Brief,
  /** What the listing says now, of the fields that the change names. */
  now: OwnChange,
});
const Decision = z.strictObject({ change: Change, listing: Brief });

const list = declare("staff", {
  method: "get",
  path: "/api/staff/changes",
  summary: "A page of the changes that wait for staff, and of those applied at once that staff have not seen yet",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery },
  responses: {
    200: json("The changes, the oldest first", z.strictObject({ changes: z.array(ToSee), cursor: Cursor })),
  },
});

const approve = declare("staff", {
  method: "post",
  path: "/api/staff/changes/{id}/approve",
  summary:
    "Approve what waits of a listing, as it was asked for or with other values; If-Match is the change's version",
  "x-refuses": ["conflict", "closed"],
  tags,
  request: {
    params,
    headers: Editing,
    body: body(
      z.strictObject({
        /** Values in the place of those that were asked for. */
        fields: OwnChange.default({}),
        /** Fields to overwrite although the listing no longer says what it said. */
        over: z.array(OwnField).max(OwnField.options.length).default([]),
        reason: Reason.default(""),
      }),
    ),
  },
  responses: {
    200: entity("The approved change, and the listing", Decision),
    412: problem("stale"),
  },
});

const refuse = declare("staff", {
  method: "post",
  path: "/api/staff/changes/{id}/refuse",
  summary: "Refuse what waits of a listing, and say why; If-Match is the change's version",
  tags,
  request: {
    params,
    headers: Editing,
    body: body(z.strictObject({ reason: Reason.refine((s) => s.length > 0, "must not be empty") })),
  },
  responses: { 200: entity("The refused change, and the listing", Decision), 412: problem("stale") },
});

const see = declare("staff", {
  method: "post",
  path: "/api/staff/changes/{id}/seen",
  summary: "Note that staff have seen a change that was applied at once",
  tags,
  request: { params, headers: Making, body: body(z.strictObject({ change: idOf("change") })) },
  responses: { 200: entity("The change", Change) },
});

/** What members have changed of their listings, or would like to. */
export function changeRoutes(needs: Needs) {
  const { table } = needs;
  const show = ({ change, listing }: ChangeRequestDecisions.Decision) => ({ change, listing: brief(listing) });
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor: given } = c.req.valid("query");
      const page = { limit, cursor: changesCursor(given) };
      const { changes, cursor } = await ChangeRequestDecisions.list(table, c.get("actor"), page);
      const shown = changes.map(({ change, listing }) => {
        const present = Object.fromEntries(fieldsOf(change.fields).map((field) => [field, listing[field]]));
        return { change, listing: brief(listing), now: OwnChange.parse(present) };
      });
      return c.json({ changes: shown, cursor }, 200);
    })
    .openapi(approve, (c) => {
      const which = { listingId: c.req.valid("param").id, version: c.req.valid("header")["If-Match"] };
      const made = c.req.valid("json");
      return once(c, needs, { status: 200, show }, (write) =>
        ChangeRequestDecisions.approve(table, write, which, made),
      );
    })
    .openapi(refuse, (c) => {
      const which = { listingId: c.req.valid("param").id, version: c.req.valid("header")["If-Match"] };
      const { reason } = c.req.valid("json");
      return once(c, needs, { status: 200, show }, (write) =>
        ChangeRequestDecisions.refuse(table, write, which, reason),
      );
    })
    .openapi(see, (c) => {
      const which = { listingId: c.req.valid("param").id, id: c.req.valid("json").change };
      return once(c, needs, { status: 200 }, (write) => ChangeRequestDecisions.see(table, write, which));
    });
}

function brief({ id, memberId, slug, name, status, version }: Listing): z.infer<typeof Brief> {
  return { id, memberId, slug, name, status, version };
}
