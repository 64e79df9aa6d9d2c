import * as z from "zod";
import type { PersonActor } from "./actor.ts";
import { idOf, newId } from "./id.ts";
import type { Random } from "./needs.ts";
import type { Person } from "./person.ts";
import { PersonKey } from "./person-key.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** How long a session lives without being used, and in all, in milliseconds. */
export const LIMITS = {
  person: { idle: 14 * DAY, absolute: 90 * DAY },
  staff: { idle: 12 * HOUR, absolute: 12 * HOUR },
} as const;

/** That a session was used is noted no more often than this, in milliseconds. */
export const SEEN_EVERY_MS = HOUR;

/** How somebody showed who they are. */
export const Proof = z.enum(["code", "passkey"]);
export type Proof = z.infer<typeof Proof>;

/** Whether staff may use a passkey, or must show one before they are staff. */
export const StaffPasskey = z.enum(["offered", "required"]);
export type StaffPasskey = z.infer<typeof StaffPasskey>;

/** Somebody signed in, in one browser. Times are in milliseconds since 1970. */
export const Session = z.strictObject({
  /** What its owner calls it by: says nothing of the token that opens it. */
  id: idOf("session"),
  personKey: PersonKey,
  createdAt: z.int(),
  seenAt: z.int(),
  /** It ends then, used or not. */
  expires: z.int(),
  provedAt: z.int(),
  proof: Proof,
  /** Such as "Firefox on Android". */
  device: z.string().max(60),
  /** Whether it was begun by staff, whose sessions are short. */
  staff: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** A session that begins now. @param sessionsFrom when the person ended all sessions last */
export function newSession(
  from: Pick<Session, "personKey" | "proof" | "device" | "staff">,
  sessionsFrom: number,
  now: number,
  random: Random,
): Session {
  const { absolute } = limitsOf(from);
  return {
    ...from,
    id: newId("session", now, random),
    // One that was begun in the very millisecond of the end could not be told from one that the end was for.
    createdAt: Math.max(now, sessionsFrom + 1),
    seenAt: now,
    expires: now + absolute,
    provedAt: now,
  };
}

/** Whether a session still stands. @param sessionsFrom when the person ended all sessions last */
export function isAlive(session: Session, sessionsFrom: number, now: number): boolean {
  const { createdAt, seenAt, expires } = session;
  return createdAt > sessionsFrom && now < expires && now < seenAt + limitsOf(session).idle + SEEN_EVERY_MS;
}

function limitsOf({ staff }: Pick<Session, "staff">) {
  return staff ? LIMITS.staff : LIMITS.person;
}

/**
 * Who asks in a session.
 * @param rule with "required", somebody who has not shown a passkey in this session is not staff in it
 */
export function actorOf(person: Person, session: Session, rule: StaffPasskey): PersonActor {
  const { personKey, represents, rolesVersion } = person;
  const staff = rule === "required" && session.proof !== "passkey" ? null : person.staff;
  return { kind: "person", personKey, staff, represents, rolesVersion, provedAt: session.provedAt };
}

/** A session that takes the place of another when the rights of its owner change: the old token opens nothing any more. */
export function renewed(session: Session, sessionsFrom: number, now: number, random: Random): Session {
  const { personKey, proof, device, staff, provedAt, expires } = session;
  return { ...newSession({ personKey, proof, device, staff }, sessionsFrom, now, random), provedAt, expires };
}
