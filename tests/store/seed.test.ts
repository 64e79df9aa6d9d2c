import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { isEmpty, seedChamber } from "@mainstreet/seed/seed";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import { createTable } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, emulated, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";

const now = () => Date.parse("2026-11-20T17:00:00Z");

async function slugs(table: Table): Promise<string[]> {
  const { listings } = await ListingStore.list(table, by().actor, { limit: 1000, cursor: null });
  return listings.map((l) => l.slug).sort();
}

/** A client that is cut off after so many transactions. */
function cutOffAfter(transactions: number): Pick<DynamoDBClient, "send"> {
  const client = emulated();
  let left = transactions;
  return new Proxy(client, {
    get: (target, name) => {
      if (name !== "send") return Reflect.get(target, name);
      return (command: Parameters<DynamoDBClient["send"]>[0]) => {
        if (command.constructor.name === "TransactWriteItemsCommand" && left-- <= 0) throw new Error("cut off");
        return target.send(command);
      };
    },
  });
}

test("the seed fills an empty table once", async () => {
  const { table } = await freshTable({ chamber: null });
  expect(await isEmpty(table)).toBe(true);

  const first = await seedChamber(table, { now, random, keyring: KEYRING });
  const second = await seedChamber(table, { now, random, keyring: KEYRING });

  expect(first).toEqual({ chambers: 1, categories: 45, members: 60, listings: 66, events: 19 });
  expect(second).toEqual({ chambers: 0, categories: 0, members: 0, listings: 0, events: 0 });
  expect(await isEmpty(table)).toBe(false);
});

test("a seed that was killed goes on where it stopped, to the same addresses", async () => {
  const whole = await freshTable({ chamber: null });
  await seedChamber(whole.table, { now, random, keyring: KEYRING });
  const cut = await freshTable({ chamber: null });
  const dying = createTable({ client: cutOffAfter(100), name: cut.name, sleep, random });

  await expect(seedChamber(dying, { now, random, keyring: KEYRING })).rejects.toThrow("cut off");
  expect(await isEmpty(cut.table)).toBe(true);
  await seedChamber(cut.table, { now, random, keyring: KEYRING });

  expect(await slugs(cut.table)).toEqual(await slugs(whole.table));
});
