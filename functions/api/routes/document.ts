import { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import type { ApiEnv } from "../needs.ts";
import { declare, json } from "../operation.ts";

const read = declare("public", {
  method: "get",
  path: "/api/openapi.json",
  summary: "This document",
  tags: ["api"],
  responses: { 200: json("An OpenAPI 3.1 document", z.looseObject({ openapi: z.string() })) },
});

/** The description of every route, of this one too. */
export function documentRoutes({ document }: { document: () => Promise<object> }) {
  return new OpenAPIHono<ApiEnv>().openapi(read, async (c) => c.json({ openapi: "3.1.0", ...(await document()) }, 200));
}
