import type { Registration } from "@mainstreet/core/registration";
import type { Seats } from "@mainstreet/core/seats";
import { head } from "@mainstreet/store/promotion";
import type { Table } from "@mainstreet/store/table";

const MOST_COUNTED = 1_000;

/** Tells people about where they stand on the waitlists of events. */
export type Waitlists = {
  /** About the how-manieth, counted from 1 and no further than 1,000; null for somebody who does not wait. */
  placeOf(seats: Seats, registration: Registration | null): Promise<number | null>;
};

/**
 * Reads each list once for all who ask while it is being read: in a rush everybody asks at once, and each would read what
 * everybody before them has left there. Nobody gets a list that was read before they asked.
 */
export function openWaitlists(table: Table): Waitlists {
  const read = async (seats: Seats) => {
    const { waiting } = await head(table, seats, MOST_COUNTED);
    return waiting.map(({ place }) => place);
  };
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<readonly string[]>>();

  function listOf(seats: Seats): Promise<readonly string[]> {
    const id = seats.eventId;
    const waiting = next.get(id);
    if (waiting) return waiting;
    const before = running.get(id) ?? Promise.resolve();
    const list = before.then(() => {
      next.delete(id);
      const reading = read(seats);
      const ended = reading.then(
        () => undefined,
        () => undefined,
      );
      running.set(id, ended);
      void ended.then(() => {
        if (running.get(id) === ended) running.delete(id);
      });
      return reading;
    });
    next.set(id, list);
    return list;
  }

  return {
    async placeOf(seats, registration) {
      const place = registration?.place ?? null;
      if (place === null) return null;
      const list = await listOf(seats);
      return 1 + Math.min(MOST_COUNTED - 1, list.filter((other) => other < place).length);
    },
  };
}
