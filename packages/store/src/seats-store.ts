import { requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { Seats, type SeatsChange } from "@mainstreet/core/seats";
import { seatsIndex, seatsKey, seatsPartition } from "./event-keys.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const TRIES = 40;

/** The seats of an event. @throws `not-found` */
export async function get(table: Table, eventId: string): Promise<Seats> {
  const item = await table.get(seatsKey(eventId));
  if (!item) throw new ChamberError("not-found", "There is no registration for this event.");
  return Seats.parse(entityOf(item));
}

/** The step that stores seats: those of a new event when nothing else is said. */
export function put(seats: Seats, when: Condition = ABSENT): Action {
  return { put: itemOf(seats, true), when };
}

/** The seats as a change by staff makes them, and the step that stores them. @param flow the id of the request */
export function seatsChanged(seats: Seats, change: SeatsChange, flow: string): { seats: Seats; action: Action } {
  const next = {
    ...applied(seats, change),
    edition: seats.edition + 1,
    changedBy: flow,
    version: seats.version + 1,
  };
  return { seats: next, action: put(next, atVersion(seats.version)) };
}

/**
 * Changes what staff may set, however busy registration is meanwhile; more steps may go into the same transaction.
 * @param change.edition the one that staff saw; null where something in `also` guards against two edits at once
 * @throws `stale`, `not-found`; `Refused` when a condition of `also` did not hold, by its indexes
 */
export async function changeSeats(
  table: Table,
  write: Write<Seats>,
  eventId: string,
  change: {
    readonly set: SeatsChange;
    readonly edition: number | null;
    /** The id of the request: repeated, it changes nothing again. */
    readonly flow: string;
    readonly also?: (seats: Seats) => readonly Action[];
  },
): Promise<Seats> {
  requireStaff(write.actor);
  for (let tried = 1; ; tried++) {
    const current = await get(table, eventId);
    if (current.changedBy === change.flow) return current;
    if (change.edition !== null && current.edition !== change.edition) throw stale();
    const { seats, action } = seatsChanged(current, change.set, change.flow);
    try {
      return await commit(table, write, [action, ...(change.also?.(seats) ?? [])], seats);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!error.failed(0)) throw new Refused(error.found.slice(1));
      if (tried === TRIES) throw new ChamberError("busy", "Many people are registering just now.", { cause: error });
    }
  }
}

/** Events whose waitlist may still move. Read through the index, so that the newest may be missing for a moment. */
export async function listOpen(table: Table): Promise<Seats[]> {
  const { items } = await table.query(seatsPartition(), { index: true });
  return items.map((item) => Seats.parse(entityOf(item)));
}

/** Takes seats whose waitlist is over out of the list of open ones, until staff change them again. */
export async function retire(table: Table, seats: Seats): Promise<void> {
  const next = { ...seats, version: seats.version + 1 };
  try {
    await table.transact([{ put: itemOf(next, false), when: atVersion(seats.version) }]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function itemOf(seats: Seats, open: boolean) {
  return { ...seatsKey(seats.eventId), ...(open && seatsIndex(seats.eventId)), kind: "seats", ...seats };
}
