import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import type { Registration } from "@mainstreet/core/registration";
import { Attempt } from "@mainstreet/core/registration";
import * as z from "zod";
import { registrationKey } from "./event-keys.ts";
import type { Keyring } from "./keyring.ts";
import { INDEX, type Key } from "./keys.ts";
import { failedIndex, failedPartition, mailIndex, mailKey, outboxPartition } from "./mail-keys.ts";
import { countAside, type Head, headOf, type Queue } from "./mail-queue.ts";
import { reasonIn, withReason } from "./sealed-reason.ts";
import { ABSENT, type Action, type Item, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

export const Template = z.enum([
  "waitlisted",
  "confirmed",
  "promoted",
  "cancelled",
  "cancelled-by-staff",
  "changed",
  "passed-over",
  "more-seats",
  "fewer-seats",
  "seat-kept",
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
  /** Whether whoever it is for has it, so that only staff are still to hear of it. Who that is, the registration says. */
  isTold: z.boolean().default(false),
  tellStaff: z.boolean(),
  /** What staff say about it, sealed for whom it is for until it is sent; empty for nothing. */
  reason: z.string().default(""),
  /** How often it was turned down for now. */
  tries: z.int().min(0).default(0),
  /** Why nobody tries to send it any more: it was refused for good, or turned down for too long. */
  failure: z.enum(["refused", "expired"]).nullable().default(null),
  createdAt: Instant,
  dueAt: Instant,
  settledAt: Instant.nullable(),
});
export type Mail = z.infer<typeof Mail>;

const MINUTE_MS = 60 * 1000;
/** How long a mail waits after it was turned down for now: once, twice and so on, in milliseconds; then always the last. */
const WAITS_MS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);
/** A mail that could not be sent for so long after it was written is given up, in milliseconds. */
const GIVEN_UP_AFTER_MS = 48 * 60 * MINUTE_MS;
/** The greatest time that keys of failures count down from, so that the newest comes first. */
const LAST_MS = 9_999_999_999_999;

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
  const { eventId, personKey, attempt } = registration;
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
    isTold: false,
    tellStaff,
    reason: "",
    tries: 0,
    failure: null,
    createdAt,
    dueAt,
    settledAt: null,
  };
}

/**
 * The step that puts a mail into the outbox, and refuses the transaction when what it tells has been done before.
 * @param reason what staff say about it; for `transactSealed`, which seals it
 */
export function post(mail: Mail, reason = ""): Action {
  return { put: itemOf(mail), ...withReason(mail.personKey, reason), when: ABSENT };
}

/** Where a mail is. */
export function keyOf({ flow, what, n }: Mail): Key {
  return mailKey(flow, what, n);
}

/** What staff say in a mail, "" for nothing; null when whom it is for was erased. @throws `Unopenable`, `WrongPepper` */
export function reasonOf(table: Table, keyring: Keyring, mail: Mail): Promise<string | null> {
  return reasonIn(table, keyring, keyOf(mail), mail);
}

/** Whether an attempt has done something already. */
export async function isPosted(table: Table, flow: Attempt, what: string, n = 0): Promise<boolean> {
  return (await table.get(mailKey(flow, what, n))) !== undefined;
}

/** Mails that only tell something to somebody who still stands as they did. */
const ONLY_FOR: Partial<Record<Template, Registration["status"]>> = {
  waitlisted: "waitlisted",
  "more-seats": "waitlisted",
  "fewer-seats": "waitlisted",
  "seat-kept": "confirmed",
};

/** How many mails that are not sent yet are looked at for those that were turned down. */
const LOOKED_AT = 1_000;

export const QUEUE: Queue<Mail> = {
  partition: outboxPartition(),
  keyOf,
  read: (item) => Mail.safeParse(entityOf(item)).data ?? null,
  dueAt: ({ dueAt }) => dueAt,
  opened: reasonOf,
};

/** Mails that are due. */
export function due(table: Table, now: number, limit: number): Promise<Head<Mail>> {
  return headOf(table, QUEUE, now, limit);
}

