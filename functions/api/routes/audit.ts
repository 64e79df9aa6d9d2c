import { OpenAPIHono } from "@hono/zod-openapi";
import { SubjectKind } from "@mainstreet/store/audit-rules";
import * as AuditStore from "@mainstreet/store/audit-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as z from "zod";
import { auditCursor, Cursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";

const Entity = z
  .string()
  .max(120)
  .regex(new RegExp(`^(${SubjectKind.options.join("|")}):[\\w-]+$`), "must be a kind and an id, such as member:mem_…")
  .meta({ description: "A kind and an id, such as member:mem_…; without it everything is listed" });

const list = declare("admin", {
  method: "get",
  path: "/api/staff/audit",
  summary: "What was done, by whom and when, the newest first; of whoever was erased nothing is told",
  tags: ["audit"],
  "x-refuses": ["malformed"],
  request: { query: PageQuery.extend({ entity: Entity.optional() }) },
  responses: {
    200: json("The entries", z.strictObject({ entries: z.array(AuditStore.OpenEntry), cursor: Cursor })),
  },
});

/** What administrators read of what was done. */
export function auditRoutes(needs: Needs) {
  const keyring = keyringOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>().openapi(list, async (c) => {
    const { entity, limit, cursor } = c.req.valid("query");
    const subject = entity === undefined ? null : subjectOf(entity);
    const page = { subject, limit, cursor: auditCursor(cursor, subject) };
    return c.json(await AuditStore.list(needs.table, c.get("actor"), keyring, page), 200);
  });
}

function subjectOf(entity: string) {
  const [kind, ...id] = entity.split(":");
  return { kind: SubjectKind.parse(kind), id: id.join(":") };
}
