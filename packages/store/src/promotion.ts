import { instant } from "@mainstreet/core/local-date";
import { type PersonKey, shardOf } from "@mainstreet/core/person-key";
import { placeAt, promoted, type Registration } from "@mainstreet/core/registration";
import {
  freeSeats,
  headThatFits,
  isPromoting,
  LAST_PROMOTION_MS,
  type Seats,
  type Waiting,
} from "@mainstreet/core/seats";
import { registrationKey, waitingKey, waitlistPartition } from "./event-keys.ts";
import { mailOf, post, WAITLISTED_DELAY_MS } from "./outbox-store.ts";
import { leave, type Needs, PRESENT, parse, read, replace, waitingOf } from "./registration-items.ts";
import { isPassing } from "./retry.ts";
import * as SeatsStore from "./seats-store.ts";
import { type Action, type Condition, Refused, type Table } from "./table.ts";

const WINDOW = 50;
const LONGEST_PAUSE_MS = 640;
/** How often people further down look whether the head of the list has promoted them, before they do it for everybody. */
const COURTESY = 3;

/** The beginning of the waitlist, in its order; `complete` when that is all of it. */
export async function head(
  table: Table,
  seats: Seats,
  limit: number,
): Promise<{ waiting: Waiting[]; complete: boolean }> {
  const shards = Array.from({ length: seats.shards }, (_, shard) => waitlistPartition(seats.eventId, shard));
  const pages = await Promise.all(shards.map((partition) => table.query(partition, { limit })));
  const parts = pages.map(({ items, cursor }) => ({ waiting: items.map(waitingOf), cursor }));
  const all = parts.flatMap(({ waiting }) => waiting).sort((a, b) => (a.place < b.place ? -1 : 1));
  // Where a shard has more, nothing behind what it gave is known to be next.
  const ends = parts.flatMap(({ waiting, cursor }) => (cursor === null ? [] : (waiting.at(-1)?.place ?? "")));
  const end = ends.sort()[0];
  return { waiting: end === undefined ? all : all.filter(({ place }) => place <= end), complete: end === undefined };
}

/**
 * Gives free seats to the head of the waitlist until none is free or nobody fits: whoever finds both does it, for all.
 * @param options.until when to give up because others are always faster, in milliseconds since 1970
 * @param options.mine a person for whose sake it is done: it ends once they are off the list
 * @returns the seats as last seen
 */
export async function promote(
  needs: Needs,
  eventId: string,
  options: { until: number; mine?: PersonKey },
): Promise<Seats> {
  const { table, now } = needs;
  const { mine, until } = options;
  for (let [tried, lost] = [0, 0]; ; tried++) {
    const seats = await SeatsStore.get(table, eventId);
    if (freeSeats(seats) === 0 || !isPromoting(seats, now()) || (tried > 0 && now() >= until)) return seats;
    const chosen = await choose(needs, seats);
    if (chosen.length === 0) return seats;
    const isMyTurn = mine === undefined || chosen[0]?.personKey === mine || lost >= COURTESY;
    if (isMyTurn) {
      const batch = await registrationsOf(table, seats, chosen);
      if (batch !== null && (await give(table, seats, batch, now()))) continue;
    }
    lost++;
    await needs.sleep(part(needs) * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** lost));
    // Whoever was faster has usually promoted this one too.
    const registration = mine && (await read(table, seats, mine));
    if (registration && registration.status !== "waitlisted") return seats;
  }
}

