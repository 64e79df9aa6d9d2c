import * as z from "zod";
import { ChamberError } from "./error.ts";
import { idOf, newId } from "./id.ts";
import { Instant, instant } from "./local-date.ts";
import type { Random } from "./needs.ts";
import { Party, sizeOf } from "./party.ts";
import { PersonKey } from "./person-key.ts";

/** The id of one go at something: whatever repeats a request carries the same one. */
export const Attempt = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);
export type Attempt = string;

/** A new attempt. @param now milliseconds since 1970 */
export function newAttempt(now: number, random: Random): Attempt {
  return newId("flow", now, random).slice("flw_".length);
}

/** One person's registration for one event; a person who cancels and comes back has one with another attempt. */
export const Registration = z.strictObject({
  eventId: idOf("event"),
  personKey: PersonKey,
  attempt: Attempt,
  status: z.enum(["waitlisted", "confirmed", "cancelled"]),
  /** Where it stands on the waitlist; null when it does not. */
  place: z.string().nullable(),
  size: z.int().min(1),
  party: Party,
  /** Whether staff let it in past the waitlist. */
  override: z.boolean(),
  /** Whether it waits while being larger than the capacity, so that others overtake it. */
  passedOver: z.boolean(),
  createdAt: Instant,
  confirmedAt: Instant.nullable(),
  cancelledAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Registration = z.infer<typeof Registration>;

export type NewRegistration = Pick<Registration, "eventId" | "personKey" | "attempt" | "party">;

/** A place at the end of the waitlist; places sort by time, then by attempt. @param now milliseconds since 1970 */
export function placeAt(now: number, attempt: Attempt): string {
  return `${String(now).padStart(13, "0")}#${attempt}`;
}

/** A registration at the end of the waitlist, where each begins. */
export function enqueued(from: NewRegistration, now: number): Registration {
  const at = instant(now);
  return {
    eventId: from.eventId,
    personKey: from.personKey,
    attempt: from.attempt,
    status: "waitlisted",
    place: placeAt(now, from.attempt),
    size: sizeOf(from.party),
    party: from.party,
    override: false,
    passedOver: false,
    createdAt: at,
    confirmedAt: null,
    cancelledAt: null,
    updatedAt: at,
    version: 1,
  };
}

/** A registration that staff let in past the waitlist. @throws `taken` when it has its seats already, `not-found` when cancelled */
export function letIn(registration: Registration, now: number): Registration {
  return { ...promoted(registration, now), override: true };
}

/** A waiting registration with its seats. @throws `taken` when it has them already, `not-found` when cancelled */
export function promoted(registration: Registration, now: number): Registration {
  requireActive(registration);
  if (registration.status === "confirmed") throw new ChamberError("taken", "This registration is confirmed already.");
  return next(registration, now, { status: "confirmed", place: null, passedOver: false, confirmedAt: instant(now) });
}

/** A registration given up, from the list or with its seats. @throws `not-found` when cancelled */
export function cancelled(registration: Registration, now: number): Registration {
  requireActive(registration);
  return next(registration, now, { status: "cancelled", place: null, passedOver: false, cancelledAt: instant(now) });
}

/**
 * A registration with another party. On the list a larger one goes to the end, any other keeps its place; whether a larger
 * confirmed one may have its seats is for the store to say. @throws `not-found` when cancelled
 */
export function withParty(registration: Registration, party: Party, capacity: number, now: number): Registration {
  requireActive(registration);
  const size = sizeOf(party);
  if (registration.status === "confirmed") return next(registration, now, { party, size });
  const grows = size > registration.size;
  if (grows && size > capacity) {
    throw new ChamberError("full", `There are ${capacity} seats in all. Register fewer people together.`);
  }
  return next(registration, now, {
    party,
    size,
    ...(grows && { place: placeAt(now, registration.attempt) }),
    passedOver: registration.passedOver && size > capacity,
  });
}

/** A waiting registration marked as passed over, or no longer so. */
export function marked(registration: Registration, passedOver: boolean, now: number): Registration {
  return next(registration, now, { passedOver });
}

function next(registration: Registration, now: number, change: Partial<Registration>): Registration {
  return { ...registration, ...change, updatedAt: instant(now), version: registration.version + 1 };
}

function requireActive({ status }: Registration): void {
  if (status === "cancelled") throw new ChamberError("not-found", "This registration was cancelled.");
}
