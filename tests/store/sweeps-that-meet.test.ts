import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep } from "@mainstreet/store/sweep";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { mixer } from "./mixer.ts";

test("two sweeps that meet tell a party once that others go before it", async () => {
  const { needs, table, eventId, register, attempt } = await mixer({ capacity: 4 });
  await register(0, 4);
  await register(1, 4);
  const change = { set: { capacity: 2 }, edition: null, flow: attempt() };
  await SeatsStore.changeSeats(table, by(undefined, needs.now()), eventId, change);
  let reads = 0;
  // The first to read whom the list's places belong to looks for orphans, the second for whom to tell.
  const overtaken: Table = {
    ...table,
    async getMany(keys) {
      if (++reads === 2) await sweep(needs, eventId);
      return table.getMany(keys);
    },
  };

  await sweep({ ...needs, table: overtaken }, eventId);

  const told: unknown[] = [];
  for await (const page of table.scan(["mail"])) told.push(...page.filter(({ what }) => what === "passed-over"));
  expect(reads).toBeGreaterThanOrEqual(2);
  expect(told).toHaveLength(1);
});
