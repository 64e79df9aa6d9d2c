import type { PersonKey } from "@mainstreet/core/person-key";
import { beginErasing, finishErasing } from "@mainstreet/store/erase-person";
import type { Context } from "hono";
import * as z from "zod";
import { framesOf } from "../../log.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { json } from "../operation.ts";
import { onceHere } from "../sign-in/opened.ts";
import { secretsOf } from "./secrets.ts";

/** Typed by hand, so that nobody does it by a slip. */
export const Confirmed = z.strictObject({ confirm: z.literal("erase", "must be the word: erase") });
/** The answer when somebody has been erased. */
export const ERASED = json(
  "They are erased; false while something is left that is erased within minutes, whatever happens",
  z.strictObject({ done: z.boolean() }),
);

/**
 * Erases all that is stored about a person.
 * @returns false while something is left, which the tick erases
 */
export async function erased(c: Context<ApiEnv>, needs: Needs, personKey: PersonKey): Promise<boolean> {
  const keyOf = secretsOf(needs.pepper).person;
  await onceHere<PersonKey>(c, needs, (write) => beginErasing(needs, write, personKey));
  try {
    await finishErasing(needs, { personKey, keyOf });
    return true;
  } catch (error) {
    // It was begun, so the person is as good as gone; the tick does the rest.
    const name = error instanceof Error ? error.name : typeof error;
    needs.log({ level: "warn", event: "erase-unfinished", error: name, frames: framesOf(error) });
    return false;
  }
}
