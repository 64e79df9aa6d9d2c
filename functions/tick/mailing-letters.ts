import type { Now, Random } from "@mainstreet/core/needs";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Keyring } from "@mainstreet/store/keyring";
import { advance } from "@mainstreet/store/mailing-sending";
import * as MailingStore from "@mainstreet/store/mailing-store";
import type { Table } from "@mainstreet/store/table";

/** So many steps are done in one tick, so that others have their turn: some hundreds of people. */
const MOST_STEPS = 20;

/**
 * Goes on with the announcement that is being sent, if there is one. Whatever was cut short is taken up by the next tick, and
 * each person gets it once however often and by however many this is asked.
 */
export async function sendMailing(needs: {
  readonly table: Table;
  readonly now: Now;
  readonly random: Random;
  readonly keyring: Keyring;
}): Promise<void> {
  const { table, now, random, keyring } = needs;
  const id = await MailingStore.sending(table);
  if (id === null) return;
  const chamber = await ChamberStore.get(table);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!(await advance(table, { now: now(), random, keyring }, chamber, id))) return;
  }
}
