import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import { freeSlot, type Limit, take } from "./limit-store.ts";
import { type Action, Refused, type Table } from "./table.ts";

/**
 * Does something that may be done so often within an hour only.
 * @param at where among its steps `act` puts the one that it is given
 * @throws `too-many`, and what `act` throws
 */
export async function withinLimit<T>(
  table: Table,
  { now, random }: { readonly now: number; readonly random: Random },
  limit: Limit,
  at: number,
  act: (take: Action) => Promise<T>,
): Promise<T> {
  for (;;) {
    const slot = await freeSlot(table, limit, random, now);
    if (slot === null) throw new ChamberError("too-many", "That was often enough for now. Try again in an hour.");
    try {
      return await act(take(limit, slot, now));
    } catch (error) {
      // Somebody else has taken the slot at the same moment.
      if (!(error instanceof Refused) || !error.failed(at)) throw error;
    }
  }
}
