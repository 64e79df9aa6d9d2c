import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as Chamber from "@mainstreet/core/chamber";
import { EMULATED, startEmulator } from "@mainstreet/functions/local/emulator";
import * as ChamberStore from "@mainstreet/store/chamber-store";
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

/**
 * Starts an emulator whose stream has an index. For the number of each stream record dynoxide 1.2.1 asks for the highest
 * so far without one, so that each write reads the whole stream: 25,000 records make an import three times as long.
 */
export async function startFileEmulator(): Promise<FileEmulator> {
  const folder = await mkdtemp(path.join(tmpdir(), "emulator-"));
  const file = path.join(folder, "table.db");
  await (await startEmulator(file)).stop();
  const database = new DatabaseSync(file);
  database.exec("CREATE INDEX stream_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))");
  database.close();
  const emulator = await startEmulator(file);
  const client = new DynamoDBClient({ endpoint: emulator.endpoint, ...EMULATED });
  return {
    endpoint: emulator.endpoint,
    client: () => new DynamoDBClient({ endpoint: emulator.endpoint, ...EMULATED }),
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
