import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { Attempt } from "@mainstreet/core/registration";
import * as z from "zod";
import { TTL } from "./keys.ts";
import { codeIndex, codeKey, codesPartition } from "./mail-keys.ts";
import { type Head, headOf, type Queue } from "./mail-queue.ts";
import { type Action, type Condition, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** A code on its way to a mailbox. It holds nothing that whoever asked for it has typed, but the address. */
export const CodeMail = z.strictObject({
  attempt: Attempt,
  /** What it is for: registering for an event, or with null signing in. */
  eventId: idOf("event").nullable(),
  email: z.string(),
  code: z.string(),
  createdAt: Instant,
  /** When it is to be sent, and how often it was turned down for now. */
  dueAt: Instant.optional(),
  tries: z.int().min(0).default(0),
  /** In milliseconds since 1970: later than that it opens nothing. */
  expires: z.int(),
});
export type CodeMail = z.infer<typeof CodeMail>;

const PRESENT: Condition = { expression: "attribute_exists(pk)" };

/** How long a code waits after it was turned down for now, in milliseconds: it is good for ten minutes only. */
const WAIT_MS = 60 * 1000;

/** The step that puts a code into the outbox. */
export function post(mail: Omit<CodeMail, "tries">): Action {
  return { put: itemOf({ ...mail, tries: 0 }) };
}

export const QUEUE: Queue<CodeMail> = {
  partition: codesPartition(),
  keyOf: ({ attempt }) => codeKey(attempt),
  read: ({ [TTL]: ttl, ...item }) => CodeMail.safeParse(entityOf(item)).data ?? null,
  dueAt,
  opened: async () => null,
};

/** Codes that are due. */
export function due(table: Table, now: number, limit: number): Promise<Head<CodeMail>> {
  return headOf(table, QUEUE, now, limit);
}

/** Puts a code off by a minute that was turned down for now, unless it was settled meanwhile. */
export async function postpone(table: Table, mail: CodeMail, now: number): Promise<void> {
  const later = { ...mail, tries: mail.tries + 1, dueAt: instant(now + WAIT_MS) };
  try {
    await table.transact([{ put: itemOf(later), when: PRESENT }]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** Whether a code still waits to be sent. */
export async function isDue(table: Table, { attempt }: CodeMail): Promise<boolean> {
  return (await table.get(codeKey(attempt))) !== undefined;
}

/** Forgets a code that was sent, or has expired. */
export async function settle(table: Table, { attempt }: CodeMail): Promise<void> {
  await table.transact([{ remove: codeKey(attempt) }]);
}

/** When a code is to be sent; some were stored before that was noted. */
function dueAt({ dueAt, createdAt }: CodeMail): string {
  return dueAt ?? createdAt;
}

function itemOf(mail: CodeMail) {
  const { attempt, expires } = mail;
  return {
    ...codeKey(attempt),
    ...codeIndex(attempt, dueAt(mail)),
    kind: "code",
    ...mail,
    [TTL]: Math.ceil(expires / 1000),
  };
}
