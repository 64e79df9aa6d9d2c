import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import { keyringOf } from "@mainstreet/store/keyring";
import * as z from "zod";
import { MemberEvents, memberEvents } from "../member-events.ts";
import { MemberHistory, memberHistory } from "../member-history.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";

const read = declare("staff", {
  method: "get",
  path: "/api/staff/members/{id}/history",
  summary:
    "A member with all that staff see of it at a glance, the latest of each; what was done to it for administrators",
  tags: ["members"],
  request: { params: z.object({ id: idOf("member") }) },
  responses: { 200: json("The member, and what belongs to it", MemberHistory) },
});

const events = declare("staff", {
  method: "get",
  path: "/api/staff/members/{id}/events",
  summary:
    "Events that a member hosts, or to which its people come or came: those that begin last first, to the very first",
  tags: ["members"],
  request: {
    params: z.object({ id: idOf("member") }),
    query: z.strictObject({
      of: z.enum(["hosts", "attended"]).default("hosts"),
      /** Goes on behind this event: the `next` of the page before. */
      behind: idOf("event").optional(),
    }),
  },
  responses: { 200: json("The events, and where the next page begins", MemberEvents) },
});

/** What staff see of one member. */
export function memberHistoryRoutes(needs: Needs) {
  const { table, now } = needs;
  const keyring = keyringOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) =>
      c.json(await memberHistory({ table, keyring }, c.get("actor"), c.req.valid("param").id, now()), 200),
    )
    .openapi(events, async (c) => {
      const { of, behind = null } = c.req.valid("query");
      const asked = { id: c.req.valid("param").id, of, behind };
      return c.json(await memberEvents(table, c.get("actor"), asked, now()), 200);
    });
}
