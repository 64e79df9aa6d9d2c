import { type Actor, type PersonActor, requireSignedIn } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import { INDEX, type Key, personItemKey } from "./keys.ts";
import { type Action, type Condition, type Item, Refused, type Table } from "./table.ts";

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
 * Commits the actions and the memory of their result in one transaction. What a person writes is refused when their roles
 * are no longer those that let them through; whether these suffice is for the caller to say.
 * @throws `AlreadyDone`; `unauthenticated`, `forbidden`; `Refused` when a condition of `actions` did not hold
 */
export async function commit<Result>(
  table: Table,
  write: Write<Result>,
  actions: readonly Action[],
  result: Result,
): Promise<Result> {
  const { actor } = write;
  requireSignedIn(actor);
  const memory = write.remember?.(result);
  const steps = memory ? [memory, ...actions] : actions;
  try {
    await table.transact(actor.kind === "person" ? withRolesHeld(steps, actor) : steps);
    return result;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (memory && error.failed(0)) throw new AlreadyDone();
    if (actor.kind === "person" && rolesChanged(error, steps, actor)) {
      throw new ChamberError("forbidden", "What you may do has changed meanwhile. Sign in again.", { cause: error });
    }
    const from = memory ? 1 : 0;
    throw new Refused(error.found.slice(from, from + actions.length));
  }
}

/** The steps with the condition that the actor's roles are still those that were read. */
function withRolesHeld(steps: readonly Action[], actor: PersonActor): Action[] {
  const held: Condition = { expression: "rolesVersion = :rolesSeen", values: { ":rolesSeen": actor.rolesVersion } };
  const own = indexOfPerson(steps, actor);
  // A transaction may name an item once only: where it writes the actor's own, the condition goes with that.
  if (own < 0) return [...steps, { check: personItemKey(actor.personKey), when: held }];
  return steps.map((step, i) => (i === own ? { ...step, when: both(step.when, held) } : step));
}

function rolesChanged({ found }: Refused, steps: readonly Action[], actor: PersonActor): boolean {
  const own = indexOfPerson(steps, actor);
  const person = found[own < 0 ? steps.length : own];
  return person !== undefined && person?.rolesVersion !== actor.rolesVersion;
}

function indexOfPerson(steps: readonly Action[], { personKey }: PersonActor): number {
  const { pk, sk } = personItemKey(personKey);
  return steps.findIndex((step) => {
    const key = keyOf(step);
    return key.pk === pk && key.sk === sk;
  });
}

function keyOf(action: Action): Key {
  return "put" in action ? action.put : "remove" in action ? action.remove : action.check;
}

function both(one: Condition | undefined, other: Condition): Condition {
  if (!one) return other;
  return {
    expression: `(${one.expression}) AND (${other.expression})`,
    names: { ...one.names, ...other.names },
    values: { ...one.values, ...other.values },
  };
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
