import { Conflict } from "@mainstreet/core/change-request-conflict";
import { ChamberError, type ErrorCode } from "@mainstreet/core/error";
import { OwnField } from "@mainstreet/core/own-field";
import { isPassing } from "@mainstreet/store/retry";
import { Refused } from "@mainstreet/store/table";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import { framesOf, type Log } from "../log.ts";
import type { ApiEnv } from "./needs.ts";

/** What a failed request is answered with: a problem document (RFC 9457). */
export const Problem = z
  .strictObject({
    type: z.string().regex(/^\/problems\/[a-z-]+$/),
    title: z.string(),
    status: z.int(),
    /** A sentence for people. */
    detail: z.string(),
    code: z.string(),
    /** With `invalid`: what did not pass, field by field. */
    fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    /** With `stale`: the version it is at now. */
    version: z.int().optional(),
    /** With `stale` and `conflict`, of a listing: what was to be set, and what somebody else has set meanwhile. */
    clashes: z
      .array(z.strictObject({ field: OwnField, yours: z.unknown().optional(), theirs: z.unknown() }))
      .optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The media type of a problem document. */
export const PROBLEM_TYPE = "application/problem+json";

/** An edit of a version that is no longer the current one. */
export class Stale extends ChamberError {
  readonly version: number;
  constructor(version: number, cause: unknown) {
    super("stale", `Somebody else has changed this meanwhile: it is at version ${version}. Load it again.`, { cause });
    this.version = version;
  }
}

const UNEXPECTED = { status: 500, title: "Something went wrong here" } as const;

/** How a code is said in HTTP. A code that is missing here does not compile. */
export function kindOf(code: ErrorCode) {
  switch (code) {
    case "malformed":
      return { status: 400, title: "This could not be read" } as const;
    case "key-required":
      return { status: 400, title: "An Idempotency-Key is needed" } as const;
    case "unauthenticated":
      return { status: 401, title: "Sign in first" } as const;
    case "unproved":
      return { status: 403, title: "Something is to be proved first" } as const;
    case "forbidden":
      return { status: 403, title: "This is not allowed" } as const;
    case "not-found":
      return { status: 404, title: "There is no such thing" } as const;
    case "not-allowed":
      return { status: 405, title: "This cannot be done here" } as const;
    case "taken":
      return { status: 409, title: "This belongs to something else" } as const;
    case "in-use":
      return { status: 409, title: "This is still in use" } as const;
    case "full":
      return { status: 409, title: "There are not enough seats" } as const;
    case "closed":
      return { status: 409, title: "This is not open" } as const;
    case "expired":
      return { status: 410, title: "This has expired" } as const;
    case "conflict":
      return { status: 409, title: "Two have changed the same" } as const;
    case "stale":
      return { status: 412, title: "Somebody else was faster" } as const;
    case "too-large":
      return { status: 413, title: "This is too large" } as const;
    case "unsupported-type":
      return { status: 415, title: "This kind of data is not understood here" } as const;
    case "invalid":
      return { status: 422, title: "Something is not right yet" } as const;
    case "key-reused":
      return { status: 422, title: "This Idempotency-Key was used before" } as const;
    case "version-required":
      return { status: 428, title: "Say which version this changes" } as const;
    case "too-many":
      return { status: 429, title: "That was often enough for now" } as const;
    case "busy":
      return { status: 503, title: "Try again in a moment" } as const;
  }
}

/**
 * Answers errors: expected ones in their own words, others with nothing but the request's id while the log gets the rest.
 * @param needs.page answers people in a browser, or gives null where a program asks
 */
export function problemHandler(needs: {
  log: Log;
  page: (c: Context<ApiEnv>, problem: Problem) => Promise<Response | null>;
}): (error: Error, c: Context<ApiEnv>) => Promise<Response> {
  const { log, page } = needs;
  return async function answerProblem(error, c) {
    const requestId = c.get("requestId");
    const known = expected(error);
    const code = known?.code ?? "internal";
    const { status, title } = known ? kindOf(known.code) : UNEXPECTED;
    const detail = known?.message ?? `Please try again. If it stays so, tell us this number: ${requestId}.`;
    c.set("code", code);
    if (status >= 500) {
      const cause = known?.cause ?? error;
      const name = cause instanceof Error ? cause.name : typeof cause;
      log({ level: "error", event: "failure", requestId, code, error: name, frames: framesOf(cause) });
    }
    // HTTP wants a scheme named; ours is the session that the browser keeps.
    if (status === 401) c.header("WWW-Authenticate", 'Session realm="chamber"');
    if (status === 503) c.header("Retry-After", "1");
    const problem: Problem = {
      type: `/problems/${code}`,
      title,
      status,
      detail,
      code,
      ...(known && known.fields.length > 0 && { fields: [...known.fields] }),
      ...(known instanceof Stale && { version: known.version }),
      ...(known instanceof Conflict && { version: known.version, clashes: [...known.clashes] }),
      requestId,
    };
    const answer = await page(c, problem).catch(() => null);
    return answer ?? c.body(JSON.stringify(problem), status, { "Content-Type": PROBLEM_TYPE });
  };
}

function expected(error: Error): ChamberError | null {
  if (error instanceof ChamberError) return error;
  // A condition that no store had a word for, such as two changes to the category tree at once: trying again helps.
  if (error instanceof Refused)
    return new ChamberError("busy", "Others are changing the same just now.", { cause: error });
  // The table was asked again and again, and had no time for us.
  if (isPassing(error))
    return new ChamberError("busy", "Too many ask at once. Try again in a moment.", { cause: error });
  // hono's validator reads the JSON; whatever else it refuses, it refuses as malformed.
  if (error instanceof HTTPException && error.status < 500)
    return new ChamberError("malformed", "The body is not valid JSON.", { cause: error });
  return null;
}