/** As `promote`, for whom it does not matter that the line is bad just now: the sweep will do it. */
export async function promoteIfPossible(needs: Needs, eventId: string, until: number): Promise<void> {
  try {
    await promote(needs, eventId, { until });
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

/** A number from 0 to 1, for pauses. */
export function part({ random }: Pick<Needs, "random">): number {
  const [byte = 0] = random(1);
  return (byte + 1) / 256;
}

/** Takes a place off the waitlist that belongs to no registration. False when it does belong to one, or is gone. */
export async function removeOrphan(table: Table, seats: Seats, waiting: Waiting): Promise<boolean> {
  const shard = shardOf(waiting.personKey, seats.shards);
  const place = waitingKey(seats.eventId, shard, waiting.place);
  const notTheirs: Condition = {
    expression: "attribute_not_exists(pk) OR place <> :place",
    values: { ":place": waiting.place },
  };
  try {
    await table.transact([
      { remove: place, when: PRESENT },
      { check: registrationKey(seats.eventId, shard, waiting.personKey), when: notTheirs },
    ]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** The registrations of these places, by person. */
export async function owners(
  table: Table,
  seats: Seats,
  waiting: readonly Waiting[],
): Promise<Map<PersonKey, Registration>> {
  const keys = waiting.map(({ personKey }) =>
    registrationKey(seats.eventId, shardOf(personKey, seats.shards), personKey),
  );
  return new Map((await table.getMany(keys)).map((item) => [String(item.personKey), parse(item)]));
}

async function choose({ table, now }: Needs, seats: Seats): Promise<readonly Waiting[]> {
  for (let limit = WINDOW; ; limit *= 4) {
    const began = now();
    const { waiting, complete } = await head(table, seats, limit);
    const { chosen, more } = headThatFits(seats, seats.shards === 1 ? waiting : joinedBy(waiting, began));
    if (complete || !more) return chosen;
  }
}

/**
 * Shards are read one by one: of two who join meanwhile, the later one may be seen without the earlier one. Those who joined
 * before any was read are all seen; the others promote themselves, or the sweep does.
 */
function joinedBy(waiting: readonly Waiting[], instant: number): readonly Waiting[] {
  const end = placeAt(instant + 1, "");
  return waiting.filter(({ place }) => place < end);
}

/** What these places stand for; null when list and registrations did not agree, after orphans were taken off the list. */
async function registrationsOf(
  table: Table,
  seats: Seats,
  chosen: readonly Waiting[],
): Promise<readonly Registration[] | null> {
  const found = await owners(table, seats, chosen);
  const batch: Registration[] = [];
  for (const waiting of chosen) {
    const registration = found.get(waiting.personKey);
    if (registration?.place !== waiting.place) await removeOrphan(table, seats, waiting);
    else if (registration.size === waiting.size) batch.push(registration);
  }
  return batch.length === chosen.length ? batch : null;
}

/** Confirms a batch in one transaction. False when anything has changed since it was read. */
async function give(table: Table, seats: Seats, batch: readonly Registration[], now: number): Promise<boolean> {
  const taken = seats.taken + batch.reduce((sum, { size }) => sum + size, 0);
  const next: Seats = { ...seats, taken, changedAt: instant(now), version: seats.version + 1 };
  try {
    await table.transact([
      SeatsStore.put(next, asPlanned(seats, now)),
      ...batch.flatMap((one) => steps(one, seats, now)),
    ]);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function steps(before: Registration, seats: Seats, now: number): Action[] {
  const after = promoted(before, now);
  // Whoever has just joined has not been told that they wait.
  const isFresh = now - Date.parse(before.createdAt) < WAITLISTED_DELAY_MS;
  const mail = mailOf(after, {
    template: isFresh ? "confirmed" : "promoted",
    what: "promoted",
    shard: shardOf(before.personKey, seats.shards),
    now,
  });
  return [replace(before, after, seats), leave(before, seats), post(mail)];
}

function asPlanned(seats: Seats, now: number): Condition {
  return {
    expression:
      "#version = :version AND #status = :open AND #taken = :taken AND #capacity = :capacity AND promoteUntil > :over",
    names: { "#version": "version", "#status": "status", "#taken": "taken", "#capacity": "capacity" },
    values: {
      ":version": seats.version,
      ":open": "open",
      ":taken": seats.taken,
      ":capacity": seats.capacity,
      ":over": now + LAST_PROMOTION_MS,
    },
  };
}
