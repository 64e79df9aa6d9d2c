import type { Now, Random } from "@mainstreet/core/needs";
import type { MiddlewareHandler } from "hono";
import type { Log } from "../../log.ts";
import type { ApiEnv } from "../needs.ts";

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Gives every request an id, every answer the headers they all carry, and the log a line. */
export function record({ log, now, random }: { log: Log; now: Now; random: Random }): MiddlewareHandler<ApiEnv> {
  return async function record(c, next) {
    const began = now();
    const requestId = Buffer.from(random(12)).toString("hex");
    c.set("requestId", requestId);

    await next();

    const { headers, status } = c.res;
    headers.set("X-Request-Id", requestId);
    const shared = status === 200 || status === 304 ? (c.get("operation")?.sharedSeconds ?? 0) : 0;
    // Other answers differ by who asks and are never kept by anything between (Klarna, 2021).
    headers.set("Cache-Control", shared > 0 ? `public, max-age=0, s-maxage=${shared}, must-revalidate` : "no-store");
    headers.set("Vary", shared > 0 ? "Accept" : "Cookie");
    headers.set("X-Content-Type-Options", "nosniff");
    const code = c.get("code");
    log({
      level: status >= 500 ? "error" : "info",
      event: "request",
      requestId,
      // A method is a word of the sender's choice, and a path may hold anything.
      method: METHODS.has(c.req.method) ? c.req.method : "other",
      route: c.get("operation")?.path ?? "none",
      status,
      ms: now() - began,
      bytes: c.get("body")?.length ?? 0,
      ...(code && { code }),
    });
  };
}
