import type { OpenAPIHonoOptions } from "@hono/zod-openapi";
import { ChamberError, type FieldError } from "@mainstreet/core/error";
import type * as z from "zod";
import { noVersion } from "./etag.ts";
import type { ApiEnv } from "./needs.ts";

const MOST_FIELDS = 50;
const LONGEST_PATH = 200;

/** What happens when a part of a request does not pass its schema. */
export const refuseInvalid: NonNullable<OpenAPIHonoOptions<ApiEnv>["defaultHook"]> = (result, c) => {
  if (result.success) return;
  if (result.target === "param") throw new ChamberError("not-found", "There is nothing at this address.");
  if (result.target === "header") {
    if (result.error.issues.some((issue: z.core.$ZodIssue) => issue.path[0] === "Idempotency-Key"))
      throw new ChamberError("key-required", "Send an Idempotency-Key of 8 to 200 visible ASCII characters.");
    throw noVersion(c.req.header("If-Match"));
  }
  throw invalid(result.error);
};

/** The failure of data that do not pass their schema, field by field. */
export function invalid(error: z.ZodError): ChamberError {
  const fields = error.issues.flatMap(fieldErrors).slice(0, MOST_FIELDS);
  return new ChamberError("invalid", "Some fields are not right. Nothing has been saved.", { fields });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const at = (path: readonly PropertyKey[]) => path.map(String).join(".").slice(0, LONGEST_PATH);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: at([...issue.path, key]), message: "is not a field here" }));
  // Of "empty or an e-mail address" the last one says what was meant.
  const nested = issue.code === "invalid_union" ? issue.errors.at(-1)?.[0] : undefined;
  return [{ path: at(issue.path), message: nested?.message ?? issue.message }];
}
