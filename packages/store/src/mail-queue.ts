import { instant } from "@mainstreet/core/local-date";
import type { Keyring } from "./keyring.ts";
import { INDEX, type Key } from "./keys.ts";
import { asideIndex, asidePartition, formerIndex } from "./mail-keys.ts";
import { type Item, Refused, type Table } from "./table.ts";
import { isUnopenable } from "./unseal.ts";

/** One of the queues of the outbox: a partition of the index, sorted by when each of its mails is due. */
export type Queue<Mail> = {
  readonly partition: string;
  readonly keyOf: (mail: Mail) => Key;
  /** The mail that an item is; null for one that this program cannot read, as an older or newer one has left it. */
  readonly read: (item: Item) => Mail | null;
  /** ISO 8601, UTC. */
  readonly dueAt: (mail: Mail) => string;
  /** What of it is sealed. @throws `Unopenable`, `WrongPepper` */
  readonly opened: (table: Table, keyring: Keyring, mail: Mail) => Promise<unknown>;
};

/** What was found at the beginning of a queue. */
export type Head<Mail> = {
  /** Mails that are due, oldest first. */
  readonly due: readonly Mail[];
  /** Where those are that cannot be read, due or not. */
  readonly unreadable: readonly Key[];
  /** Whether there may be more behind them. */
  readonly isFull: boolean;
};

/** The first mails of a queue. Read through the index: one that was just settled may be among them. */
export async function headOf<Mail>(table: Table, queue: Queue<Mail>, now: number, limit: number): Promise<Head<Mail>> {
  const { items } = await table.query(queue.partition, { index: true, limit });
  const read = items.map((item) => ({ item, mail: queue.read(item) }));
  const due = read.flatMap(({ mail }) => (mail !== null && queue.dueAt(mail) <= instant(now) ? [mail] : []));
  const unreadable = read.flatMap(({ item, mail }) => (mail === null ? [keyOf(item)] : []));
  return { due, unreadable, isFull: due.length + unreadable.length === limit };
}

/** Those of some items that still wait in a queue. */
export async function waitingIn(table: Table, partition: string, keys: readonly Key[]): Promise<Item[]> {
  return keys.length === 0 ? [] : (await table.getMany(keys)).filter((item) => item[INDEX.pk] === partition);
}

/**
 * Takes a mail out of its queue and keeps it as it is, where it is found again. Repeated, it changes nothing.
 * @param item as it was read just now
 * @returns false when it was sent, moved or set aside meanwhile
 */
export function setAside(table: Table, item: Item, now: number): Promise<boolean> {
  return moved(table, item, asideIndex(instant(now), String(item[INDEX.pk]), String(item[INDEX.sk])));
}

/** How many mails are set aside; at most `limit`. Read through the index. */
export async function countAside(table: Table, limit: number): Promise<number> {
  return (await table.query(asidePartition(), { index: true, limit })).items.length;
}

/** All mails that are set aside, the oldest first. */
export async function listAside(table: Table): Promise<Item[]> {
  const { items } = await table.query(asidePartition(), { index: true });
  return waitingIn(table, asidePartition(), items.map(keyOf));
}

/** Puts those of a queue back into it, of all that are set aside, that can be read and opened by now. @returns how many */
export async function takeUp<Mail>(
  table: Table,
  keyring: Keyring,
  queue: Queue<Mail>,
  aside: readonly Item[],
): Promise<number> {
  let taken = 0;
  for (const item of aside) {
    const former = formerIndex(item);
    const mail = former[INDEX.pk] === queue.partition ? queue.read(item) : null;
    if (mail === null || !(await opens(() => queue.opened(table, keyring, mail)))) continue;
    if (await moved(table, item, former)) taken++;
  }
  return taken;
}

async function opens(open: () => Promise<unknown>): Promise<boolean> {
  try {
    await open();
    return true;
  } catch (error) {
    if (isUnopenable(error)) return false;
    throw error;
  }
}

/** Moves an item in the index, if it is still where it was. */
async function moved(table: Table, item: Item, index: Readonly<Record<string, string>>): Promise<boolean> {
  const when = {
    expression: `${INDEX.pk} = :pk AND ${INDEX.sk} = :sk`,
    values: { ":pk": item[INDEX.pk], ":sk": item[INDEX.sk] },
  };
  try {
    await table.transact([{ put: { ...item, ...keyOf(item), ...index }, when }]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function keyOf({ pk, sk }: Item): Key {
  return { pk: String(pk), sk: String(sk) };
}
