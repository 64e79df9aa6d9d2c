import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import * as ImportFileStore from "@mainstreet/store/import-file-store";
import { keyringOf } from "@mainstreet/store/keyring";
import type { Context } from "hono";
import * as z from "zod";
import { kept } from "../../kept.ts";
import { FileDescription } from "../imports/file-description.ts";
import type { FileNeeds } from "../imports/import-needs.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once, operationName } from "../once.ts";
import { body, declare, entity, file, json, Making, problem } from "../operation.ts";

const tags = ["imports"];
const params = z.object({ id: idOf("import") });
/** As the command line's limit is where it is not raised. */
const MOST_BYTES = 5 * 1024 * 1024;
/** A mapping of 64 columns with long names. */
const MOST_MAPPING = 512 * 1024;
const ROWS_A_PAGE = 200;
/** Work of one request, once the file has been read: progress is to be seen. */
const WORK_MS = 1_500;
/** On a machine that is busy a request begins no more work after so long: with what it has begun it ends within five seconds. */
const MOST_MS = 3_000;

const FileName = z
  .string()
  .max(600)
  .optional()
  .meta({ description: "What the file is called, percent-encoded: not in the address, which others may log" });
const Sent = z.strictObject({
  mapping: z.record(z.string().max(4096), z.string().max(40)),
  defaults: z.record(z.string().max(40), z.string().max(4096)).default({}),
});
const Counts = z.strictObject({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
const Kind = z.enum(["added", "changed", "unchanged", "rejected"]);
const PlanHash = z.string().regex(/^[0-9a-f]{64}$/, "must be the hash of a plan");

const send = declare("staff", {
  method: "post",
  path: "/api/staff/imports",
  summary: "Send a spreadsheet as CSV; nothing of it is imported yet",
  tags,
  "x-body-limit": MOST_BYTES,
  request: { headers: Making.extend({ "X-File-Name": FileName }), body: file("text/csv", "application/octet-stream") },
  responses: { 201: entity("What it is, and what its columns could become", FileDescription), 422: problem("invalid") },
});

const read = declare("staff", {
  method: "get",
  path: "/api/staff/imports/{id}",
  summary: "A spreadsheet that was sent",
  tags,
  "x-refuses": ["expired"],
  request: { params },
  responses: { 200: json("What it is, and what its columns could become", FileDescription) },
});

/** A plan of which nothing can be said. */
const NOT_YET = {
  rows: [],
  totals: { rows: 0, added: 0, changed: 0, unchanged: 0, rejected: 0 },
  ...{ toPin: 0, newCategories: [], planHash: null, finished: false },
};

const plan = declare("staff", {
  method: "post",
  path: "/api/staff/imports/{id}/plan",
  summary: "What an import would do, row by row; nothing is written. Sent again with its cursor until it is finished",
  "x-repeatable": false,
  "x-refuses": ["expired"],
  "x-body-limit": MOST_MAPPING,
  tags,
  request: {
    params,
    headers: Making,
    body: body(
      Sent.extend({
        /** Only rows of this kind. */
        kind: Kind.nullable().default(null),
        cursor: z
          .string()
          .regex(/^\d{1,6}$/, "must come from a page of the same plan")
          .nullable()
          .default(null),
      }),
    ),
  },
  responses: {
    200: json(
      "Some rows of the plan, and how many there are of each kind",
      z.strictObject({
        rows: z.array(
          z
            .strictObject({
              row: z.int(),
              name: z.string(),
              kind: Kind,
              reason: z.string(),
              fields: z.array(z.strictObject({ field: z.string(), from: z.string(), to: z.string() })),
            })
            .meta({ id: "PlannedRow" }),
        ),
        cursor: z.string().nullable(),
        totals: Counts,
        /** How many of the added ones have no place on the map yet. */
        toPin: z.int(),
        newCategories: z.array(z.string()),
        /** Null while it is not finished: sent again with the cursor, it goes on. */
        planHash: z.string().nullable(),
        /** Rows that were looked at, and whether that is all of them. */
        done: z.int(),
        finished: z.boolean(),
      }),
    ),
  },
});

const apply = declare("staff", {
  method: "post",
  path: "/api/staff/imports/{id}/apply",
  summary: "Import some of the rows: sent again until it is finished",
  // What was imported is not imported again, whoever asks how often.
  "x-repeatable": false,
  "x-refuses": ["expired", "conflict", "closed", "in-use"],
  "x-body-limit": MOST_MAPPING,
  tags,
  request: { params, headers: Making, body: body(Sent.extend({ planHash: PlanHash })) },
  responses: {
    200: json(
      "How far it has come",
      Counts.extend({ done: z.int(), finished: z.boolean(), batchId: z.string().nullable() }),
    ),
  },
});

const rejected = declare("staff", {
  method: "get",
  path: "/api/staff/imports/{id}/rejected",
  summary: "The rows that could not be imported, with the reasons: put right, it can be sent as it is",
  tags,
  "x-refuses": ["expired"],
  request: { params },
  responses: { 200: { description: "A CSV file", content: { "text/csv": { schema: { type: "string" } } } } },
});

/** Imports of spreadsheets that staff send. */
export function importRoutes(needs: Needs) {
  const { table, now, random, sleep, imports } = needs;
  const keyring = keyringOf(needs.pepper);
  // Most starts of the API see no spreadsheet.
  const work = kept(async () => (await import("../imports/file-work.ts")).fileWork(needs));
  const needsOf = (c: Context<ApiEnv>): FileNeeds => ({
    ...{ table, now, random, sleep, keyring, imports },
    actor: c.get("actor"),
    operation: operationName(c),
  });
  const fileOf = (c: Context<ApiEnv>, id: string) => ImportFileStore.get(table, c.get("actor"), id, now());

  return new OpenAPIHono<ApiEnv>()
    .openapi(send, async (c) => {
      const bytes = c.get("body");
      const name = nameOf(c.req.valid("header")["X-File-Name"]);
      const complete = async (shown: string) => {
        const { id } = z.object({ id: z.string() }).parse(JSON.parse(shown));
        return (await work()).describe(await fileOf(c, id));
      };
      return once<ImportFile>(c, needs, { status: 201, show: ({ id }) => ({ id }), complete }, async (write) => {
        const draft = ImportFileStore.draft(write, { name, size: bytes.length });
        // Whatever is wrong with it is said before anything of it is kept.
        await (await work()).check(draft, bytes);
        await imports.keep(draft.id, bytes);
        return ImportFileStore.create(table, write, draft);
      });
    })
    .openapi(read, async (c) => {
      const sent = await fileOf(c, c.req.valid("param").id);
      return c.json(await (await work()).describe(sent), 200);
    })
    .openapi(plan, async (c) => {
      const until = now() + MOST_MS;
      const { mapping: columns, defaults, kind, cursor } = c.req.valid("json");
      const sent = await fileOf(c, c.req.valid("param").id);
      const how = { isFirst: cursor === null, until };
      const { done, planned } = await (await work()).plan(needsOf(c), sent, { columns, defaults }, how);
      if (planned === null) return c.json({ ...NOT_YET, cursor: cursor ?? "0", done }, 200);
      const { plan, hash } = planned;
      const of = kind === null ? plan.rows : plan.rows.filter((row) => row.kind === kind);
      const from = Number(cursor ?? 0);
      const end = from + ROWS_A_PAGE;
      const rows = of.slice(from, end).map(({ fields, ...row }) => ({ ...row, fields: [...fields] }));
      const { toPin, report: totals, newCategories } = plan;
      const next = end < of.length ? String(end) : null;
      const all = { totals, toPin, newCategories: [...newCategories], planHash: hash };
      return c.json({ rows, cursor: next, ...all, done: totals.rows, finished: true }, 200);
    })
    .openapi(apply, async (c) => {
      const until = now() + MOST_MS;
      const { id } = c.req.valid("param");
      const { mapping: columns, defaults, planHash } = c.req.valid("json");
      const sent = await fileOf(c, id);
      const what = { sent: { columns, defaults }, planHash, workMs: WORK_MS, until };
      const { report, done, finished, batchId } = await (await work()).apply(needsOf(c), sent, what);
      return c.json({ ...report, done, finished, batchId }, 200);
    })
    .openapi(rejected, async (c) => {
      const sent = await fileOf(c, c.req.valid("param").id);
      const csv = sent.state === "done" ? await keptOf(sent) : await rejectedNow(c, sent);
      const headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="rejected.csv"',
      };
      return c.body(csv, 200, headers);
    });

  async function keptOf({ id }: ImportFile): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array((await imports.readRejected(id)) ?? []);
  }

  async function rejectedNow(c: Context<ApiEnv>, sent: ImportFile): Promise<Uint8Array<ArrayBuffer>> {
    return new TextEncoder().encode(await (await work()).rejected(needsOf(c), sent));
  }
}

/** What a file is called, as far as that can be read. */
function nameOf(sent: string | undefined): string {
  try {
    const name = decodeURIComponent(sent ?? "").replaceAll(/\p{Cc}/gu, "");
    return name.trim().slice(0, 200) || "members.csv";
  } catch {
    return "members.csv";
  }
}
