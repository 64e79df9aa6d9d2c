import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Actor } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { openClient } from "@mainstreet/store/client";
import { createTable, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import type { Write } from "@mainstreet/store/write";
import { inject } from "vitest";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";

export const random = (length: number): Uint8Array => randomBytes(length);
export const sleep = async (ms: number): Promise<void> => {
  await setTimeout(ms);
};

/** What a store call needs from somebody who may do everything. */
export function by<Result>(actor: Actor = TRUSTED, now: number = Date.now()): Write<Result> {
  return { actor, now, random, keyring: KEYRING, remember: null };
}

/** A client of the emulator, which a test may put something between. */
export function emulated(endpoint: string = inject("dynamodb")): DynamoDBClient {
  return openClient({ endpoint, ...EMULATED });
}

/**
 * A new table with a name of its own: the emulator replays the stream of a recreated one.
 * @param client goes between, for faults
 */
export async function freshTable(
  options: { client?: Pick<DynamoDBClient, "send">; chamber?: Chamber.ChamberSettings | null } = {},
): Promise<{ table: Table; name: string; client: Pick<DynamoDBClient, "send"> }> {
  const { client = emulated(), chamber = Chamber.BLANK } = options;
  const name = `test-${randomBytes(8).toString("hex")}`;
  await ensureTable(emulated(), name, sleep);
  const table = createTable({ client, name, sleep, random });
  if (chamber) await ChamberStore.create(table, by(), chamber);
  return { table, name, client };
}
