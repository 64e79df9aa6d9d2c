import { Instant, instant } from "@mainstreet/core/local-date";
import type { Random } from "@mainstreet/core/needs";
import { PersonKey } from "@mainstreet/core/person-key";
import { Attempt, newAttempt } from "@mainstreet/core/registration";
import * as z from "zod";
import type { Keyring } from "./keyring.ts";
import { letterIndex, letterKey, lettersPartition } from "./mail-keys.ts";
import { type Head, headOf, type Queue } from "./mail-queue.ts";
import { ABSENT, type Action, type Condition, Refused, type Table } from "./table.ts";
import { unsealed } from "./unseal.ts";
import { entityOf } from "./write.ts";

export const LetterTemplate = z.enum([
  "invitation",
  "claim-approved",
  "claim-refused",
  "application-accepted",
  "application-refused",
  "passkeys-removed",
  "renewal",
  "join",
  "mailing",
]);
export type LetterTemplate = z.infer<typeof LetterTemplate>;

/** Something to be told to one person by mail: made in the transaction of what it tells, and gone once it was sent. */
export const Letter = z.strictObject({
  id: Attempt,
  template: LetterTemplate,
  /** To whom, and whose doing it is that they are told; null for that of nobody in particular. */
  personKey: PersonKey,
  by: PersonKey.nullable(),
  /** The mailbox, and what the template speaks of: only the secret of whom it is for opens it. */
  sealed: z.string(),
  createdAt: Instant,
  dueAt: Instant,
  /** How often it was turned down for now. */
  tries: z.int().min(0),
});
export type Letter = z.infer<typeof Letter>;

const MINUTE = 60 * 1000;
/** A letter that nobody has taken for so long tells nothing new any more, in milliseconds. */
const TOO_OLD_MS = 3 * 24 * 60 * MINUTE;
const PRESENT: Condition = { expression: "attribute_exists(pk)" };

/** What of a letter is sealed. */
export const Content = z.strictObject({
  email: z.string(),
  /** What the template speaks of: names and reasons. */
  values: z.record(z.string(), z.string()),
});
export type Content = z.infer<typeof Content>;

const SEALED = "sealed";

/** The step that puts a letter into the outbox: for `commit`, which seals it. */
export function post(
  from: Pick<Letter, "template" | "personKey"> & Partial<Pick<Letter, "by">> & Content,
  { now, random }: { readonly now: number; readonly random: Random },
): Action {
  const at = instant(now);
  const { template, personKey, by = null, email, values } = from;
  const id = newAttempt(now, random);
  const letter = { id, template, personKey, by, sealed: "", createdAt: at, dueAt: at, tries: 0 };
  return { put: itemOf(letter), secret: { of: personKey, field: SEALED, value: { email, values } }, when: ABSENT };
}

/** Opens a letter in order to send it; null when whom it is for was erased. @throws `WrongPepper`, `Unopenable` */
export async function opened(
  table: Table,
  keyring: Keyring,
  { id, personKey, sealed }: Pick<Letter, "id" | "personKey" | "sealed">,
): Promise<Content | null> {
  return unsealed(table, keyring, { of: personKey, key: letterKey(id), field: SEALED }, sealed, Content);
}

export const QUEUE: Queue<Letter> = {
  partition: lettersPartition(),
  keyOf: ({ id }) => letterKey(id),
  read: (item) => Letter.safeParse(entityOf(item)).data ?? null,
  dueAt: ({ dueAt }) => dueAt,
  opened,
};

/** Letters that are due. */
export function due(table: Table, now: number, limit: number): Promise<Head<Letter>> {
  return headOf(table, QUEUE, now, limit);
}

/** Whether a letter still waits to be sent, and is not too old to tell anything. */
export async function isDue(table: Table, { id, createdAt }: Letter, now: number): Promise<boolean> {
  return now < Date.parse(createdAt) + TOO_OLD_MS && (await table.get(letterKey(id))) !== undefined;
}

/** Forgets a letter that was sent, or whom nobody can send. */
export async function settle(table: Table, { id }: Letter): Promise<void> {
  await table.transact([{ remove: letterKey(id) }]);
}

/** Puts a letter off that was turned down for now: for 1, 2, 4 … minutes, at most for four hours. */
export async function postpone(table: Table, letter: Letter, now: number): Promise<void> {
  const wait = Math.min(240, 2 ** letter.tries) * MINUTE;
  try {
    const later = { ...letter, tries: letter.tries + 1, dueAt: instant(now + wait) };
    await table.transact([{ put: itemOf(later), when: PRESENT }]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function itemOf(letter: Letter) {
  const { id, dueAt } = letter;
  return { ...letterKey(id), ...letterIndex(id, dueAt), kind: "letter", ...letter };
}
