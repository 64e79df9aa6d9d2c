import { shardOf } from "@mainstreet/core/person-key";
import { marked, type Registration } from "@mainstreet/core/registration";
import { isPromoting, isTooLarge, type Seats, type Waiting } from "@mainstreet/core/seats";
import { seatsKey } from "./event-keys.ts";
import { mailOf, post } from "./outbox-store.ts";
import { head, owners, promote, removeOrphan } from "./promotion.ts";
import { type Needs, PRESENT, replace, wait } from "./registration-items.ts";
import { PATIENCE_MS } from "./registration-store.ts";
import { isPassing } from "./retry.ts";
import * as SeatsStore from "./seats-store.ts";
import { atVersion, Refused } from "./table.ts";

/** How much of the waitlist is looked at for places that belong to nobody: only those near its head hold others up. */
const LOOKED_AT = 100;
const ALL = 20_000;

/** Does what is left to do for every event whose waitlist may still move: once a minute is often enough. */
export async function sweepAll(needs: Needs): Promise<void> {
  for (const { eventId } of await SeatsStore.listOpen(needs.table)) await sweep(needs, eventId);
}

/**
 * Does what a promoter that died left undone, and what a change of the capacity brings about: places that belong to nobody
 * go, parties larger than the capacity are told that others overtake them, and free seats are given to the head.
 */
export async function sweep(needs: Needs, eventId: string): Promise<void> {
  const { table, now } = needs;
  const seats = await SeatsStore.get(table, eventId);
  if (now() >= seats.promoteUntil) {
    await SeatsStore.retire(table, seats);
    return;
  }
  await removeOrphans(needs, seats);
  if (isPromoting(seats, now())) await markPassedOver(needs, seats);
  await promote(needs, eventId, { until: now() + PATIENCE_MS });
}

/** As `sweep`, after a change of the seats that stands however bad the line is: the next sweep does the rest. */
export async function sweepIfPossible(needs: Needs, eventId: string): Promise<void> {
  try {
    await sweep(needs, eventId);
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

async function removeOrphans({ table }: Needs, seats: Seats): Promise<void> {
  const { waiting } = await head(table, seats, LOOKED_AT);
  const found = await owners(table, seats, waiting);
  for (const one of waiting) if (found.get(one.personKey)?.place !== one.place) await removeOrphan(table, seats, one);
}

async function markPassedOver(needs: Needs, seats: Seats): Promise<void> {
  const { waiting } = await head(needs.table, seats, ALL);
  const wrong = waiting.filter((one) => one.passedOver !== isTooLarge(seats, one.size));
  const found = await owners(needs.table, seats, wrong);
  for (const one of wrong) {
    const registration = found.get(one.personKey);
    // Another sweep may have marked it, and told of it, since the list was read.
    const isAsListed = registration?.passedOver === one.passedOver && registration.size === one.size;
    if (isAsListed && registration.place === one.place) await mark(needs, seats, registration, one);
  }
}

/** Marks a party as passed over and says so, or takes the mark away; whatever is changing just now is left to the next sweep. */
async function mark(needs: Needs, seats: Seats, before: Registration, waiting: Waiting): Promise<void> {
  const now = needs.now();
  const after = marked(before, !waiting.passedOver, now);
  const shard = shardOf(before.personKey, seats.shards);
  const mail = mailOf(after, { template: "passed-over", n: after.version, shard, now, tellStaff: true });
  const steps = [replace(before, after, seats), wait(after, seats, PRESENT)];
  try {
    await needs.table.transact([
      { check: seatsKey(seats.eventId), when: atVersion(seats.version) },
      ...steps,
      ...(after.passedOver ? [post(mail)] : []),
    ]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
