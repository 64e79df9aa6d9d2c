import { type Actor, requireTrusted } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import { INDEX } from "./keys.ts";
import { type Action, type Item, Refused, type Table } from "./table.ts";

/** Who writes, when, and how the outcome is remembered: goes into every store call that changes something. */
export type Write<Result> = {
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  /** The step that stores the outcome in the same transaction; null where nobody will ask again. */
  readonly remember: ((result: Result) => Action) | null;
};

/** Thrown when the same attempt has been carried out before: its stored outcome is the answer. */
export class AlreadyDone extends Error {
  constructor() {
    super("This attempt has been carried out before.");
    this.name = "AlreadyDone";
  }
}

/**
 * Commits the actions and the memory of their result in one transaction, for an actor who may.
 * @throws `AlreadyDone`; `Refused` when a condition of `actions` did not hold
 */
export async function commit<Result>(
  table: Table,
  write: Write<Result>,
  actions: readonly Action[],
  result: Result,
): Promise<Result> {
  requireTrusted(write.actor);
  const memory = write.remember?.(result);
  try {
    await table.transact(memory ? [memory, ...actions] : actions);
    return result;
  } catch (error) {
    if (!(error instanceof Refused) || !memory) throw error;
    if (error.failed(0)) throw new AlreadyDone();
    throw new Refused(error.found.slice(1));
  }
}

/** An entity without the attributes that only the table needs. */
export function entityOf(item: Item): Record<string, unknown> {
  const { pk, sk, kind, [INDEX.pk]: indexPk, [INDEX.sk]: indexSk, ...entity } = item;
  return entity;
}

/** The error for a change to something that somebody else has changed meanwhile. */
export function stale(cause?: unknown): ChamberError {
  return new ChamberError("stale", "Somebody else has changed this meanwhile. Load it again, then make your change.", {
    cause,
  });
}
