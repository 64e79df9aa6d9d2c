import { requireTrusted } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../needs.ts";
import type { Operation } from "../operation.ts";
import { receiveBody } from "./receive-body.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { authenticator } from "./staff-token.ts";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Lets a request through to its handler only when it matches a declared operation and its sender may use it. What is not
 * declared cannot be reached, even when a handler for it has been registered.
 */
export function gate({
  operations,
  staffToken,
}: {
  operations: readonly Operation[];
  staffToken: string | null;
}): MiddlewareHandler<ApiEnv> {
  const actorOf = authenticator(staffToken);
  return async function gate(c, next) {
    const { method, path } = c.req;
    const safe = SAFE.has(method);
    if (!safe) requireSameOrigin(c.req.raw);
    const actor = actorOf(c.req.header("Authorization"));
    c.set("actor", actor);

    const here = operations.filter((operation) => operation.pattern.test(path));
    const operation = here.find((o) => o.method === (method === "HEAD" ? "GET" : method));
    if (here.length === 0) throw new ChamberError("not-found", "There is nothing at this address.");
    if (!operation) {
      c.header("Allow", here.map((o) => (o.method === "GET" ? "GET, HEAD" : o.method)).join(", "));
      throw new ChamberError("not-allowed", "This address does not know that method.");
    }
    c.set("operation", operation);
    if (operation.access === "staff") requireTrusted(actor);

    if (!safe) await receiveBody(c, operation);
    await next();
  };
}
