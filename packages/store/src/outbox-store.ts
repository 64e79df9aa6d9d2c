import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { Party } from "@mainstreet/core/party";
import { PersonKey } from "@mainstreet/core/person-key";
import type { Registration } from "@mainstreet/core/registration";
import { Attempt } from "@mainstreet/core/registration";
import * as z from "zod";
import { INDEX, mailIndex, mailKey, outboxPartition, registrationKey } from "./keys.ts";
import { ABSENT, type Action, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

export const Template = z.enum([
  "waitlisted",
  "confirmed",
  "promoted",
  "cancelled",
  "changed",
  "passed-over",
  "event-changed",
  "event-cancelled",
]);
export type Template = z.infer<typeof Template>;

/** A mail to be sent: made in the transaction of what it tells, so there is exactly one for each change. */
export const Mail = z.strictObject({
  /** The attempt that its key has, what happened, and which time. */
  flow: Attempt,
  what: z.string(),
  n: z.int().min(0),
  template: Template,
  eventId: idOf("event"),
  personKey: PersonKey,
  /** The registration it is about. */
  attempt: Attempt,
  shard: z.int().min(0),
  /** To whom, and what it says; gone once the mail is settled. */
  party: Party.nullable(),
  tellStaff: z.boolean(),
  createdAt: Instant,
  dueAt: Instant,
  settledAt: Instant.nullable(),
});
export type Mail = z.infer<typeof Mail>;

/**
 * How long the mail "you are on the waitlist" waits, in milliseconds: whoever joins while seats are free is on the list for
 * a moment, and is to hear of the seat only.
 */
export const WAITLISTED_DELAY_MS = 30_000;

/** A mail about a registration, due after `delayMs`. By default it happens once in the life of the registration. */
export function mailOf(
  registration: Registration,
  mail: {
    template: Template;
    shard: number;
    now: number;
    flow?: Attempt;
    what?: string;
    n?: number;
    delayMs?: number;
    tellStaff?: boolean;
  },
): Mail {
  const { eventId, personKey, attempt, party } = registration;
  const { template, shard, now, flow = attempt, what = template, n = 0, delayMs = 0, tellStaff = false } = mail;
  const [createdAt, dueAt] = [instant(now), instant(now + delayMs)];
  return {
    flow,
    what,
    n,
    template,
    eventId,
    personKey,
    attempt,
    shard,
    party,
    tellStaff,
    createdAt,
    dueAt,
    settledAt: null,
  };
}

/** The step that puts a mail into the outbox, and refuses the transaction when what it tells has been done before. */
export function post(mail: Mail): Action {
  return { put: itemOf(mail), when: ABSENT };
}

/** Whether an attempt has done something already. */
export async function isPosted(table: Table, flow: Attempt, what: string, n = 0): Promise<boolean> {
  return (await table.get(mailKey(flow, what, n))) !== undefined;
}

/** Mails that are due, oldest first. Read through the index: one that was just settled may be among them. */
export async function due(table: Table, now: number, limit: number): Promise<Mail[]> {
  const { items } = await table.query(outboxPartition(), { index: true, limit });
  return items.map((item) => Mail.parse(entityOf(item))).filter(({ dueAt }) => dueAt <= instant(now));
}

/**
 * Whether a mail still has something to tell: not that somebody waits who has a seat or has gone by now, nor anything to
 * somebody who was erased.
 */
export async function isStillTrue(table: Table, mail: Mail): Promise<boolean> {
  const item = await table.get(registrationKey(mail.eventId, mail.shard, mail.personKey));
  if (!item) return false;
  return mail.template !== "waitlisted" || (item.status === "waitlisted" && item.attempt === mail.attempt);
}

/** Notes that a mail was sent, or had nothing to tell any more, and forgets whom it was for. False when somebody else did. */
export async function settle(table: Table, mail: Mail, now: number): Promise<boolean> {
  const settled: Mail = { ...mail, party: null, settledAt: instant(now) };
  try {
    await table.transact([{ put: itemOf(settled), when: { expression: `attribute_exists(${INDEX.pk})` } }]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function itemOf(mail: Mail) {
  return {
    ...mailKey(mail.flow, mail.what, mail.n),
    ...(mail.settledAt === null && mailIndex(mail.dueAt, mail.flow, mail.what)),
    kind: "mail",
    ...mail,
  };
}
