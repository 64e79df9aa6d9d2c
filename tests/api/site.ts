import { randomUUID } from "node:crypto";
import type { Now } from "@mainstreet/core/needs";
import { createApi } from "@mainstreet/functions/api/create-api";
import { createLog } from "@mainstreet/functions/log";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { KINDS } from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { freshTable, random } from "../emulator/table.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, PLAIN_WEB } from "../publish/plain-web.ts";

export const TOKEN = "the-staff-token-of-the-tests";
export const ORIGIN = "http://mainstreet.test";

/** What a test may say about a request; whatever it leaves out is as a well-behaved staff client would have it. */
export type Ask = {
  as?: "staff" | "public" | "stranger";
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: BodyInit;
  version?: number;
  key?: string;
  headers?: Record<string, string>;
  /** Headers that are not sent after all. */
  without?: readonly string[];
};

/** An answer, with its JSON read once. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: Json };
/** Whatever an answer holds: tests look into it with `toMatchObject` and the like. */
export type Json = ReturnType<typeof JSON.parse>;

/** An API on a new table of the emulator. */
export type Site = {
  readonly app: ReturnType<typeof createApi>;
  readonly table: Table;
  /** The lines of its log. */
  readonly lines: string[];
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Publishes the table as it is now, for the search. */
  publish(): Promise<void>;
};

const TOKENS = { staff: TOKEN, stranger: `${TOKEN}x`, public: null } as const;

/** Starts an API on a new table. */
export async function startSite(
  options: Parameters<typeof freshTable>[0] & {
    staffToken?: string | null;
    wrap?: (table: Table) => Table;
    now?: Now;
  } = {},
): Promise<Site> {
  const { table: real } = await freshTable(options);
  const table = options.wrap?.(real) ?? real;
  const lines: string[] = [];
  const { staffToken = TOKEN, now = Date.now } = options;
  const log = createLog((line) => lines.push(line), Date.now);
  const site = inMemory();
  const publish = async (): Promise<void> => {
    const needs = { table: real, site, now, address: ADDRESS, web: PLAIN_WEB, signpostPages: false };
    await exportSite({ ...needs, log: () => undefined });
  };
  await publish();
  const app = createApi({ table, site, now, random, staffToken, log, version: "1.2.3" });
  return {
    app,
    table,
    lines,
    publish,
    async ask(method, path, ask = {}) {
      const answer = await app.request(`${ORIGIN}${path}`, requestOf(method, ask));
      const text = await answer.text();
      const isJson = /^application\/(problem\+)?json/.test(answer.headers.get("Content-Type") ?? "");
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        json: isJson && text ? JSON.parse(text) : undefined,
      };
    },
  };
}

function requestOf(method: string, ask: Ask): RequestInit {
  const headers = new Headers();
  const token = TOKENS[ask.as ?? "staff"];
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (method !== "GET") headers.set("Idempotency-Key", ask.key ?? randomUUID());
  if (ask.version !== undefined) headers.set("If-Match", `"v${ask.version}"`);
  const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
  if (body !== undefined) headers.set("Content-Type", "application/json");
  for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value);
  for (const name of ask.without ?? []) headers.delete(name);
  const streamed = body instanceof ReadableStream ? { duplex: "half" } : {};
  return { method, headers, ...(body !== undefined && { body }), ...streamed };
}

/** Everything in a table, in a fixed order. */
export async function everything(table: Table): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of table.scan([...KINDS, "category-tree"])) items.push(...page);
  return items.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
}

/** A route, as the OpenAPI document describes it. */
export type Route = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly "x-access": "public" | "staff";
  readonly "x-body-limit": number;
  /** What the id in its path looks like; "" without one. */
  readonly idPattern: string;
  /** The schema of its body; undefined where it takes none. */
  readonly body: Json;
  readonly statuses: readonly number[];
};

/** Every route of an API, read from the document that it serves. */
export async function routesOf({ ask }: Pick<Site, "ask">): Promise<Route[]> {
  const { json } = await ask("GET", "/api/openapi.json", { as: "public" });
  return Object.entries<Json>(json.paths).flatMap(([path, operations]) =>
    Object.entries<Json>(operations).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      const body = operation.requestBody?.content["application/json"].schema;
      const statuses = Object.keys(operation.responses).map(Number);
      const idPattern = operation.parameters?.find((p: Json) => p.name === "id")?.schema.pattern ?? "";
      return { ...operation, name: `${method} ${path}`, method, path, idPattern, body, statuses };
    }),
  );
}