/**
 * Whether a mail still has something to tell: not that somebody waits who has a seat or has gone by now, nor anything to
 * somebody who was erased.
 */
export async function isStillTrue(table: Table, mail: Mail): Promise<boolean> {
  const item = await table.get(registrationKey(mail.eventId, mail.shard, mail.personKey));
  if (!item) return false;
  const status = ONLY_FOR[mail.template];
  return status === undefined || (item.status === status && item.attempt === mail.attempt);
}

/** Whether a mail was due so long ago, as nobody was there to send it, that it tells nothing new any more. */
export function isStale({ dueAt }: Mail, now: number): boolean {
  return now > Date.parse(dueAt) + GIVEN_UP_AFTER_MS;
}

/** Whether a mail that is turned down now is not put off again. */
export function isTooOld({ createdAt }: Mail, now: number): boolean {
  return now >= Date.parse(createdAt) + GIVEN_UP_AFTER_MS;
}

/**
 * Notes that a mail was sent, had nothing to tell any more, or failed, and forgets what staff said in it.
 * False when somebody else did.
 */
export function settle(table: Table, mail: Mail, now: number, failure: Mail["failure"] = null): Promise<boolean> {
  return rewrite(table, { ...mail, reason: "", failure, settledAt: instant(now) });
}

/**
 * Puts a mail off that was turned down for now: for 1, 5, 15 and 60 minutes, then for 4 hours each time, and a last time to
 * when it is given up. False when it was settled meanwhile.
 */
export function postpone(table: Table, mail: Mail, now: number): Promise<boolean> {
  const wait = WAITS_MS[Math.min(mail.tries, WAITS_MS.length - 1)] ?? 0;
  const last = Date.parse(mail.createdAt) + GIVEN_UP_AFTER_MS;
  const dueAt = instant(now < last ? Math.min(now + wait, last) : now + wait);
  return rewrite(table, { ...mail, tries: mail.tries + 1, dueAt });
}

/** How long a mail waits that is turned down now, in milliseconds; null when it is given up. */
export function waitAfter({ createdAt, tries }: Pick<Mail, "createdAt" | "tries">, now: number): number | null {
  const left = Date.parse(createdAt) + GIVEN_UP_AFTER_MS - now;
  return left <= 0 ? null : Math.min(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0, left);
}

/**
 * Mails that failed, the newest first, and those that were turned down and wait, by when they are due; and how many mails of
 * any kind are set aside as this program cannot read them, at most 1,000. Read through the index.
 */
export async function troubled(
  table: Table,
  limit: number,
): Promise<{ failed: Mail[]; waiting: Mail[]; setAside: number }> {
  const [failed, unsent, setAside] = await Promise.all([
    table.query(failedPartition(), { index: true, limit }),
    table.query(outboxPartition(), { index: true, limit: LOOKED_AT }),
    countAside(table, LOOKED_AT),
  ]);
  const mailsOf = ({ items }: { items: readonly Item[] }) => items.flatMap((item) => QUEUE.read(item) ?? []);
  const waiting = mailsOf(unsent).filter(({ tries }) => tries > 0);
  return { failed: mailsOf(failed), waiting: waiting.slice(0, limit), setAside };
}

/** Stores a mail anew while it is not settled. */
async function rewrite(table: Table, mail: Mail): Promise<boolean> {
  try {
    await table.transact([
      {
        put: itemOf(mail),
        when: { expression: `attribute_exists(${INDEX.pk}) AND settledAt = :null`, values: { ":null": null } },
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function itemOf(mail: Mail) {
  const { flow, what, dueAt, settledAt, failure } = mail;
  return {
    ...keyOf(mail),
    ...(settledAt === null && mailIndex(dueAt, flow, what)),
    ...(settledAt !== null && failure !== null && failedIndex(LAST_MS - Date.parse(settledAt), flow, what)),
    kind: "mail",
    ...mail,
  };
}
