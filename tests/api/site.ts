import { randomUUID } from "node:crypto";
import type { Now } from "@mainstreet/core/needs";
import { createApi } from "@mainstreet/functions/api/create-api";
import type { CodeLimits } from "@mainstreet/functions/api/needs";
import { createLog } from "@mainstreet/functions/log";
import type { Message } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { KINDS } from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, PLAIN_WEB } from "../publish/plain-web.ts";

export const TOKEN = "the-staff-token-of-the-tests";
export const ORIGIN = "http://mainstreet.test";
export const PEPPER: Uint8Array = Buffer.alloc(32, "pepper of the tests");
/** As many codes as any test asks for, but no more to one mailbox than always. */
const CODE_LIMITS: CodeLimits = { mailbox: 3, network: 10_000, all: 10_000 };

/** What a test may say about a request; whatever it leaves out is as a well-behaved staff client would have it. */
export type Ask = {
  as?: "staff" | "public" | "stranger";
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: BodyInit;
  /** Sent as a browser sends a form, key and all. */
  form?: Readonly<Record<string, string>>;
  /** From where, as far as the server can tell. */
  address?: string;
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
  /** Sends what is in the outbox; what has been sent so far. */
  mails(): Promise<readonly Message[]>;
};

const TOKENS = { staff: TOKEN, stranger: `${TOKEN}x`, public: null } as const;

/** Starts an API on a new table. */
export async function startSite(
  options: Parameters<typeof freshTable>[0] & {
    staffToken?: string | null;
    wrap?: (table: Table) => Table;
    now?: Now;
    codeLimits?: Partial<CodeLimits>;
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
  const codeLimits = { ...CODE_LIMITS, ...options.codeLimits };
  const secrets = { staffToken, pepper: PEPPER, codeLimits, cdn: null };
  const app = createApi({ table, site, now, sleep, random, ...secrets, log, version: "1.2.3" });
  const sent: Message[] = [];
  const mailer = { send: async (message: Message) => void sent.push(message) };
  const post = openPostOffice({ table: real, now, log, mailer, from: "chamber@mainstreet.test", origin: ORIGIN });
  return {
    app,
    table,
    lines,
    publish,
    async mails() {
      await post.drain();
      return sent;
    },
    async ask(method, path, ask = {}) {
      const answer = await app.request(`${ORIGIN}${path}`, requestOf(method, ask), { address: ask.address });
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
  if (method !== "GET" && !ask.form) headers.set("Idempotency-Key", ask.key ?? randomUUID());
  if (ask.version !== undefined) headers.set("If-Match", `"v${ask.version}"`);
  const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)) ?? sentForm(ask);
  if (body !== undefined) headers.set("Content-Type", ask.form ? FORM : "application/json");
  for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value);
  for (const name of ask.without ?? []) headers.delete(name);
  const streamed = body instanceof ReadableStream ? { duplex: "half" } : {};
  return { method, headers, ...(body !== undefined && { body }), ...streamed };
}

const FORM = "application/x-www-form-urlencoded";

function sentForm({ form, key = randomUUID() }: Ask): string | undefined {
  return form && new URLSearchParams({ key, ...form }).toString();
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
  readonly "x-form": boolean;
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
