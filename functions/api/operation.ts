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

type Config = Omit<RouteConfig, "path"> & { summary: string; tags: string[] };
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

/** The answer to a GET for a version that the asker has already. */
export const UNCHANGED = { description: "The version in If-None-Match is the current one" };

/** An answer to a request that cannot be done, for one of these reasons. */
export function problem(...codes: ErrorCode[]) {
  return {
    description: codes.map((code) => kindOf(code).title).join("; "),
    content: { [PROBLEM_TYPE]: { schema: Problem } },
  };
}

function problems(access: Access, config: Omit<RouteConfig, "path">) {
  return {
    401: problem("unauthenticated"),
    404: problem("not-found"),
    ...(access !== "public" && { 403: problem("forbidden", "unproved") }),
    ...(config.request?.query && { 400: problem("malformed"), 422: problem("invalid") }),
    ...(config.method !== "get" && {
      400: problem("malformed", "key-required"),
      403: problem("forbidden", "unproved"),
      409: problem("taken", "in-use", "full", "closed"),
      413: problem("too-large"),
      415: problem("unsupported-type"),
      422: problem("invalid", "key-reused"),
    }),
    ...(takes(config, "If-Match") && { 412: problem("stale"), 428: problem("version-required") }),
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
  /** Whether people meet it in a browser without scripts: it takes forms, and answers them with pages. */
  readonly form: boolean;
  /** For so long a CDN may give the same answer to everybody; 0 for an answer that is kept nowhere. */
  readonly sharedSeconds: number;
};

const Extensions = z.object({
  "x-access": Access,
  "x-recent": z.boolean(),
  "x-body-limit": z.int().min(0),
  "x-form": z.boolean(),
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
    if (route.method !== "get" && !takes(route, "Idempotency-Key"))
      throw new Error(`${name} takes no Idempotency-Key.`);
    const { "x-access": access, "x-shared-seconds": sharedSeconds } = declared.data;
    if (sharedSeconds > 0 && (access !== "public" || route.method !== "get"))
      throw new Error(`${name} may not be kept for others.`);
    return {
      method: route.method.toUpperCase(),
      path: route.path,
      pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
      access,
      recent: declared.data["x-recent"],
      bodyLimit: declared.data["x-body-limit"],
      form: declared.data["x-form"],
      sharedSeconds,
    };
  });
}

function takes({ request }: Pick<RouteConfig, "request">, header: string): boolean {
  return request?.headers instanceof z.ZodObject && header in request.headers.shape;
}
