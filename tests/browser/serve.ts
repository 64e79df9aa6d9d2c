// The demo chamber for the browser tests, in a home of its own that is thrown away.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { system } from "@mainstreet/core/actor";
import * as PersonStore from "@mainstreet/store/person-store";
import { endOrphan } from "../../functions/local/running.ts";
import { startSession } from "../people.ts";
import { runningTable } from "../running-table.ts";
import { PREFIX } from "./command.ts";
import { STAFF_TOKEN } from "./staff.ts";

await sweep();
const home = mkdtempSync(path.join(tmpdir(), PREFIX));
process.once("exit", () => rmSync(home, { recursive: true, force: true }));

// A Playwright that is killed cannot stop its server. It holds the other end of this pipe: when that is gone, so is it.
process.stdin.once("end", () => process.kill(process.pid, "SIGTERM")).resume();

process.env.MAINSTREET_HOME = home;
process.env.DYNAMODB_ENDPOINT = "";
process.env.MAINSTREET_SEED = "demo";
// All tests ask from one network, and the same staff sign in again and again.
process.env.CODES_PER_NETWORK = "500";
process.env.CODES_PER_MAILBOX = "50";
await import("../../functions/local/main.ts");
await signStaffIn();

/** Begins the session that the tests write in, as soon as there is a table. */
async function signStaffIn(): Promise<void> {
  while (!existsSync(path.join(home, "running.json"))) await setTimeout(50);
  const table = runningTable(home);
  const [staff] = await PersonStore.listStaff(table, system("tests"));
  if (!staff) throw new Error("The demo chamber has staff.");
  await startSession(table, staff, {}, Date.now(), STAFF_TOKEN);
}

/** Takes away what servers have left that were killed themselves. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const left = path.join(tmpdir(), name);
    if (!isOver(left)) continue;
    await endOrphan(left);
    rmSync(left, { recursive: true, force: true });
  }
}

/** Whether somebody ran there and is gone; a home without a word may be starting just now. */
function isOver(home: string): boolean {
  try {
    process.kill(Number(JSON.parse(readFileSync(path.join(home, "running.json"), "utf8")).pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
