import { leaseKey } from "@mainstreet/store/keys";
import type { Lease } from "@mainstreet/store/lease-store";
import * as LeaseStore from "@mainstreet/store/lease-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { dice } from "../emulator/fault-layer.ts";
import { freshTable, sleep } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";

const FOR = 1_000;
const GRACE = 100;

function take(table: Table, holder: string, now: number, fence: number | null = null): Promise<Lease | null> {
  return LeaseStore.take(table, { name: "site", holder, fence, now, forMs: FOR, graceMs: GRACE });
}

test("a lease is one holder's until it ends and the grace after it", async () => {
  const { table } = await freshTable({ chamber: null });

  expect(await take(table, "ann", 0)).toEqual({ name: "site", holder: "ann", fence: 1, until: FOR });
  expect(await take(table, "bob", FOR + GRACE - 1)).toBeNull();
  expect(await take(table, "bob", FOR + GRACE)).toEqual({
    name: "site",
    holder: "bob",
    fence: 2,
    until: 2 * FOR + GRACE,
  });
});

test("a holder that names its fence prolongs its lease, one that has just started gets a higher fence", async () => {
  const { table } = await freshTable({ chamber: null });
  await take(table, "ann", 0);

  expect(await take(table, "ann", 500, 1)).toMatchObject({ fence: 1, until: 1500 });
  expect(await take(table, "ann", 600)).toMatchObject({ fence: 2, until: 1600 });
  expect(await take(table, "ann", 700, 1)).toMatchObject({ fence: 3, until: 1700 });
});

test("a holder that has lost its lease to another does not get it back by its old fence", async () => {
  const { table } = await freshTable({ chamber: null });
  await take(table, "ann", 0);
  await take(table, "bob", FOR + GRACE);

  expect(await take(table, "ann", FOR + GRACE + 1, 1)).toBeNull();
});

test("a lease that was given back is free at once, and its next fence is higher", async () => {
  const { table } = await freshTable({ chamber: null });
  const lease = await take(table, "ann", 0);
  if (lease) await LeaseStore.giveBack(table, lease);

  expect(await take(table, "bob", 1)).toMatchObject({ holder: "bob", fence: 2 });
});

test("giving back somebody else's lease, an older one of one's own, or none leaves things as they are", async () => {
  const { table } = await freshTable({ chamber: null });
  await LeaseStore.giveBack(table, { name: "site", holder: "ann", fence: 1, until: 0 });
  expect(await table.get(leaseKey("site"))).toBeUndefined();
  await take(table, "ann", 0);
  await take(table, "ann", 1);
  const before = await table.get(leaseKey("site"));

  await LeaseStore.giveBack(table, { name: "site", holder: "bob", fence: 2, until: FOR });
  await LeaseStore.giveBack(table, { name: "site", holder: "ann", fence: 1, until: FOR });

  expect(await table.get(leaseKey("site"))).toEqual(before);
});

test("a lease that changes hands while it is given back stays with its new holder", async () => {
  const { table } = await freshTable({ chamber: null });
  const lease = await take(table, "ann", 0);
  const overtaken: Table = {
    ...table,
    async transact(actions) {
      await take(table, "bob", FOR + GRACE);
      await table.transact(actions);
    },
  };

  if (lease) await LeaseStore.giveBack(overtaken, lease);

  expect(await table.get(leaseKey("site"))).toMatchObject({ holder: "bob", fence: 2 });
});

test("leases of different names have nothing to do with one another", async () => {
  const { table } = await freshTable({ chamber: null });
  await take(table, "ann", 0);

  expect(
    await LeaseStore.take(table, { name: "other", holder: "bob", fence: null, now: 0, forMs: 1, graceMs: 0 }),
  ).toMatchObject({
    fence: 1,
  });
});

test("of twenty that take a free lease at once one gets it", async () => {
  const { table } = await freshTable({ chamber: null });

  const leases = await Promise.all(Array.from({ length: 20 }, (_, i) => take(table, `holder ${i}`, 0)));

  expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
});

test("under faults and races there is one holder at a time, and fences only rise", async () => {
  const { table, injected } = await badDay({ seed: 5 });
  const roll = dice(6);
  const [holders, rounds] = [5, long ? 400 : 12];
  let now = 0;
  let grants = 0;
  let highest = 0;
  const seen = new Set<number>();
  const believed = new Map<string, Lease>();
  const othersWith = (holder: string) => [...believed.values()].filter((l) => l.holder !== holder && l.until > now);

  const live = async (holder: string) => {
    for (let round = 0; round < rounds; round++) {
      const mine = believed.get(holder) ?? null;
      const known = highest;
      const lease = await take(table, holder, now, roll() < 0.8 ? (mine?.fence ?? null) : null);
      if (lease && lease.until > now) {
        expect(othersWith(holder)).toEqual([]);
        if (lease.fence !== mine?.fence) {
          expect(lease.fence).toBeGreaterThan(known);
          expect(seen.has(lease.fence)).toBe(false);
          seen.add(lease.fence);
          grants++;
        }
        highest = Math.max(highest, lease.fence);
        believed.set(holder, lease);
      }
      const current = believed.get(holder);
      if (current && roll() < 0.4) {
        believed.delete(holder);
        await LeaseStore.giveBack(table, current);
      }
      now += Math.floor(roll() * 250);
      await sleep(roll() * 6);
    }
  };
  await Promise.all(Array.from({ length: holders }, (_, i) => live(`holder ${i}`)));

  expect(grants).toBeGreaterThan(1);
  figure(
    `lease under faults: ${written(holders * rounds)} tries, ${grants} grants, 0 with two holders, 0 fences fell, ${injected.conflict} conflicts and ${injected.lostReply} lost replies injected`,
  );
});
