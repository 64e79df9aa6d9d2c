import { OwnField } from "@mainstreet/core/approval";
import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { INDEX, listingNoticeIndex, listingNoticeKey, listingNoticesPartition } from "./keys.ts";
import { waitAfter } from "./outbox-store.ts";
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
  /** What staff said; empty for nothing. */
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
  about: Pick<ListingNotice, "cause" | "template" | "personKey" | "listingId"> &
    Partial<Pick<ListingNotice, "fields" | "reason">>,
  now: number,
): ListingNotice {
  const at = instant(now);
  const fresh = { tries: 0, failure: null, createdAt: at, dueAt: at, settledAt: null };
  return { fields: [], reason: "", ...about, ...fresh };
}

/** The step that puts a notice into the outbox, and refuses the transaction when the person was told of it before. */
export function post(notice: ListingNotice): Action {
  return { put: itemOf(notice), when: ABSENT };
}

/** Notices that are due, oldest first. Read through the index: one that was just settled may be among them. */
export async function due(table: Table, now: number, limit: number): Promise<ListingNotice[]> {
  const { items } = await table.query(listingNoticesPartition(), { index: true, limit });
  return items.map((item) => ListingNotice.parse(entityOf(item))).filter(({ dueAt }) => dueAt <= instant(now));
}

/** Whether a notice still waits to be sent. */
export async function isDue(table: Table, { cause, template, personKey }: ListingNotice): Promise<boolean> {
  return (await table.get(listingNoticeKey(cause, template, personKey)))?.settledAt === null;
}

/** Notes that a notice was sent, had nothing to tell any more, or failed. False when somebody else did. */
export function settle(
  table: Table,
  notice: ListingNotice,
  now: number,
  failure: ListingNotice["failure"] = null,
): Promise<boolean> {
  return rewrite(table, { ...notice, failure, settledAt: instant(now) });
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
  const { cause, template, personKey, dueAt, settledAt } = notice;
  return {
    ...listingNoticeKey(cause, template, personKey),
    ...(settledAt === null && listingNoticeIndex(dueAt, cause)),
    kind: "listing-notice",
    ...notice,
  };
}
