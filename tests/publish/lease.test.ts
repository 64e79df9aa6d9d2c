import * as LeaseStore from "@mainstreet/store/lease-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { freshTable } from "../emulator/table.ts";

const FOR_MS = 60_000;
const GRACE_MS = 5_000;

function take(table: Table, holder: string, now: number, fence: number | null = null) {
  return LeaseStore.take(table, { name: "publisher", holder, fence, now, forMs: FOR_MS, graceMs: GRACE_MS });
}

async function empty(): Promise<Table> {
  return (await freshTable({ chamber: null })).table;
}

test("a lease goes to one holder, who may prolong it, and to nobody else while it stands", async () => {
  const table = await empty();

  const first = await take(table, "one", 0);
  const longer = await take(table, "one", 30_000, first?.fence ?? null);

  expect(first).toMatchObject({ holder: "one", fence: 1, until: FOR_MS });
  expect(longer).toMatchObject({ holder: "one", fence: 1, until: 90_000 });
  expect(await take(table, "other", 89_999)).toBeNull();
});

test("a lease that ran out stays untouched for its time of grace, then goes on with a higher fence", async () => {
  const table = await empty();
  await take(table, "one", 0);

  expect(await take(table, "other", FOR_MS + GRACE_MS - 1)).toBeNull();
  expect(await take(table, "other", FOR_MS + GRACE_MS)).toMatchObject({ holder: "other", fence: 2 });
});

test("a lease that was given back is free at once, and its next fence is higher", async () => {
  const table = await empty();
  const lease = await take(table, "one", 0);
  if (!lease) throw new Error("Nobody else holds it.");

  await LeaseStore.giveBack(table, lease);
  await LeaseStore.giveBack(table, lease);

  expect(await take(table, "other", 1)).toMatchObject({ holder: "other", fence: 2 });
});

test("a holder that starts anew under its old name gets a higher fence, and its former self cannot prolong", async () => {
  const table = await empty();
  const former = await take(table, "one", 0);

  const present = await take(table, "one", 1);

  expect(present?.fence).toBe(2);
  expect((await take(table, "one", 2, former?.fence ?? null))?.fence).not.toBe(former?.fence);
});

test("nobody gives back a lease that is somebody else's by now", async () => {
  const table = await empty();
  const lost = await take(table, "one", 0);
  if (!lost) throw new Error("Nobody else holds it.");
  const held = await take(table, "other", 100_000);

  await LeaseStore.giveBack(table, lost);

  expect(await take(table, "third", 100_001)).toBeNull();
  expect(await take(table, "other", 100_001, held?.fence ?? null)).toMatchObject({ fence: held?.fence });
});

test("of 20 that reach for a lease at once one gets it", async () => {
  const table = await empty();

  const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => take(table, `holder ${i}`, 0)));

  expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
});
