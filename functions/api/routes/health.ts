import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import { chamberKey } from "@mainstreet/store/directory-keys";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";

const Health = z.strictObject({ status: z.literal("ok"), version: z.string() });

const read = declare("public", {
  method: "get",
  path: "/api/health",
  summary: "Whether the API and its table answer",
  tags: ["api"],
  responses: { 200: json("Both do", Health) },
});

/** Whether all is well. */
export function healthRoutes({ table, version }: Pick<Needs, "table" | "version">) {
  return new OpenAPIHono<ApiEnv>().openapi(read, async (c) => {
    try {
      await table.get(chamberKey());
    } catch (cause) {
      throw new ChamberError("busy", "The table does not answer.", { cause });
    }
    return c.json({ status: "ok" as const, version }, 200);
  });
}
