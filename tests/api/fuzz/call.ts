import { randomUUID } from "node:crypto";
import { ORIGIN, type Route } from "../site.ts";

/** One request, as it goes out. */
export type Call = {
  readonly route: Route;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | undefined;
};

/** A call that is in order, as far as its headers go. */
export function callOf(
  route: Route,
  request: {
    readonly path: string;
    readonly cookies: readonly (string | null | undefined)[];
    readonly version: number | undefined;
    readonly body: unknown;
    /** Sent as it is, instead of `body`. */
    readonly raw?: BodyInit | undefined;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Call {
  const { method } = route;
  const { path, cookies, version, body, raw, headers = {} } = request;
  const own = cookies.filter((cookie) => typeof cookie === "string");
  const { Cookie: _, ...others } = headers;
  return {
    route,
    method,
    path,
    headers: {
      ...(own.length > 0 && { Cookie: own.join("; ") }),
      ...(method !== "GET" && { Origin: ORIGIN, "Idempotency-Key": randomUUID() }),
      ...(version !== undefined && { "If-Match": `"v${version}"` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...others,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  };
}

/** The call with other headers; what is undefined is left out. */
export function withHeaders(call: Call, change: Readonly<Record<string, string | undefined>>): Call {
  const all: Record<string, string | undefined> = { ...call.headers, ...change };
  const headers = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { ...call, headers };
}

/** The same once more, as another request. */
export function anew(call: Call): Call {
  return call.method === "GET" ? call : withHeaders(call, { "Idempotency-Key": randomUUID() });
}

/** Another request with the same key. */
export function otherwise(call: Call): Call {
  if (typeof call.body === "string") return { ...call, body: `${call.body} ` };
  return withHeaders(call, { "If-Match": '"v7"' });
}

/** The call as a browser without scripts makes it. */
export function asForm(call: Call): Call {
  const { "Idempotency-Key": key = "", ...headers } = call.headers;
  const typed = new URLSearchParams({ key });
  flatten("", fieldsOf(call), typed);
  const form = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" };
  return { ...call, headers: { ...headers, ...form }, body: typed.toString() };
}

/** The fields of the body, as far as it has any: a file has none. */
export function fieldsOf({ body, headers }: Call): Record<string, unknown> {
  const isJson = typeof body === "string" && headers["Content-Type"] === "application/json";
  const json: unknown = isJson ? JSON.parse(body) : {};
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}

function flatten(at: string, value: unknown, into: URLSearchParams): void {
  if (Array.isArray(value) && value.length === 0) into.set(`${at}.0.name`, "");
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) flatten(at ? `${at}.${name}` : name, part, into);
  } else if (typeof value === "number") into.set(`${at}:int`, String(value));
  else into.set(at, String(value));
}
