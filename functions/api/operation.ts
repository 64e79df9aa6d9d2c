import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { ErrorCode } from "@mainstreet/core/error";
import * as z from "zod";
import { IfMatch } from "./etag.ts";
import { kindOf, PROBLEM_TYPE, Problem } from "./problem.ts";

/** Who may use a route: anybody; whoever is signed in; the chamber's staff; those of them who say who is staff. */
export const Access = z.enum(["public", "signed-in", "staff", "admin"]);
export type Access = z.infer<typeof Access>;

const BODY_LIMIT = 64 * 1024;

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, "must be 8 to 200 visible ASCII characters")
  .meta({ description: "New for each request; the same again when the same request is sent again." });

/** The headers of a request that reads one entity. */
export const Reading = z.object({
  "If-None-Match": z.string().optional().meta({ description: "The ETag of the version that is known already" }),
});

/** The headers of a request that makes something. */
export const Making = z.object({ "Idempotency-Key": IdempotencyKey });

/** The headers of a request that changes something. */
export const Editing = Making.extend({ "If-Match": IfMatch });

type Config = Omit<RouteConfig, "path"> & {
  summary: string;
  tags: string[];
  /** What a request that is in order may be refused for all the same, by how things are. */
  "x-refuses"?: readonly ErrorCode[];
  /** False for what stores nothing, or ends the session it comes in: the same key is not looked for again. */
  "x-repeatable"?: boolean;
  /**
   * True for the one change that mail programs make for their readers (RFC 8058). They come from nowhere, with no key and no
   * cookie, so it counts alone who holds the token at the end of its path; it looks at no session, and done twice is done once.
   */
  "x-one-click"?: boolean;
};
/** In the types a 500 has no content, so that a handler may also answer with a stored `Response`. */
type Declared = { responses: { 500: { description: string } } };

/**
 * Declares a route: who may use it, what goes in, what comes out when all is well. The answers for when it is not, the
 * limit of the body and the security scheme are added here, from the same declaration that the gate obeys.
 */
export function declare<P extends string, R extends Config & { path: P }>(access: Access, config: R): R & Declared {
  return {
    ...config,
    "x-access": access,
    "x-recent": config["x-recent"] ?? false,
    "x-shared-seconds": config["x-shared-seconds"] ?? 0,
    "x-body-limit": config["x-body-limit"] ?? (config.request?.body ? BODY_LIMIT : 0),
    "x-form": config["x-form"] ?? false,
    "x-one-click": config["x-one-click"] ?? false,
    security: access === "public" ? [{}, { session: [] }] : [{ session: [] }],
    responses: { ...problems(access, config), ...config.responses },
  };
}

/** An answer in JSON. */
export function json<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { "application/json": { schema } } };
}

/** An answer that is one entity at one version. */
export function entity<S extends z.ZodType>(description: string, schema: S) {
  const headers = { ETag: { description: 'Its version, such as "v3"', schema: { type: "string" as const } } };
  return { ...json(description, schema), headers };
}

/** A body in JSON. */
export function body<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } };
}

/** A body that is a file of one of these media types, taken as it is. */
export function file<T extends string>(...types: readonly T[]) {
  const schema = { type: "string" as const, format: "binary" };
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/** The answer to a GET for a version that the asker has already. */
export const UNCHANGED = { description: "The version in If-None-Match is the current one" };

/** An answer to a request that cannot be done, for one of these reasons. */
export function problem(...codes: ErrorCode[]) {
  return {
    description: codes.map((code) => kindOf(code).title).join("; "),
    content: { [PROBLEM_TYPE]: { schema: Problem } },
  };
}

function problems(access: Access, config: Config & { path: string }) {
  const { method, path, request, "x-refuses": refuses = [] } = config;
  const isOneClick = config["x-one-click"] ?? false;
  const changes = method !== "get" && !isOneClick;
  const isRepeatable = config["x-repeatable"] ?? true;
  const codes: ErrorCode[] = [...refuses];
  if (access !== "public") codes.push("unauthenticated");
  if (access === "staff" || access === "admin") codes.push("forbidden", "unproved");
  if (config["x-recent"]) codes.push("unproved");
  if (path.includes("{")) codes.push("not-found");
  if (request?.query) codes.push("invalid");
  if (isOneClick) codes.push("malformed", "too-large", "unsupported-type");
  if (changes) codes.push("malformed", "key-required", "forbidden", "too-large", "unsupported-type");
  if (changes && request?.body) codes.push("invalid");
  if (changes && isRepeatable) codes.push("key-reused");
  if (takes(config, "If-Match")) codes.push("stale", "version-required");
  const byStatus = Map.groupBy(new Set(codes), (code) => kindOf(code).status);
  return {
    ...Object.fromEntries([...byStatus].map(([status, same]) => [status, problem(...same)])),
    500: { ...problem(), description: "Something went wrong here" },
    503: problem("busy"),
  };
}

/** A route as the gate and the log know it. */
export type Operation = {
  readonly method: string;
  /** As in the OpenAPI document: "/api/members/{id}". */
  readonly path: string;
  readonly pattern: RegExp;
  readonly access: Access;
  /** Whether it is for those only who have proved who they are within the last quarter of an hour. */
  readonly recent: boolean;
  /** In bytes; 0 for a route that takes no body. */
  readonly bodyLimit: number;
  /** The media types of a body that is a file; empty where it is JSON. */
  readonly fileTypes: readonly string[];
  /** Whether people meet it in a browser without scripts: it takes forms, and answers them with pages. */
  readonly form: boolean;
  /** Whether it is the one change that is made from anywhere, without a key and without a session. */
  readonly oneClick: boolean;
  /** For so long a CDN may give the same answer to everybody; 0 for an answer that is kept nowhere. */
  readonly sharedSeconds: number;
};

const Extensions = z.object({
  "x-access": Access,
  "x-recent": z.boolean(),
  "x-body-limit": z.int().min(0),
  "x-form": z.boolean(),
  "x-one-click": z.boolean(),
  "x-shared-seconds": z.int().min(0),
});

/** The routes that have been declared. @throws when one says not who may use it, or changes things without a key */
export function operationsOf(registry: OpenAPIHono["openAPIRegistry"]): Operation[] {
  return registry.definitions.flatMap((definition) => {
    if (definition.type !== "route") return [];
    const { route } = definition;
    const name = `${route.method.toUpperCase()} ${route.path}`;
    const declared = Extensions.safeParse(route);
    if (!declared.success) throw new Error(`${name} does not declare who may use it: make it with declare().`);
    const { "x-access": access, "x-shared-seconds": sharedSeconds, "x-one-click": oneClick } = declared.data;
    if (oneClick && (access !== "public" || !route.path.endsWith("/{token}") || route.method !== "post"))
      throw new Error(`${name} may not be done with one click.`);
    if (route.method !== "get" && !oneClick && !takes(route, "Idempotency-Key"))
      throw new Error(`${name} takes no Idempotency-Key.`);
    if (sharedSeconds > 0 && (access !== "public" || route.method !== "get"))
      throw new Error(`${name} may not be kept for others.`);
    return {
      method: route.method.toUpperCase(),
      path: route.path,
      pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
      access,
      recent: declared.data["x-recent"],
      bodyLimit: declared.data["x-body-limit"],
      fileTypes: Object.keys(route.request?.body?.content ?? {}).filter((type) => type !== "application/json"),
      form: declared.data["x-form"],
      oneClick,
      sharedSeconds,
    };
  });
}

function takes({ request }: Pick<RouteConfig, "request">, header: string): boolean {
  return request?.headers instanceof z.ZodObject && header in request.headers.shape;
}
