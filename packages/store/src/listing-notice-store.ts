import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { OwnField } from "@mainstreet/core/own-field";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import type { Keyring } from "./keyring.ts";
import { INDEX, type Key } from "./keys.ts";
import { listingNoticeIndex, listingNoticeKey, listingNoticesPartition } from "./mail-keys.ts";
import { type Head, headOf, type Queue } from "./mail-queue.ts";
import { waitAfter } from "./outbox-store.ts";
import { reasonIn, withReason } from "./sealed-reason.ts";
import { ABSENT, type Action, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** Something that a person is told of a listing they act for: made in the transaction of what it tells. */
export const ListingNotice = z.strictObject({
  /** What it is about, of which everybody is told once: a change, or a listing and a day. */
  cause: z.string(),
  template: z.enum(["change-approved", "change-refused", "still-right"]),
  /** To whom: where their mailbox is, is looked up when it is sent. */
  personKey: PersonKey,
  listingId: idOf("listing"),
  fields: z.array(OwnField),
  /** What staff said, sealed for whom it is for until it is sent; empty for nothing. */
  reason: z.string(),
  tries: z.int().min(0),
  /** Why nobody tries to send it any more. */
  failure: z.enum(["refused", "expired"]).nullable(),
  createdAt: Instant,
  dueAt: Instant,
  settledAt: Instant.nullable(),
});
export type ListingNotice = z.infer<typeof ListingNotice>;

/** A notice that is due at once. @param now milliseconds since 1970 */
export function noticeOf(
  about: Pick<ListingNotice, "cause" | "template" | "personKey" | "listingId"> & Partial<Pick<ListingNotice, "fields">>,
  now: number,
): ListingNotice {
  const at = instant(now);
  const fresh = { tries: 0, failure: null, createdAt: at, dueAt: at, settledAt: null };
  return { fields: [], reason: "", ...about, ...fresh };
}

/**
 * The step that puts a notice into the outbox, and refuses the transaction when the person was told of it before.
 * @param reason what staff say; for `commit`, which seals it
 */
export function post(notice: ListingNotice, reason = ""): Action {
  return { put: itemOf(notice), ...withReason(notice.personKey, reason), when: ABSENT };
}

/** What staff say in a notice, "" for nothing; null when whom it is for was erased. @throws `Unopenable`, `WrongPepper` */
export function reasonOf(table: Table, keyring: Keyring, notice: ListingNotice): Promise<string | null> {
  return reasonIn(table, keyring, keyOf(notice), notice);
}

export const QUEUE: Queue<ListingNotice> = {
  partition: listingNoticesPartition(),
  keyOf,
  read: (item) => ListingNotice.safeParse(entityOf(item)).data ?? null,
  dueAt: ({ dueAt }) => dueAt,
  opened: reasonOf,
};

/** Notices that are due. */
export function due(table: Table, now: number, limit: number): Promise<Head<ListingNotice>> {
  return headOf(table, QUEUE, now, limit);
}

/** Whether a notice still waits to be sent. */
export async function isDue(table: Table, notice: ListingNotice): Promise<boolean> {
  return (await table.get(keyOf(notice)))?.settledAt === null;
}

function keyOf({ cause, template, personKey }: ListingNotice): Key {
  return listingNoticeKey(cause, template, personKey);
}

/** Notes that a notice was sent, had nothing to tell any more, or failed, and forgets the reason. False when somebody else did. */
export function settle(
  table: Table,
  notice: ListingNotice,
  now: number,
  failure: ListingNotice["failure"] = null,
): Promise<boolean> {
  return rewrite(table, { ...notice, reason: "", failure, settledAt: instant(now) });
}

/** Puts off a notice that was turned down for now; after two days it is given up. False when it was settled meanwhile. */
export function postpone(table: Table, notice: ListingNotice, now: number): Promise<boolean> {
  const wait = waitAfter(notice, now);
  if (wait === null) return settle(table, notice, now, "expired");
  return rewrite(table, { ...notice, tries: notice.tries + 1, dueAt: instant(now + wait) });
}

async function rewrite(table: Table, notice: ListingNotice): Promise<boolean> {
  const when = { expression: `attribute_exists(${INDEX.pk}) AND settledAt = :null`, values: { ":null": null } };
  try {
    await table.transact([{ put: itemOf(notice), when }]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function itemOf(notice: ListingNotice) {
  const { cause, dueAt, settledAt } = notice;
  return {
    ...keyOf(notice),
    ...(settledAt === null && listingNoticeIndex(dueAt, cause)),
    kind: "listing-notice",
    ...notice,
  };
}
