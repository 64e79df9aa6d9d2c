import { readFile } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";
import type { Random, Sleep } from "@mainstreet/core/needs";
import type { Table } from "@mainstreet/store/table";
import { tableAt, wholeTableAt } from "@mainstreet/store/table-at";
import type { WholeTable } from "@mainstreet/store/whole-table";
import type { Env } from "./env.ts";

const LOCAL = { accessKeyId: "local", secretAccessKey: "local" } as const;
const NOT_RUNNING = "Start Mainstreet first (npm start), or set DYNAMODB_ENDPOINT.";

/**
 * The table of a chosen endpoint, or of the Mainstreet that runs on this machine.
 * @throws `not-found` when there is neither
 */
export async function connect(env: Env, needs: { sleep: Sleep; random: Random }): Promise<Table> {
  return tableAt({ ...needs, ...(await placeOf(env)) });
}

/** The same table as backups see it. @throws `not-found` when there is neither */
export async function connectWhole(env: Env, needs: { sleep: Sleep; random: Random }): Promise<WholeTable> {
  return wholeTableAt({ ...needs, ...(await placeOf(env)) });
}

async function placeOf(env: Env) {
  const running = env.endpoint === null ? await runningIn(env.home) : null;
  const endpoint = env.endpoint ?? running?.endpoint;
  if (!endpoint) throw new ChamberError("not-found", NOT_RUNNING);
  return {
    endpoint,
    name: env.tableName,
    // The emulator that npm start runs believes any credentials; those of a real account are not shown to it.
    ...(running || !env.hasCredentials ? { region: "local", credentials: LOCAL } : { region: env.region ?? "local" }),
  };
}

/** What a running `npm start` says about itself, or null when none runs. */
export async function runningIn(home: string): Promise<{ endpoint: string } | null> {
  const text = await readFile(path.join(home, "running.json"), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== "object" || said === null || !("pid" in said) || !("endpoint" in said)) return null;
    const { pid, endpoint } = said;
    if (typeof pid !== "number" || typeof endpoint !== "string" || !isAlive(pid)) return null;
    return { endpoint };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
