import { ChamberError } from "@mainstreet/core/error";
import type { Context } from "hono";
import * as z from "zod";

/** The entity tag of a version. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

/** The `If-Match` of an edit: the one version it saw. */
export const IfMatch = z
  .string()
  .regex(/^"v[1-9]\d{0,14}"$/, 'must be the ETag of the version you saw, such as "v3"')
  .transform((tag) => Number(tag.slice(2, -1)));

/** Why an `If-Match` was not taken: there is none, or it cannot be read. */
export function noVersion(given: string | undefined): ChamberError {
  // A star would mean "whichever version": that is how one person's edit wipes out another's.
  if (given === undefined || given.trim() === "*")
    return new ChamberError("version-required", "Send If-Match with the ETag of the version you saw.");
  return new ChamberError("malformed", 'If-Match must be one ETag such as "v3".');
}

/** Answers with one entity and its tag, or that the asker has this version already. */
export function found(c: Context, version: number, entity: object): Response {
  const ETag = etagOf(version);
  return known(c, ETag) ? c.body(null, 304, { ETag }) : c.json(entity, 200, { ETag });
}

/** Whether the asker has the answer with this tag already. */
export function known(c: Context, etag: string): boolean {
  const seen = c.req.header("If-None-Match")?.split(",") ?? [];
  // A proxy may have weakened the tag on its way; for a GET weak and strong count the same (RFC 9110, 13.1.2).
  return seen.map((tag) => tag.trim().replace(/^W\//, "")).some((tag) => tag === etag || tag === "*");
}
