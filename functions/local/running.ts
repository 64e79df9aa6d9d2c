import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";

/** What a running Mainstreet tells the commands beside it, in `running.json` of its home. */
const Running = z.object({
  pid: z.int(),
  emulatorPid: z.int().nullable(),
  endpoint: z.string(),
  table: z.string(),
  site: z.string(),
});
export type Running = z.infer<typeof Running>;

const FILE = "running.json";

/** Who runs in a home, or undefined; a file left by one that was killed does not count. */
export async function findRunning(home: string): Promise<Running | undefined> {
  const left = await readRunning(home);
  if (!left || !isAlive(left.pid)) return undefined;
  // A process number comes round again: only who answers as Mainstreet is running.
  const answer = await fetch(`${left.site}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer?.ok ? left : undefined;
}

/** Ends the emulator that a killed Mainstreet has left behind; it would hold the database's file. */
export async function endOrphan(home: string): Promise<void> {
  const left = await readRunning(home);
  if (!left || isAlive(left.pid) || left.emulatorPid === null || !isAlive(left.emulatorPid)) return;
  if (commandOf(left.emulatorPid).includes("dynoxide")) process.kill(left.emulatorPid, "SIGTERM");
}

/** Says that this process runs. */
export async function tellRunning(home: string, running: Running): Promise<void> {
  await mkdir(home, { recursive: true });
  // Whoever looks for it reads all of it or nothing.
  const part = path.join(home, `${FILE}.part`);
  await writeFile(part, `${JSON.stringify(running, null, 1)}\n`);
  await rename(part, path.join(home, FILE));
}

/** Takes the word back. */
export async function tellStopped(home: string): Promise<void> {
  await rm(path.join(home, FILE), { force: true });
}

async function readRunning(home: string): Promise<Running | undefined> {
  try {
    return Running.parse(JSON.parse(await readFile(path.join(home, FILE), "utf8")));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
