import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import { foresee } from "@mainstreet/store/batch-foresight";
import * as BatchStore from "@mainstreet/store/batch-store";
import { undo as undoBatch } from "@mainstreet/store/batch-undo";
import { keyringOf } from "@mainstreet/store/keyring";
import type { Table } from "@mainstreet/store/table";
import * as z from "zod";
import { batchesCursor, Cursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { operationName } from "../once.ts";
import { declare, json, Making } from "../operation.ts";

/** What one request undoes at most: well within the time that a request may take. */
const MOST_STEPS = 300;
const MOST_MS = 2_500;
/** Of what could not be undone so many are told by name. */
const MOST_KEPT = 500;

const Batch = BatchStore.Batch.strict().meta({ id: "Batch" });
const Kept = z.array(
  z.strictObject({ id: z.string(), name: z.string(), reason: z.string() }).meta({ id: "KeptChange" }),
);
const params = z.object({ id: idOf("batch") });
const tags = ["batches"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/batches",
  summary: "Changes that were made together, such as imports, the newest first",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery },
  responses: { 200: json("The changes", z.strictObject({ batches: z.array(Batch), cursor: Cursor })) },
});

const read = declare("staff", {
  method: "get",
  path: "/api/staff/batches/{id}",
  summary: "Changes that were made together, and what of them could not be undone",
  tags,
  request: { params },
  responses: { 200: json("The changes", z.strictObject({ batch: Batch, kept: Kept })) },
});

const foresight = declare("staff", {
  method: "get",
  path: "/api/staff/batches/{id}/foresight",
  summary: "What undoing changes would keep and why, as things stand; nothing is changed",
  tags,
  request: { params },
  responses: {
    200: json(
      "What would be undone and what kept, of the changes looked at: the newest, where all would take too long",
      z.strictObject({ looked: z.int(), left: z.int(), undone: z.int(), keeps: z.int(), kept: Kept }),
    ),
  },
});

const undo = declare("staff", {
  method: "post",
  path: "/api/staff/batches/{id}/undo",
  summary: "Undo changes that were made together, some at a time: sent again until the state is `undone`",
  // What was undone is not done again, whoever asks how often.
  "x-repeatable": false,
  tags,
  request: { params, headers: Making },
  responses: {
    200: json(
      "How far it has come; what was changed since is kept",
      z.strictObject({ state: Batch.shape.state, undone: z.int(), left: z.int(), kept: Kept }),
    ),
  },
});

/** Changes that were made together, for staff to look at and to take back. */
export function batchRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const keyring = keyringOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await BatchStore.list(table, c.get("actor"), { limit, cursor: batchesCursor(cursor) }), 200);
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid("param");
      const batch = await BatchStore.get(table, c.get("actor"), id);
      return c.json({ batch, kept: await keptOf(table, id) }, 200);
    })
    .openapi(foresight, async (c) => {
      const { id } = c.req.valid("param");
      const by = { table, now, keyring, actor: c.get("actor") };
      const { batch, looked, kept } = await foresee(by, id, now() + MOST_MS);
      const told = kept.slice(0, MOST_KEPT);
      const keeps = { undone: looked - kept.length, keeps: kept.length, kept: await named(table, told) };
      return c.json({ looked, left: batch.count - batch.undone - batch.kept, ...keeps }, 200);
    })
    .openapi(undo, async (c) => {
      const { id } = c.req.valid("param");
      const by = { actor: c.get("actor"), operation: operationName(c) };
      const until = now() + MOST_MS;
      const batch = await undoBatch({ table, now, random, keyring, ...by }, id, { until, most: MOST_STEPS });
      const left = batch.count - batch.undone - batch.kept;
      return c.json({ state: batch.state, undone: batch.undone, left, kept: await keptOf(table, id) }, 200);
    });
}

async function keptOf(table: Table, id: string): Promise<z.infer<typeof Kept>> {
  return named(table, await BatchStore.stepsKept(table, id, MOST_KEPT));
}

async function named(table: Table, steps: readonly BatchStore.Step[]): Promise<z.infer<typeof Kept>> {
  const names = await BatchStore.namesOf(table, steps);
  return steps.map(({ n, kept }) => {
    const named = names.get(n);
    return { id: named?.id ?? "", name: named?.name ?? "", reason: kept ?? "" };
  });
}
