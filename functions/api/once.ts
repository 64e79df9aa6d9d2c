import { createHash } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import { keyringOf } from "@mainstreet/store/keyring";
import type { Outcome } from "@mainstreet/store/outcome-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import type { Write } from "@mainstreet/store/write";
import type { Context } from "hono";
import { etagOf } from "./etag.ts";
import type { ApiEnv, Needs } from "./needs.ts";
import { Stale } from "./problem.ts";

type Versioned = { readonly version: number };

/**
 * Carries out a change once, however often its request is sent: what came of it is stored in the same transaction, and
 * a repeated request gets that answer. A failure wrote nothing and is not remembered.
 * @param options.show what of the result the answer holds; all of it without
 * @param options.complete adds what is personal to what `show` gave, each time
 * @param options.fresh makes the answer anew each time, for what is personal and must not be stored with the outcome
 * @param options.current reads the present version, to tell it to somebody whose own is stale
 */
export async function once<T extends Versioned>(
  c: Context<ApiEnv>,
  { table, now, random, pepper }: Pick<Needs, "table" | "now" | "random" | "pepper">,
  options: {
    status: 200 | 201;
    show?: (result: T) => object;
    complete?: (shown: string) => Promise<object>;
    fresh?: () => Promise<object>;
    current?: () => Promise<Versioned>;
  },
  act: (write: Write<T>) => Promise<T>,
): Promise<Response> {
  const at = now();
  const attempt = attemptOf(c);
  const before = await OutcomeStore.find(table, attempt, at);
  const { status, show, complete } = options;
  const fresh: Fresh = options.fresh ?? complete;
  if (before) return replay(c, before, fresh);

  const outcomeOf = (result: T): Outcome => ({
    status,
    body: options.fresh ? "" : JSON.stringify(show ? show(result) : result),
    etag: etagOf(result.version),
  });
  const remember = (result: T) => OutcomeStore.remember(attempt, outcomeOf(result), at);
  try {
    return await answer(
      c,
      outcomeOf(
        await act({
          actor: c.get("actor"),
          now: at,
          random,
          keyring: keyringOf(pepper),
          operation: operationName(c),
          remember,
        }),
      ),
      fresh,
    );
  } catch (error) {
    // Whatever went wrong: if a twin of this request has come through meanwhile, its answer is ours. It may have made
    // us look stale, or have ended in `AlreadyDone`.
    const done = await OutcomeStore.find(table, attempt, at);
    if (done) return replay(c, done, fresh);
    if (error instanceof ChamberError && error.code === "stale" && options.current)
      throw new Stale((await options.current()).version, error);
    throw isUnstorable(error) ? new ChamberError("invalid", "This cannot be stored.", { cause: error }) : error;
  }
}

function attemptOf(c: Context<ApiEnv>): OutcomeStore.Attempt {
  const { method, path } = c.req;
  return {
    hash: sha256(JSON.stringify([whoAsks(c), c.req.header("Idempotency-Key")])),
    request: sha256(JSON.stringify([method, path, c.req.header("If-Match")]), c.get("body")),
  };
}

/** The name of the route of a request, for the audit. */
export function operationName(c: Context<ApiEnv>): string {
  const { method, path } = c.get("operation");
  return `${method} ${path}`;
}

/** One person's key says nothing of another's. */
function whoAsks(c: Context<ApiEnv>): string {
  const actor = c.get("actor");
  return actor.kind === "person" ? `person ${actor.personKey}` : actor.kind;
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

type Fresh = ((shown: string) => Promise<object>) | undefined;

function replay(c: Context<ApiEnv>, outcome: Outcome, fresh: Fresh): Promise<Response> {
  c.header("Idempotency-Replayed", "true");
  return answer(c, outcome, fresh);
}

async function answer(c: Context<ApiEnv>, outcome: Outcome, fresh: Fresh): Promise<Response> {
  const { status, etag } = outcome;
  const body = fresh ? JSON.stringify(await fresh(outcome.body)) : outcome.body;
  return c.newResponse(body, status === 201 ? 201 : 200, { "Content-Type": "application/json", ETag: etag });
}

/** Whether DynamoDB refused data that passed our schemas: numbers below 1e-130, half a surrogate pair, too long a key. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && (error.name === "ValidationException" || error.name === "SerializationException");
}
