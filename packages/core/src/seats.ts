import * as z from "zod";
import { ChamberError } from "./error.ts";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";

const Ms = z.int().min(0);
const MOST_SHARDS = 16;
/** At most so many seats share a partition. */
const SEATS_A_SHARD = 60;

/** What staff may set of the seats of an event. Times are in milliseconds since 1970. */
export const SeatsDraft = z.strictObject({
  status: z.enum(["open", "closed", "cancelled"]),
  capacity: z.int().min(0).max(10_000),
  opensAt: Ms,
  closesAt: Ms,
  /** From then on nobody comes off the waitlist any more. */
  promoteUntil: Ms,
  startsAt: Ms,
  openTo: z.enum(["everyone", "members"]),
  /** Whether a smaller party may overtake one at the head of the waitlist that does not fit yet. */
  fillGaps: z.boolean(),
});
export type SeatsDraft = z.infer<typeof SeatsDraft>;

/** The counter of an event. Everybody who is confirmed is in `taken`, those whom staff added above the capacity too. */
export const Seats = SeatsDraft.extend({
  eventId: idOf("event"),
  taken: z.int().min(0),
  /** Over how many partitions registrations and waitlist are spread; fixed when the event is made, as keys name them. */
  shards: z.int().min(1).max(MOST_SHARDS),
  /** How many times staff have set something, and the last request that did. */
  edition: z.int().min(1),
  changedBy: z.string().nullable(),
  /** When seats were last taken or given back; null while nobody has. */
  changedAt: Instant.nullable(),
  version: z.int().min(1),
});
export type Seats = z.infer<typeof Seats>;

/** A change to the seats: any of what staff may set. */
export const SeatsChange = SeatsDraft.partial();
export type SeatsChange = z.infer<typeof SeatsChange>;

/**
 * Over how many partitions an event is spread: one for every 60 seats or part of them, at most 16.
 *
 * A partition takes 1,000 write units a second. A party that registers costs the partition of registrations, and likewise
 * that of the waitlist, 2 units to join the list and 2 to come off it, and every promotion that another was faster than
 * costs up to 66 for nothing. For 60 seats and three times as many people in the same second that is 480 and leaves as much
 * for lost promotions; for 100 it is 800, and everybody waits for seconds. Who comes first does not depend on it: places of
 * all partitions are merged by time. What more of them cost is a read each, of at least one unit, whenever the head of the
 * list is looked at: up to three times a minute by the sweep for as long as the waitlist may move, so that the mixer of 60 seats
 * or fewer pays for one. The counter of seats stays in one partition however many there are.
 */
export function shardsFor(capacity: number): number {
  return Math.min(MOST_SHARDS, Math.max(1, Math.ceil(capacity / SEATS_A_SHARD)));
}

/** The seats of a new event. */
export function newSeats(eventId: string, draft: SeatsDraft, shards = shardsFor(draft.capacity)): Seats {
  return { ...draft, eventId, taken: 0, shards, edition: 1, changedBy: null, changedAt: null, version: 1 };
}

/** A party on the waitlist, as far as seats are concerned. `place` sorts as the list does. */
export type Waiting = {
  readonly place: string;
  readonly personKey: string;
  readonly attempt: string;
  readonly size: number;
  readonly passedOver: boolean;
};

/** The most registrations that one transaction of 100 actions can promote: one action for the seats, three for each. */
export const LARGEST_BATCH = 33;

/**
 * A transaction is tried again for some seconds; one that is begun this long before `promoteUntil`, in milliseconds, is
 * over by then.
 */
export const LAST_PROMOTION_MS = 10_000;

/** How many seats are free; none when staff have added people above the capacity, or lowered it. */
export function freeSeats({ capacity, taken }: Pick<Seats, "capacity" | "taken">): number {
  return Math.max(0, capacity - taken);
}

/** Whether free seats may be given away now. */
export function isPromoting(seats: Pick<Seats, "status" | "promoteUntil">, now: number): boolean {
  return seats.status === "open" && now + LAST_PROMOTION_MS < seats.promoteUntil;
}

/** Whether a party can never fit and is passed over. */
export function isTooLarge({ capacity }: Pick<Seats, "capacity">, size: number): boolean {
  return size > capacity;
}

/** Throws `closed` unless people may register now, and `full` for a party that could never fit. */
export function requireOpen(seats: Seats, size: number, now: number): void {
  if (seats.status === "cancelled") throw new ChamberError("closed", "This event was cancelled.");
  if (seats.status === "closed" || now >= seats.closesAt) throw new ChamberError("closed", "Registration has closed.");
  if (now < seats.opensAt) throw new ChamberError("closed", "Registration has not opened yet.");
  if (isTooLarge(seats, size)) {
    throw new ChamberError("full", `There are ${seats.capacity} seats in all. Register fewer people together.`);
  }
}

/**
 * Which of the parties at the head of the waitlist get seats now: in strict order and at most 33. A party larger than the
 * capacity is passed over; any other one that does not fit holds up those behind it, unless gaps are filled.
 * @param waiting the beginning of the list
 * @returns `more` when parties further down the list could still get seats in the same batch
 */
export function headThatFits(
  seats: Pick<Seats, "capacity" | "taken" | "fillGaps">,
  waiting: readonly Waiting[],
): { readonly chosen: readonly Waiting[]; readonly more: boolean } {
  const chosen: Waiting[] = [];
  let free = freeSeats(seats);
  for (const party of waiting) {
    if (free === 0 || chosen.length === LARGEST_BATCH) return { chosen, more: false };
    if (party.size <= free) {
      chosen.push(party);
      free -= party.size;
    } else if (!isTooLarge(seats, party.size) && !seats.fillGaps) {
      return { chosen, more: false };
    }
  }
  return { chosen, more: free > 0 && chosen.length < LARGEST_BATCH };
}
