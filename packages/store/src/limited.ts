import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import { firstSlot, freeSlot, type Limit, take } from "./limit-store.ts";
import { type Action, Refused, type Table } from "./table.ts";
import { AlreadyDone } from "./write.ts";

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

/**
 * Carries out steps that nobody else stands in the way of, under several limits at once: whatever is refused has used nothing
 * up. What is asked of the table is the same however many slots are taken.
 * @param remember the step that refuses the transaction when the same request was carried out before
 * @param refusal what is thrown when a limit is reached
 * @throws `AlreadyDone`, and what `refusal` makes
 */
export async function withinLimits(
  { table, now, random }: { readonly table: Table; readonly now: number; readonly random: Random },
  limits: readonly Limit[],
  remember: Action,
  steps: readonly Action[],
  refusal: (cause?: unknown) => ChamberError,
): Promise<void> {
  const slots = await Promise.all(limits.map((limit) => firstSlot(table, limit, random, now)));
  if (slots.includes(null)) throw refusal();
  for (;;) {
    const taking = limits.map((limit, i) => take(limit, slots[i] ?? 0, now));
    try {
      return await table.transact([remember, ...steps, ...taking]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.failed(0)) throw new AlreadyDone();
      for (const [i, limit] of limits.entries()) {
        if (!error.failed(1 + steps.length + i)) continue;
        const slot = await freeSlot(table, limit, random, now);
        if (slot === null) throw refusal(error);
        slots[i] = slot;
      }
    }
  }
}
