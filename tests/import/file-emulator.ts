import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as Chamber from "@mainstreet/core/chamber";
import { EMULATED, startEmulator } from "@mainstreet/functions/local/emulator";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { openClient } from "@mainstreet/store/client";
import { createTable, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { by, random, sleep } from "../emulator/table.ts";

/** An emulator of its own on a file, for whole imports. */
export type FileEmulator = {
  readonly endpoint: string;
  client(): DynamoDBClient;
  /** A new table with a chamber in it. @param through goes between, for faults */
  fresh(name: string, through?: DynamoDBClient): Promise<Table>;
  stop(): Promise<void>;
};

/** Starts it. */
export async function startFileEmulator(): Promise<FileEmulator> {
  const folder = await mkdtemp(path.join(tmpdir(), "emulator-"));
  const emulator = await startEmulator(path.join(folder, "table.db"));
  const client = openClient({ endpoint: emulator.endpoint, ...EMULATED });
  return {
    endpoint: emulator.endpoint,
    client: () => openClient({ endpoint: emulator.endpoint, ...EMULATED }),
    async fresh(name, through = client) {
      await ensureTable(client, name, sleep);
      await ChamberStore.create(createTable({ client, name, sleep, random }), by(), Chamber.BLANK);
      return createTable({ client: through, name, sleep, random });
    },
    async stop() {
      await emulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}
