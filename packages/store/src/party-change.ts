import { ChamberError } from "@mainstreet/core/error";
import type { Party } from "@mainstreet/core/party";
import { type PersonKey, sameEmail, shardOf } from "@mainstreet/core/person-key";
import { type Attempt, type Registration, withParty } from "@mainstreet/core/registration";
import { freeSeats, isPromoting, isTooLarge, type Seats } from "@mainstreet/core/seats";
import { isPosted, mailOf, post } from "./outbox-store.ts";
import { head } from "./promotion.ts";
import { leave, type Needs, PRESENT, replace, wait } from "./registration-items.ts";
import { type Answer, afterPromoting, insist, PATIENCE_MS, status, taking } from "./registration-store.ts";
import type { Action, Table } from "./table.ts";
import { stale } from "./write.ts";

const CHANGED = "changed";
const WINDOW = 50;

/**
 * Changes who comes. A smaller party keeps its place or frees seats; a larger one goes to the end of the waitlist, or gets
 * free seats while nobody waits for them.
 * @param change.flow the id of this request: repeated, it changes nothing again
 * @param change.version the version of the registration that the person saw
 * @throws `full` when a confirmed party cannot have more seats, `closed`, `stale`, `not-found`, `invalid`, `busy`
 */
export async function changeParty(
  needs: Needs,
  change: { eventId: string; personKey: PersonKey; attempt: Attempt; flow: Attempt; version: number; party: Party },
): Promise<Answer> {
  const { table, now } = needs;
  const until = now() + PATIENCE_MS;
  return insist(needs, until, async () => {
    const { seats, registration: before } = await status(table, change.eventId, change.personKey);
    if (before?.attempt !== change.attempt) throw new ChamberError("not-found", "There is no such registration.");
    if (before.version !== change.version) {
      if (await isPosted(table, change.flow, CHANGED)) return { registration: before, seats, repeated: true };
      throw stale();
    }
    requireSameMailbox(before.party, change.party);
    const after = withParty(before, change.party, seats.capacity, now());
    const mail = mailOf(after, {
      template: "changed",
      flow: change.flow,
      shard: shardOf(before.personKey, seats.shards),
      now: now(),
    });
    const moves =
      after.status === "confirmed" ? await seatsOf(needs, before, after, seats) : place(before, after, seats);
    await table.transact([post(mail), replace(before, after, seats), ...moves]);
    const answer = { registration: after, seats, repeated: false };
    return after.size === before.size ? answer : afterPromoting(needs, answer, until);
  });
}

/** The steps by which a waiting party keeps its place, or goes to the end. */
function place(before: Registration, after: Registration, seats: Seats): Action[] {
  const isListedSo = after.size === before.size && after.passedOver === before.passedOver;
  if (before.place === after.place) return isListedSo ? [] : [wait(after, seats, PRESENT)];
  return [leave(before, seats), wait(after, seats)];
}

/** The step by which a confirmed party gives seats back or gets some. @throws `full`, `closed` */
async function seatsOf(needs: Needs, before: Registration, after: Registration, seats: Seats): Promise<Action[]> {
  const more = after.size - before.size;
  if (more > 0) {
    if (!isPromoting(seats, needs.now())) throw new ChamberError("closed", "Seats are not given out any more.");
    const free = freeSeats(seats);
    if (more > free || (await isAwaited(needs.table, seats))) {
      throw new ChamberError("full", "There are not enough free seats for more people.");
    }
  }
  return more === 0 ? [] : [taking(seats, more, needs.now())];
}

/** Whether anybody waits who may get seats. */
async function isAwaited(table: Table, seats: Seats): Promise<boolean> {
  for (let limit = WINDOW; ; limit *= 4) {
    const { waiting, complete } = await head(table, seats, limit);
    if (waiting.some(({ size }) => !isTooLarge(seats, size))) return true;
    if (complete) return false;
  }
}

function requireSameMailbox(before: Party, after: Party): void {
  if (sameEmail(before.registrant.email) === sameEmail(after.registrant.email)) return;
  const message = "The address is the one you registered with. Register anew to use another one.";
  throw new ChamberError("invalid", message, { fields: [{ path: "registrant.email", message }] });
}
