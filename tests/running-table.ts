import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { openClient } from "@mainstreet/store/client";
import { createTable, type Table } from "@mainstreet/store/table";

/** The table of the Mainstreet that runs in a home. */
export function runningTable(home: string): Table {
  const { endpoint, table: name } = JSON.parse(readFileSync(path.join(home, "running.json"), "utf8"));
  return createTable({
    client: openClient({ endpoint, ...EMULATED }),
    name,
    sleep: async (ms) => {
      await setTimeout(ms);
    },
    random: (length) => randomBytes(length),
  });
}
