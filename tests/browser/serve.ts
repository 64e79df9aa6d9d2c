// The demo chamber for the browser tests, in a home of its own that is thrown away.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endOrphan } from "../../functions/local/running.ts";
import { STAFF_TOKEN } from "./staff.ts";

const PREFIX = "mainstreet-browser-";

await sweep();
const home = mkdtempSync(path.join(tmpdir(), PREFIX));
writeFileSync(path.join(home, "staff-token"), STAFF_TOKEN, { mode: 0o600 });
process.once("exit", () => rmSync(home, { recursive: true, force: true }));

// A Playwright that is killed cannot stop its server. It holds the other end of this pipe: when that is gone, so is it.
process.stdin.once("end", () => process.kill(process.pid, "SIGTERM")).resume();

process.env.MAINSTREET_HOME = home;
process.env.DYNAMODB_ENDPOINT = "";
process.env.MAINSTREET_SEED = "demo";
await import("../../functions/local/main.ts");

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
