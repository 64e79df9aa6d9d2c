import * as z from "zod";
import { leaseKey } from "./keys.ts";
import { ABSENT, atVersion, Refused, type Table } from "./table.ts";

/** The right to write the site until an instant (milliseconds since 1970). A later holder has a higher fence. */
export type Lease = { readonly name: string; readonly holder: string; readonly fence: number; readonly until: number };

const Stored = z.object({ holder: z.string(), fence: z.int(), until: z.int(), version: z.int() });

/**
 * Takes a lease, or prolongs the one this holder has.
 * @param fence of the lease to prolong; null for a holder that has just started, which gets a new one even if it died
 *   holding it under the same name
 * @param graceMs how long after its end a lease that was not given back stays untouched: a holder that was frozen may
 *   believe in it a little longer than the clock does
 * @returns null while somebody else holds it
 */
export async function take(
  table: Table,
  lease: { name: string; holder: string; fence: number | null; now: number; forMs: number; graceMs: number },
): Promise<Lease | null> {
  const { name, holder, now } = lease;
  const item = await table.get(leaseKey(name));
  const held = item && Stored.parse(item);
  const free = !held || held.holder === "" || held.holder === holder || held.until + lease.graceMs <= now;
  if (!free) return null;
  const mine = held?.holder === holder && held.fence === lease.fence;
  const fence = mine ? held.fence : (held?.fence ?? 0) + 1;
  const taken = { holder, fence, until: now + lease.forMs, version: (held?.version ?? 0) + 1 };
  try {
    await table.transact([
      { put: { ...leaseKey(name), kind: "lease", ...taken }, when: held ? atVersion(held.version) : ABSENT },
    ]);
    return { name, holder, fence, until: taken.until };
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Gives a lease back, so that the next holder need not wait. Somebody else's lease is left alone. */
export async function giveBack(table: Table, lease: Lease): Promise<void> {
  const item = await table.get(leaseKey(lease.name));
  const held = item && Stored.parse(item);
  if (!held || held.holder !== lease.holder || held.fence !== lease.fence) return;
  const free = { holder: "", fence: held.fence, until: 0, version: held.version + 1 };
  try {
    await table.transact([{ put: { ...leaseKey(lease.name), kind: "lease", ...free }, when: atVersion(held.version) }]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
