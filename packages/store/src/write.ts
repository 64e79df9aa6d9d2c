import { type Actor, type PersonActor, requireSignedIn } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import type { PersonKey } from "@mainstreet/core/person-key";
import { changesOf, ownersOf } from "./audit-changes.ts";
import { entryOf, put as putEntry } from "./audit-entry.ts";
import type { Subject } from "./audit-rules.ts";
import type { Keyring } from "./keyring.ts";
import { INDEX, type Key } from "./keys.ts";
import type { Secrets } from "./person-key-store.ts";
import * as PersonKeyStore from "./person-key-store.ts";
import { personItemKey } from "./person-keys.ts";
import { placeOf, seal } from "./seal.ts";
import { type Action, type Condition, type Item, Refused, type Secret, type Table } from "./table.ts";

/** Who writes, when, and how the outcome is remembered: goes into every store call that changes something. */
export type Write<Result> = {
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  readonly keyring: Keyring;
  /** The route by which it is asked for, as "PATCH /api/members/{id}", for the audit. */
  readonly operation?: string;
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

/** How often a transaction is tried in whose way others stand who first have something of a person to keep. */
const TRIES = 5;

/**
 * Commits the actions, the memory of their result and the entry of the audit in one transaction. What a person writes is
 * refused when their roles are no longer those that let them through; whether these suffice is for the caller to say.
 * @param about what an entry is about where nothing that is stored changes
 * @throws `AlreadyDone`; `unauthenticated`, `forbidden`; `Refused` when a condition of `actions` did not hold; `WrongPepper`
 */
export async function commit<Result>(
  table: Table,
  write: Write<Result>,
  actions: readonly Action[],
  result: Result,
  about: Subject | null = null,
): Promise<Result> {
  const { actor, keyring } = write;
  requireSignedIn(actor);
  const memory = write.remember?.(result);
  const from = memory ? 1 : 0;
  const told = await changesOf(table, actions, keyring.keyOf);
  const subject = told.subject ?? about;
  const owners = [...new Set([...ownersOf(told.changes), ...sealedFor(actions)])];
  for (let tried = 1; ; tried++) {
    const made = await secretsOf(table, write, owners);
    const { secrets } = made;
    const entry = subject ? [putEntry(entryOf(write, { ...told, subject }, secrets))] : [];
    const own = actions.map((action) => sealed(action, secrets, write.random));
    const steps = [...(memory ? [memory] : []), ...own, ...entry, ...made.steps];
    try {
      await table.transact(actor.kind === "person" ? withRolesHeld(steps, actor) : steps);
      return result;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (memory && error.failed(0)) throw new AlreadyDone();
      if (actor.kind === "person" && rolesChanged(error, steps, actor)) throw noLonger(error);
      const found = error.found.slice(from, from + actions.length);
      const isOurs = found.every((each) => each === undefined);
      if (!isOurs || tried === TRIES) throw new Refused(found);
    }
  }
}

/**
 * Carries out steps in one transaction, with what of them is somebody's own sealed: for what nobody asks for twice and the
 * audit does not tell. Where nothing is to be sealed it reads and writes nothing else.
 * @throws `Refused` when a condition of `actions` did not hold; `WrongPepper`
 */
export async function transactSealed(
  table: Table,
  write: Pick<Write<never>, "now" | "random" | "keyring">,
  actions: readonly Action[],
): Promise<void> {
  const owners = [...new Set(sealedFor(actions))];
  for (let tried = 1; ; tried++) {
    const { secrets, steps } = await secretsOf(table, write, owners);
    try {
      return await table.transact([...actions.map((action) => sealed(action, secrets, write.random)), ...steps]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const found = error.found.slice(0, actions.length);
      if (found.some((each) => each !== undefined) || tried === TRIES) throw new Refused(found);
    }
  }
}

/** For whom something of these steps is to be sealed. */
function sealedFor(actions: readonly Action[]): PersonKey[] {
  return actions.flatMap((action) => secretIn(action)?.of ?? []);
}

/** The keys of persons, and the steps that keep those that are new. */
async function secretsOf(
  table: Table,
  write: Pick<Write<never>, "now" | "random" | "keyring">,
  owners: readonly PersonKey[],
): Promise<{ readonly secrets: Secrets; readonly steps: readonly Action[] }> {
  const known = await PersonKeyStore.find(table, write.keyring, owners);
  const made = PersonKeyStore.make(
    write,
    owners.filter((owner) => !known.has(owner)),
  );
  return { secrets: new Map([...known, ...made.secrets]), steps: made.steps };
}

/** The step with what of it is somebody's own, sealed. */
function sealed(action: Action, secrets: Secrets, random: Random): Action {
  const secret = secretIn(action);
  const key = secret && secrets.get(secret.of);
  if (!secret || !key || !("put" in action)) return action;
  const { of, field, value } = secret;
  const { secret: _, ...step } = action;
  const place = placeOf(of, step.put, field);
  return { ...step, put: { ...step.put, [field]: seal(key, place, JSON.stringify(value), random) } };
}

function secretIn(action: Action): Secret | undefined {
  return "put" in action ? action.secret : undefined;
}

/**
 * Carries out steps in one transaction if the actor's roles are still those that were read: for what is long and tells the
 * audit itself what it does. It adds one step at most.
 * @throws `forbidden`; `Refused` when a condition of `actions` did not hold
 */
export async function transactAs(table: Table, actor: Actor, actions: readonly Action[]): Promise<void> {
  try {
    await table.transact(actor.kind === "person" ? withRolesHeld(actions, actor) : actions);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (actor.kind === "person" && rolesChanged(error, actions, actor)) throw noLonger(error);
    throw new Refused(error.found.slice(0, actions.length));
  }
}

function noLonger(cause: unknown): ChamberError {
  return new ChamberError("forbidden", "What you may do has changed meanwhile. Sign in again.", { cause });
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

/**
 * That an item, at this version, says again what it said at an earlier one, as a change was undone: so what was done before that
 * change can be undone too. Whoever changes the item leaves the version behind.
 */
export const ECHO = "echo";

/** An entity without the attributes that only the table needs. */
export function entityOf(item: Item): Record<string, unknown> {
  const { pk, sk, kind, [INDEX.pk]: indexPk, [INDEX.sk]: indexSk, [ECHO]: echo, ...entity } = item;
  return entity;
}

/** The error for a change to something that somebody else has changed meanwhile. */
export function stale(cause?: unknown): ChamberError {
  return new ChamberError("stale", "Somebody else has changed this meanwhile. Load it again, then make your change.", {
    cause,
  });
}
