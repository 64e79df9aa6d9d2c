import { requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import { sizeOf } from "@mainstreet/core/party";
import { type PersonKey, shardOf } from "@mainstreet/core/person-key";
import {
  type Attempt,
  cancelled,
  enqueued,
  letIn,
  type NewRegistration,
  type Registration,
} from "@mainstreet/core/registration";
import { requireOpen, type Seats } from "@mainstreet/core/seats";
import { personPartition, registrationsPartition } from "./event-keys.ts";
import type { Keyring } from "./keyring.ts";
import { isPosted, mailOf, post, WAITLISTED_DELAY_MS } from "./outbox-store.ts";
import { head, part, promote, promoteIfPossible } from "./promotion.ts";
import { leave, type Needs, parse, putNew, read, replace, wait } from "./registration-items.ts";
import { isPassing } from "./retry.ts";
import * as SeatsStore from "./seats-store.ts";
import { type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, transactSealed, type Write } from "./write.ts";

/** How long a registration may be fought over before what is known is the answer, in milliseconds. */
export const PATIENCE_MS = 8_000;

/** What the mail that a registration begins with is called in its key. */
export const REGISTERED = "registered";
const MOST_COUNTED = 1_000;

/** How a registration stands. `repeated` when this attempt, or the person by another one, had registered before. */
export type Answer = { readonly registration: Registration; readonly seats: Seats; readonly repeated: boolean };

/** The registration of a person for an event, if there is one. @throws `not-found` for an event without registration */
export async function status(
  table: Table,
  eventId: string,
  personKey: PersonKey,
): Promise<{ seats: Seats; registration: Registration | null }> {
  const seats = await SeatsStore.get(table, eventId);
  return { seats, registration: await read(table, seats, personKey) };
}

/** About the how-manieth party on the waitlist this is, counted from 1 and no further than 1,000; null when not waiting. */
export async function waitingPlace(table: Table, seats: Seats, registration: Registration): Promise<number | null> {
  const { place } = registration;
  if (place === null) return null;
  const { waiting } = await head(table, seats, MOST_COUNTED);
  return 1 + Math.min(MOST_COUNTED - 1, waiting.filter((other) => other.place < place).length);
}

/** A page of everybody who registered for an event, the cancelled ones too, shard by shard. */
export async function list(
  table: Table,
  seats: Seats,
  page: { shard: number; limit: number; cursor: string | null },
): Promise<{ registrations: Registration[]; cursor: string | null }> {
  const { items, cursor } = await table.query(registrationsPartition(seats.eventId, page.shard), page);
  return { registrations: items.map(parse), cursor };
}

/** All registrations of a person, by when the events begin. Read through the index: the newest may be missing for a moment. */
export async function ofPerson(table: Table, personKey: PersonKey): Promise<Registration[]> {
  const { items } = await table.query(personPartition(personKey), { index: true });
  return items.map(parse);
}

/**
 * Puts a party at the end of the waitlist, in one transaction that other registrations hardly touch.
 * Whoever has registered before, by this attempt or another, gets that registration.
 * @param seats as seen lately
 * @throws `closed`, `full` for a party larger than the capacity, `not-found` when this attempt was erased
 */
export async function enqueue(needs: Needs, seats: Seats, from: NewRegistration): Promise<Answer> {
  const { table, now } = needs;
  try {
    requireOpen(seats, sizeOf(from.party), now());
  } catch (refusal) {
    const registration = await read(table, seats, from.personKey);
    const isKnown = registration?.status !== "cancelled" || (await isPosted(table, from.attempt, REGISTERED));
    if (registration && isKnown) return { registration, seats, repeated: true };
    throw refusal;
  }
  const at = now();
  const registration = enqueued(from, at);
  const shard = shardOf(from.personKey, seats.shards);
  const delayMs = WAITLISTED_DELAY_MS;
  const mail = mailOf(registration, { template: "waitlisted", what: REGISTERED, shard, now: at, delayMs });
  try {
    await table.transact([post(mail), putNew(registration, seats), wait(registration, seats)]);
    return { registration, seats, repeated: false };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const registration = await read(table, seats, from.personKey);
    if (registration) return { registration, seats, repeated: true };
    throw new ChamberError("not-found", "This registration was erased.", { cause: error });
  }
}

/**
 * Registers a party: onto the waitlist, then off its head with whoever else fits. Once it is on the list it is never told
 * of an error: when others are faster for eight seconds, or the line breaks, it hears what is known.
 * @param seen the seats as seen lately, which saves reading them
 * @throws what `enqueue` throws
 */
export async function register(needs: Needs, from: NewRegistration, seen?: Seats): Promise<Answer> {
  const until = needs.now() + PATIENCE_MS;
  const answer = await enqueue(needs, seen ?? (await SeatsStore.get(needs.table, from.eventId)), from);
  if (answer.registration.status !== "waitlisted") return answer;
  return afterPromoting(needs, answer, until);
}

/**
 * Gives a registration up, and its seats to whoever is next. Repeated, it changes nothing.
 * @param which the attempt too, so that an old request does not cancel what the person made later
 * @throws `not-found`, `busy`
 */
export async function cancel(
  needs: Needs,
  which: { eventId: string; personKey: PersonKey; attempt: Attempt },
): Promise<Answer> {
  const until = needs.now() + PATIENCE_MS;
  const answer = await giveUp(needs, which, until, { template: "cancelled" });
  if (!answer.repeated) await promoteIfPossible(needs, which.eventId, until);
  return answer;
}

/**
 * Gives a registration up, in one transaction, and leaves its seats to whoever promotes next.
 * @param mail how the person is told; what staff say is sealed
 * @throws `not-found`, `busy`
 */
export async function giveUp(
  needs: Needs,
  which: { eventId: string; personKey: PersonKey; attempt: Attempt },
  until: number,
  mail: { template: "cancelled" } | { template: "cancelled-by-staff"; reason: string; keyring: Keyring },
): Promise<Answer> {
  const { table, now, random } = needs;
  const { template } = mail;
  return insist(needs, until, async () => {
    const { seats, registration: before } = await status(table, which.eventId, which.personKey);
    if (before?.attempt !== which.attempt) throw new ChamberError("not-found", "There is no such registration.");
    if (before.status === "cancelled") return { registration: before, seats, repeated: true };
    const registration = cancelled(before, now());
    const shard = shardOf(before.personKey, seats.shards);
    const told = mailOf(registration, { template, what: "cancelled", shard, now: now() });
    const steps = [replace(before, registration, seats), freeing(before, seats, now())];
    if (mail.template === "cancelled") await table.transact([post(told), ...steps]);
    else {
      const { reason, keyring } = mail;
      await transactSealed(table, { now: now(), random, keyring }, [post(told, reason), ...steps]);
    }
    return { registration, seats, repeated: false };
  });
}

/** The step by which a registration that goes leaves its place on the waitlist, or its seats. */
export function freeing(going: Registration, seats: Seats, now: number): Action {
  return going.status === "waitlisted" ? leave(going, seats) : taking(seats, -going.size, now);
}

/**
 * Lets a party in past the waitlist and above the capacity, as staff may. Somebody on the waitlist is taken off it.
 * @throws `closed` when the event was cancelled, `unauthenticated`, `busy`
 */
export async function addAnyway(needs: Needs, write: Write<Registration>, from: NewRegistration): Promise<Answer> {
  requireStaff(write.actor);
  const { table, now } = needs;
  return insist(needs, now() + PATIENCE_MS, async () => {
    const { seats, registration: before } = await status(table, from.eventId, from.personKey);
    const isTheirs = before !== null && (before.status !== "cancelled" || before.attempt === from.attempt);
    if (isTheirs && before.status !== "waitlisted") return { registration: before, seats, repeated: true };
    if (seats.status === "cancelled") throw new ChamberError("closed", "This event was cancelled.");
    const waiting = isTheirs ? before : enqueued(from, now());
    const registration = { ...letIn(waiting, now()), version: isTheirs ? waiting.version + 1 : 1 };
    const shard = shardOf(from.personKey, seats.shards);
    const what = isTheirs ? "promoted" : REGISTERED;
    const mail = mailOf(registration, { template: isTheirs ? "promoted" : "confirmed", what, shard, now: now() });
    const steps = isTheirs
      ? [replace(waiting, registration, seats), leave(waiting, seats)]
      : [putNew(registration, seats)];
    await commit(table, write, [post(mail), taking(seats, registration.size, now()), ...steps], registration);
    return { registration, seats, repeated: false };
  });
}

/** The step that counts seats as taken, or as free again, if nothing has changed about them. */
export function taking(seats: Seats, size: number, now: number): Action {
  const next = { ...seats, taken: seats.taken + size, changedAt: instant(now), version: seats.version + 1 };
  return SeatsStore.put(next, atVersion(seats.version));
}

/** Promotes, then answers how the registration of `answer` stands; when that cannot be found out, how it stood. */
export async function afterPromoting(needs: Needs, answer: Answer, until: number): Promise<Answer> {
  const { eventId, personKey, status } = answer.registration;
  try {
    const seats = await promote(needs, eventId, { until, ...(status === "waitlisted" && { mine: personKey }) });
    const registration = await read(needs.table, seats, personKey);
    return registration ? { ...answer, registration, seats } : answer;
  } catch (error) {
    if (!isPassing(error)) throw error;
    return answer;
  }
}

/** Does something again that reads first and is then refused because somebody was faster. @throws `busy` in the end */
export async function insist<T>(needs: Needs, until: number, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (needs.now() >= until) {
        throw new ChamberError("busy", "Many people are registering just now.", { cause: error });
      }
      await needs.sleep(part(needs) * Math.min(320, 10 * 2 ** tried));
    }
  }
}
