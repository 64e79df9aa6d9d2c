import type { Context } from "hono";
import type { ApiEnv } from "../needs.ts";

/** Whether somebody asks who reads pages: who sent a form, or whose program would rather have a page than data. */
export function wantsPage(c: Context<ApiEnv>): boolean {
  if (!c.get("operation")?.form) return false;
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    // A form that could be read has become JSON on its way here.
    return (
      c.get("typed") !== undefined || /^application\/x-www-form-urlencoded/i.test(c.req.header("Content-Type") ?? "")
    );
  }
  return /\btext\/html\b/.test(c.req.header("Accept") ?? "");
}
