import { hash } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import { ListingsChange, MembersChange } from "@mainstreet/core/bulk-change";
import { idOf } from "@mainstreet/core/id";
import { filledLine } from "@mainstreet/core/text";
import { Batch } from "@mainstreet/store/batch-store";
import { type BulkDone, bulk } from "@mainstreet/store/bulk-store";
import type { Context } from "hono";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, json, Making } from "../operation.ts";

/** So many are changed with one request. */
const MOST = 100;

const idsOf = (kind: "member" | "listing") =>
  z
    .array(z.strictObject({ id: idOf(kind), version: z.int().min(1) }))
    .min(1)
    .max(MOST, `may be ${MOST} at most`)
    .refine((ids) => new Set(ids.map(({ id }) => id)).size === ids.length, "must name each once");
const shared = {
  /** Of the request that began it; null to begin. */
  batchId: idOf("batch").nullable().default(null),
  /** What the change is called where it can be undone. */
  title: filledLine(120),
};
const Asked = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("members"), ids: idsOf("member"), change: MembersChange, ...shared }),
  z.strictObject({ of: z.literal("listings"), ids: idsOf("listing"), change: ListingsChange, ...shared }),
]);

const Done = z.strictObject({
  batch: Batch,
  done: z.array(z.strictObject({ id: z.string(), version: z.int() })),
  refused: z.array(z.strictObject({ id: z.string(), name: z.string(), reason: z.string() })),
});

const change = declare("staff", {
  method: "post",
  path: "/api/staff/bulk",
  summary: "Change many members or listings alike, so that it can be undone; one that fails keeps no other from it",
  "x-refuses": ["closed", "not-found"],
  tags: ["bulk"],
  request: { headers: Making, body: body(Asked) },
  responses: { 200: json("What came of each, and what it is undone by", Done) },
});

/** Changes of many at once. */
export function bulkRoutes(needs: Needs) {
  const { table } = needs;
  const show = ({ batch, done, refused }: BulkDone) => ({ batch, done, refused });
  return new OpenAPIHono<ApiEnv>().openapi(change, (c) => {
    const asked = c.req.valid("json");
    const batchId = asked.batchId ?? batchIdOf(c);
    return once(c, needs, { status: 200, show }, (write) => bulk(table, write, { ...asked, batchId }));
  });
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 26;

/** The id of the batch that a request begins: the same again when it is sent again, so that it goes on where it was cut short. */
function batchIdOf(c: Context<ApiEnv>): string {
  const actor = c.get("actor");
  const who = actor.kind === "person" ? actor.personKey : actor.kind;
  const bytes = hash("sha256", JSON.stringify(["bulk", who, c.req.header("Idempotency-Key")]), "buffer");
  return `bat_${[...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET.charAt(byte % 32)).join("")}`;
}
