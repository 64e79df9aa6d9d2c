import { execFileSync, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Browser } from "@playwright/test";

/**
 * Gives the main thread of a page the first core of this machine, and the second to all else that this process has started: a
 * browser draws in other processes, servers answer, and on two cores they would interrupt the thread whose work is measured.
 * @returns whether it has: it takes `taskset` (util-linux) and two cores
 */
export async function giveOwnCore(browser: Browser): Promise<boolean> {
  if (process.platform !== "linux" || availableParallelism() < 2) return false;
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const [renderer] = processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
  if (!renderer) return false;
  for (const id of [process.pid, ...descendants(process.pid)]) taskset("-apc", "1", id);
  // The number of a process is that of its main thread.
  return taskset("-pc", "0", renderer.id);
}

/** @returns whether it was done: a process may be over by now, as the one that listed them is */
function taskset(how: string, core: string, id: number): boolean {
  return spawnSync("taskset", [how, core, String(id)], { stdio: "ignore" }).status === 0;
}

/** All that a process has started, and all that these have. */
function descendants(ancestor: number): readonly number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const found = [ancestor];
  for (const parent of found) for (const [id = 0, of] of pairs) if (of === parent) found.push(id);
  return found.slice(1);
}
