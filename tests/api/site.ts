import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Now } from "@mainstreet/core/needs";
import type { StaffPasskey } from "@mainstreet/core/session";
import { type Api, createApi } from "@mainstreet/functions/api/create-api";
import type { CodeLimits } from "@mainstreet/functions/api/needs";
import { SESSION_COOKIE } from "@mainstreet/functions/api/sign-in/session-cookie";
import { createLog } from "@mainstreet/functions/log";
import type { Message } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { createPreview } from "@mainstreet/functions/publish/preview";
import { KINDS } from "@mainstreet/store/keys";
import type { Action, Item, Table } from "@mainstreet/store/table";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING, PEPPER, type Roles, settlePerson, startSession } from "../people.ts";
import { type TestPictures, testPictures } from "../pictures.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, PLAIN_WEB } from "../publish/plain-web.ts";
import { nameOf, noting } from "./noted-table.ts";

export const ORIGIN = "http://mainstreet.test";
/** As many codes as any test asks for, but no more to one mailbox than always. */
const CODE_LIMITS: CodeLimits = { mailbox: 3, network: 10_000, domain: 10_000, all: 10_000 };

/** What a test may say about a request; whatever it leaves out is as a well-behaved staff client would have it. */
export type Ask = {
  /** Staff are an administrator by default; a person is signed in and may do nothing. */
  as?: "staff" | "person" | "public";
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
  readonly app: Api;
  readonly table: Table;
  /** The lines of its log. */
  readonly lines: string[];
  /** What was uploaded. */
  readonly pictures: TestPictures;
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Publishes the table as it is now, for the search. */
  publish(): Promise<void>;
  /** How many transactions of its table were carried out: as many as before means that nothing has changed. */
  commits(): number;
  /** What another site can begin with. */
  copy(): Promise<Copy>;
  /** Puts everything back as it is in a copy: much less work than another site. */
  rewind(copy: Copy): Promise<void>;
  /** Sends what is in the outbox; what has been sent so far. */
  mails(): Promise<readonly Message[]>;
};

