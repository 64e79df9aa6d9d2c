import type { Now, Sleep } from "@mainstreet/core/needs";
import * as LeaseStore from "@mainstreet/store/lease-store";
import type { Table } from "@mainstreet/store/table";
import { Overtaken } from "./state.ts";

const NAME = "publisher";
const FOR_MS = 60_000;
/** A writer stops, or prolongs its lease, this long before the end: what it has begun then still ends in time. */
const MARGIN_MS = 20_000;
/** Nobody takes a lease that was not given back before this has passed as well. */
const GRACE_MS = 5_000;
const POLL_MS = 50;
const PATIENCE_MS = 2 * (FOR_MS + GRACE_MS);

/** The right to write the site, as long as it lasts. */
export type Holding = {
  readonly fence: number;
  /** Does one piece of writing, if the lease still stands; prolongs it in good time. @throws `Overtaken` */
  writing<T>(work: () => Promise<T>): Promise<T>;
  giveBack(): Promise<void>;
};

/** Waits for the right to write the site. */
export async function holdLease(needs: { table: Table; holder: string; now: Now; sleep: Sleep }): Promise<Holding> {
  const { table, holder, now, sleep } = needs;
  const times = { forMs: FOR_MS, graceMs: GRACE_MS };
  const take = (fence: number | null) => LeaseStore.take(table, { name: NAME, holder, fence, now: now(), ...times });
  let waited = 0;
  let lease = await take(null);
  while (!lease) {
    if (waited > PATIENCE_MS) throw new Error("Another publisher has held the site for minutes.");
    await sleep(POLL_MS);
    waited += POLL_MS;
    lease = await take(null);
  }
  let held = lease;
  let renewal: Promise<void> | undefined;

  async function prolong(): Promise<void> {
    const longer = await take(held.fence);
    if (longer?.fence !== held.fence) throw new Overtaken();
    held = longer;
  }

  return {
    fence: held.fence,
    async writing(work) {
      if (now() > held.until - MARGIN_MS) {
        // Several files are written at once, but the lease is prolonged once.
        renewal ??= prolong().finally(() => {
          renewal = undefined;
        });
        await renewal;
      }
      return work();
    },
    giveBack: () => LeaseStore.giveBack(table, held),
  };
}
