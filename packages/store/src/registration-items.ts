import { instant } from "@mainstreet/core/local-date";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import { shardOf } from "@mainstreet/core/person-key";
import { Registration } from "@mainstreet/core/registration";
import type { Seats, Waiting } from "@mainstreet/core/seats";
import { registrationIndex, registrationKey, waitingKey } from "./event-keys.ts";
import { ABSENT, type Action, type Condition, type Item, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** What registration works with. */
export type Needs = {
  readonly table: Table;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly random: Random;
};

/** Something is there. */
export const PRESENT: Condition = { expression: "attribute_exists(pk)" };

const ABSENT_OR_CANCELLED: Condition = {
  expression: "attribute_not_exists(pk) OR #status = :cancelled",
  names: { "#status": "status" },
  values: { ":cancelled": "cancelled" },
};

type Where = Pick<Registration, "eventId" | "personKey">;

/** The registration of a person, or null. */
export async function read(table: Table, seats: Seats, personKey: string): Promise<Registration | null> {
  const item = await table.get(registrationKey(seats.eventId, shardOf(personKey, seats.shards), personKey));
  return item ? parse(item) : null;
}

export function parse(item: Item): Registration {
  return Registration.parse(entityOf(item));
}

/** The step that stores the first registration of a person, or one after another was cancelled. */
export function putNew(registration: Registration, seats: Seats): Action {
  return { put: itemOf(registration, seats), when: ABSENT_OR_CANCELLED };
}

/** The step that stores what a registration became, if it is still as it was. */
export function replace(before: Registration, after: Registration, seats: Seats): Action {
  return { put: itemOf(after, seats), when: unchanged(before) };
}

/** The step that takes a registration out of the table, if it is still as it was; only for somebody who is erased. */
export function remove(before: Registration, seats: Seats): Action {
  const { eventId, personKey } = before;
  return { remove: registrationKey(eventId, shardOf(personKey, seats.shards), personKey), when: unchanged(before) };
}

function unchanged({ attempt, status, version }: Registration): Condition {
  return {
    expression: "attempt = :attempt AND #status = :status AND #version = :version",
    names: { "#status": "status", "#version": "version" },
    values: { ":attempt": attempt, ":status": status, ":version": version },
  };
}

/** The step that puts a registration on the waitlist, at its place. */
export function wait(registration: Registration, seats: Seats, when: Condition = ABSENT): Action {
  const { eventId, personKey, attempt, size, passedOver } = registration;
  return {
    put: { ...placeKey(registration, seats), kind: "waiting", eventId, personKey, attempt, size, passedOver },
    when,
  };
}

/** The step that takes a registration off the waitlist, if it is there. */
export function leave(registration: Registration, seats: Seats): Action {
  return { remove: placeKey(registration, seats), when: PRESENT };
}

/** Where the place of a registration is kept. */
export function placeKey(registration: Where & { place: string | null }, seats: Seats) {
  const { eventId, personKey, place } = registration;
  if (place === null) throw new Error("This registration is not on the waitlist.");
  return waitingKey(eventId, shardOf(personKey, seats.shards), place);
}

/** A place on the waitlist as it is stored. */
export function waitingOf(item: Item): Waiting {
  const { sk, personKey, attempt, size, passedOver } = item;
  return {
    place: String(sk),
    personKey: String(personKey),
    attempt: String(attempt),
    size: Number(size),
    passedOver: passedOver === true,
  };
}

function itemOf(registration: Registration, seats: Seats) {
  const { eventId, personKey } = registration;
  return {
    ...registrationKey(eventId, shardOf(personKey, seats.shards), personKey),
    ...registrationIndex(personKey, instant(seats.startsAt), eventId),
    kind: "registration",
    ...registration,
  };
}
