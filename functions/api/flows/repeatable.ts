import { createHash } from "node:crypto";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import type { Action } from "@mainstreet/store/table";
import type { Context } from "hono";
import type { ApiEnv, Needs } from "../needs.ts";

/**
 * Carries out a request of somebody who is not staff once, however often it is sent. That it was carried out is stored, its
 * answer is not: that would hold personal data, and is made anew.
 * @param act what to do; it may store `remember` with the rest, and must do no harm when it is done twice at once
 * @throws `key-reused`, and what `act` throws
 */
export async function repeatable(
  c: Context<ApiEnv>,
  { table, now }: Pick<Needs, "table" | "now">,
  token: string,
  act: (remember: Action) => Promise<"remembered" | "done">,
): Promise<void> {
  const at = now();
  const attempt = attemptOf(c, token);
  const replayed = () => c.header("Idempotency-Replayed", "true");
  if (await OutcomeStore.find(table, attempt, at)) {
    replayed();
    return;
  }
  const remember = OutcomeStore.remember(attempt, { status: 200, body: "", etag: "" }, at);
  try {
    if ((await act(remember)) === "done") await table.transact([remember]);
  } catch (error) {
    // Whatever went wrong: a twin that was faster may have made it so.
    if (!(await OutcomeStore.find(table, attempt, at))) throw error;
    replayed();
  }
}

/** How a request of a browser with a token is known again. */
export function attemptOf(c: Context<ApiEnv>, token: string): OutcomeStore.Attempt {
  const { method, path } = c.req;
  return {
    hash: sha256(JSON.stringify(["flow", token, c.req.header("Idempotency-Key")])),
    request: sha256(JSON.stringify([method, path, c.req.header("If-Match")]), c.get("body")),
  };
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
