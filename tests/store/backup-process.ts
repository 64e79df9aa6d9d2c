import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { inject } from "vitest";
import { PEPPER } from "../people.ts";
import { PASSPHRASE } from "./backup-town.ts";

const MAIN = path.resolve(import.meta.dirname, "../../packages/cli/src/main.ts");

/** A command in a process of its own, as people call it. */
export type Called = { readonly child: ChildProcess; readonly said: () => string; readonly end: Promise<unknown> };

/** Calls the command line over a table of the emulator. @param at the home, and the table */
export function call(
  args: readonly string[],
  at: { readonly home: string; readonly table: string; readonly pepper?: Uint8Array | null },
): Called {
  const { home, table, pepper = PEPPER } = at;
  const env = {
    ...process.env,
    DYNAMODB_ENDPOINT: inject("dynamodb"),
    MAINSTREET_TABLE: table,
    MAINSTREET_HOME: home,
    MAINSTREET_PEPPER: pepper ? Buffer.from(pepper).toString("hex") : "",
    MAINSTREET_PASSPHRASE: PASSPHRASE,
  };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk;
    });
  }
  return { child, said: () => said, end: once(child, "exit") };
}

/** Calls it and waits. */
export async function called(...of: Parameters<typeof call>): Promise<{ code: number | null; said: string }> {
  const { child, said, end } = call(...of);
  await end;
  return { code: child.exitCode, said: said() };
}
