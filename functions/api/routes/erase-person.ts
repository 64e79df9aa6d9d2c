import { OpenAPIHono } from "@hono/zod-openapi";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { Confirmed, ERASED, erased } from "../flows/erased.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Making } from "../operation.ts";

const erase = declare("admin", {
  method: "post",
  path: "/api/staff/people/{person}/erase",
  summary: "Erase all that is stored about a person, at once and for good, as they have asked",
  tags: ["people"],
  "x-recent": true,
  request: { params: z.object({ person: PersonKey }), headers: Making, body: body(Confirmed) },
  responses: { 200: ERASED },
});

/** What administrators erase for others. */
export function erasePersonRoutes(needs: Needs) {
  return new OpenAPIHono<ApiEnv>().openapi(erase, async (c) =>
    c.json({ done: await erased(c, needs, c.req.valid("param").person) }, 200),
  );
}