/** All that a site has: to write it down again takes a fraction of the time in which it came about. */
export type Copy = {
  readonly items: readonly Item[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly media: ReadonlyMap<string, Uint8Array>;
  readonly sent: ReadonlyMap<string, Uint8Array>;
  readonly cookies: Cookies;
};

/** A session of the tests goes on for years, and its proof is always recent. */
const LONG_MS = 10 * 365 * 24 * 60 * 60 * 1000;
export const STAFF_EMAIL = "staff@mainstreet.test";
export const PERSON_EMAIL = "person@mainstreet.test";

/** Starts an API on a new table, with nothing but a chamber in it or with what a copy holds. */
export async function startSite(
  options: Parameters<typeof freshTable>[0] & {
    staffPasskey?: StaffPasskey;
    wrap?: (table: Table) => Table;
    now?: Now;
    codeLimits?: Partial<CodeLimits>;
    preview?: null;
    copy?: Copy;
  } = {},
): Promise<Site> {
  const { copy } = options;
  const noted = noting((await freshTable(copy ? { ...options, chamber: null } : options)).table);
  const real = noted.table;
  const table = options.wrap?.(real) ?? real;
  const lines: string[] = [];
  const { staffPasskey = "offered", now = Date.now } = options;
  const log = createLog((line) => lines.push(line), Date.now);
  const site = inMemory(new Map(copy?.files));
  const pictures = testPictures(copy?.media, now, copy?.sent);
  const { media } = pictures;
  const publish = async (): Promise<void> => {
    const needs = { table: real, site, now, address: ADDRESS, web: PLAIN_WEB, media, signpostPages: false };
    await exportSite({ ...needs, log: () => undefined });
  };
  if (copy) await write(real, copy.items);
  else await publish();
  const codeLimits = { ...CODE_LIMITS, ...options.codeLimits };
  const secrets = { pepper: PEPPER, codeLimits, cdn: null };
  const rules = { origin: ORIGIN, base: "/", staffPasskey };
  const preview = options.preview === null ? null : createPreview({ web: PLAIN_WEB, address: ADDRESS, media });
  const needs = { table, site, now, sleep, random, ...secrets, ...rules, preview, log };
  const app = createApi({ ...needs, pictures: pictures.pictures, imports: pictures.imports, version: "1.2.3" });
  const cookies = copy?.cookies ?? (await signInAll(real, now()));
  const sent: Message[] = [];
  const mailer = { send: async (message: Message) => void sent.push(message) };
  const post = openPostOffice({
    table: real,
    keyring: KEYRING,
    now,
    log,
    mailer,
    from: "chamber@mainstreet.test",
    origin: ORIGIN,
  });
  let last: Copy | null = null;
  return {
    app,
    table,
    lines,
    pictures,
    publish,
    commits: noted.commits,
    async copy() {
      const files = { files: new Map(site.files), media: new Map(media.files), sent: new Map(pictures.sent.files) };
      last = { items: await everything(real), ...files, cookies };
      noted.forget();
      return last;
    },
    async rewind(to) {
      const items = new Map(to.items.map((item) => [nameOf(item), item]));
      // What was not touched since it was copied or put back is as it was.
      if (to === last) await noted.putBack(items);
      else await restore(real, items);
      last = to;
      noted.forget();
      for (const [files, was] of [
        [site.files, to.files],
        [media.files, to.media],
        [pictures.sent.files, to.sent],
        [pictures.quarantine.files, new Map<string, Uint8Array>()],
      ] as const) {
        files.clear();
        for (const [path, bytes] of was) files.set(path, bytes);
      }
      lines.length = 0;
      sent.length = 0;
    },
    async mails() {
      await post.drain();
      return sent;
    },
    async ask(method, path, ask = {}) {
      const request = new Request(`${ORIGIN}${path}`, requestOf(method, ask, cookies));
      const answer = await app.fetch(request, ask.address === undefined ? {} : { address: ask.address });
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

type Cookies = Readonly<Record<NonNullable<Ask["as"]>, string | null>>;

/** Signs in whoever tests ask as, with a passkey, in sessions that outlive every test. */
async function signInAll(table: Table, now: number): Promise<Cookies> {
  const later = now + LONG_MS;
  const lasting = { seenAt: later, expires: later, provedAt: later, proof: "passkey" } as const;
  const cookieOf = async (email: string, roles: Roles) => {
    const person = await settlePerson(table, email, roles);
    return (await startSession(table, person, lasting, now)).headers.Cookie;
  };
  return {
    staff: await cookieOf(STAFF_EMAIL, { staff: "admin" }),
    person: await cookieOf(PERSON_EMAIL, {}),
    public: null,
  };
}

function requestOf(method: string, ask: Ask, cookies: Cookies): RequestInit {
  const headers = new Headers();
  const cookie = cookies[ask.as ?? "staff"];
  if (method !== "GET" && method !== "HEAD") headers.set("Origin", ORIGIN);
  if (method !== "GET" && !ask.form) headers.set("Idempotency-Key", ask.key ?? randomUUID());
  if (ask.version !== undefined) headers.set("If-Match", `"v${ask.version}"`);
  const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)) ?? sentForm(ask);
  if (body !== undefined) headers.set("Content-Type", ask.form ? FORM : "application/json");
  for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value);
  const own = headers.get("Cookie");
  // Whoever brings a session of their own does not come as somebody else too.
  if (cookie && !own?.includes(SESSION_COOKIE)) headers.set("Cookie", own ? `${own}; ${cookie}` : cookie);
  for (const name of ask.without ?? []) headers.delete(name);
  const streamed = body instanceof ReadableStream ? { duplex: "half" } : {};
  return { method, headers, ...(body !== undefined && { body }), ...streamed };
}

const FORM = "application/x-www-form-urlencoded";

function sentForm({ form, key = randomUUID() }: Ask): string | undefined {
  return form && new URLSearchParams({ key, ...form }).toString();
}

async function write(table: Table, items: readonly Item[]): Promise<void> {
  const puts = items.map((item) => ({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } }));
  for (let from = 0; from < puts.length; from += 100) await table.transact(puts.slice(from, from + 100));
}

/** Makes a table hold these items and no others. */
async function restore(table: Table, wanted: ReadonlyMap<string, Item>): Promise<void> {
  const found = await everything(table);
  const same = new Set<string>();
  const steps: Action[] = [];
  for (const item of found) {
    const name = nameOf(item);
    if (isDeepStrictEqual(wanted.get(name), item)) same.add(name);
    else if (!wanted.has(name)) steps.push({ remove: { pk: String(item.pk), sk: String(item.sk) } });
  }
  for (const [name, item] of wanted)
    if (!same.has(name)) steps.push({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } });
  for (let from = 0; from < steps.length; from += 100) await table.transact(steps.slice(from, from + 100));
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
  readonly "x-access": "public" | "signed-in" | "staff" | "admin";
  readonly "x-recent": boolean;
  readonly "x-body-limit": number;
  readonly "x-form": boolean;
  /** Whether mail programs make this change for their readers, without a key and from nowhere. */
  readonly "x-one-click": boolean;
  /** What the id in its path looks like; "" without one. */
  readonly idPattern: string;
  /** What its paths look like. */
  readonly pattern: RegExp;
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
      const body = operation.requestBody?.content["application/json"]?.schema;
      const statuses = Object.keys(operation.responses).map(Number);
      const idPattern = operation.parameters?.find((p: Json) => p.name === "id")?.schema.pattern ?? "";
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return { ...operation, name: `${method} ${path}`, method, path, pattern, idPattern, body, statuses };
    }),
  );
}
