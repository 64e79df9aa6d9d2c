import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import { keyringOf } from "@mainstreet/store/keyring";
import * as z from "zod";
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

/** What staff see of one member. */
export function memberHistoryRoutes(needs: Needs) {
  const { table, now } = needs;
  const keyring = keyringOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>().openapi(read, async (c) =>
    c.json(await memberHistory({ table, keyring }, c.get("actor"), c.req.valid("param").id, now()), 200),
  );
}
