import { ChamberError } from "@mainstreet/core/error";
import { keyringOf } from "@mainstreet/store/keyring";
import type { Write } from "@mainstreet/store/write";
import type { Context } from "hono";
import { repeatable } from "../flows/repeatable.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { operationName } from "../once.ts";
import { Stale } from "../problem.ts";

/** The session that a request came in. @throws `unauthenticated` */
export function requireOpened(c: Context<ApiEnv>) {
  const opened = c.get("opened");
  if (!opened) throw new ChamberError("unauthenticated", "Sign in first.");
  return opened;
}

/**
 * Carries out a change of somebody who is signed in once, however often it is sent. What came of it is not stored, as that
 * would hold personal data: the answer is made anew.
 * @param current reads the present version, to tell it to somebody whose own is stale
 */
export async function onceHere<T>(
  c: Context<ApiEnv>,
  needs: Pick<Needs, "table" | "now" | "random" | "pepper">,
  act: (write: Write<T>) => Promise<unknown>,
  current?: () => Promise<{ readonly version: number }>,
): Promise<void> {
  const { now, random } = needs;
  const keyring = keyringOf(needs.pepper);
  await repeatable(c, needs, requireOpened(c).token, async (remember) => {
    try {
      await act({
        actor: c.get("actor"),
        now: now(),
        random,
        keyring,
        operation: operationName(c),
        remember: () => remember,
      });
      return "remembered";
    } catch (error) {
      const isStale = error instanceof ChamberError && error.code === "stale" && current !== undefined;
      throw isStale ? new Stale((await current()).version, error) : error;
    }
  });
}
