import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import * as Chamber from "@mainstreet/core/chamber";
import { EMULATED, startEmulator } from "@mainstreet/functions/local/emulator";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { openClient } from "@mainstreet/store/client";
import { createStream, type Stream } from "@mainstreet/store/stream";
import { createTable, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";

export type BenchChamber = {
  readonly table: Table;
  readonly stream: Stream;
  readonly endpoint: string;
  readonly name: string;
  readonly folder: string;
  stop(): Promise<void>;
};

/** An empty chamber on an emulator of its own, with its data in a file as `npm start` keeps it. */
export async function benchChamber(): Promise<BenchChamber> {
  const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-bench-"));
  // A signal alone would leave the emulator behind, which ends with this process's `exit`.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const emulator = await startEmulator(path.join(folder, "table.db"));
  const needs = { endpoint: emulator.endpoint, ...EMULATED };
  const client = openClient(needs);
  const name = "mainstreet";
  await ensureTable(client, name, sleep);
  const table = createTable({ client, name, sleep, random });
  await ChamberStore.create(
    table,
    { actor: TRUSTED, now: Date.now(), random, keyring: KEYRING, remember: null },
    Chamber.BLANK,
  );
  return {
    table,
    stream: createStream({ client, streams: new DynamoDBStreamsClient(needs), name }),
    endpoint: emulator.endpoint,
    name,
    folder,
    async stop() {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
