import type { Now } from "@mainstreet/core/needs";
import * as CodeStore from "@mainstreet/store/code-store";
import type { Keyring } from "@mainstreet/store/keyring";
import type { Key } from "@mainstreet/store/keys";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import * as MailQueue from "@mainstreet/store/mail-queue";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import type { Outcome } from "./sending.ts";

type Needs = { readonly table: Table; readonly now: Now; readonly log: Log };

/**
 * Sets mails aside that cannot be read, so that they keep no other waiting. It is logged first: a process that dies between
 * the two leaves them where they are, to be logged once more by the next.
 */
export async function setAside({ table, now, log }: Needs, partition: string, keys: readonly Key[]): Promise<Outcome> {
  const items = await MailQueue.waitingIn(table, partition, keys);
  if (items.length === 0) return "nothing to tell";
  log({ level: "error", event: "mail-unreadable", code: partition, count: items.length });
  for (const item of items) await MailQueue.setAside(table, item, now());
  return "set aside";
}

/** Puts mails back into their queues that were set aside and can be read by now, as they can by a newer program. */
export async function takeUpMails({ table, log, keyring }: Needs & { readonly keyring: Keyring }): Promise<void> {
  const aside = await MailQueue.listAside(table);
  if (aside.length === 0) return;
  const taken = [
    await MailQueue.takeUp(table, keyring, CodeStore.QUEUE, aside),
    await MailQueue.takeUp(table, keyring, OutboxStore.QUEUE, aside),
    await MailQueue.takeUp(table, keyring, ListingNoticeStore.QUEUE, aside),
    await MailQueue.takeUp(table, keyring, LetterStore.QUEUE, aside),
  ];
  const count = taken.reduce((sum, some) => sum + some, 0);
  if (count > 0) log({ level: "info", event: "mail-taken-up", count });
}
