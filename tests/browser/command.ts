import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ORIGIN } from "./origin.ts";

/** How the homes of demo chambers for browser tests are called. */
export const PREFIX = "mainstreet-browser-";

const MAIN = path.resolve(import.meta.dirname, "../../packages/cli/src/main.ts");

/** Runs a command of the command line on the chamber that the browser visits; gives what it has printed. */
export async function command(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, MAINSTREET_HOME: home(), DYNAMODB_ENDPOINT: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env });
  return stdout;
}

function home(): string {
  const found = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => path.join(tmpdir(), name))
    .find(isServed);
  if (!found) throw new Error("No demo chamber runs for browser tests.");
  return found;
}

/** Whether it is the home of the Mainstreet that answers at the origin. */
function isServed(folder: string): boolean {
  try {
    const { pid, site } = JSON.parse(readFileSync(path.join(folder, "running.json"), "utf8"));
    process.kill(pid, 0);
    return site === ORIGIN;
  } catch {
    return false;
  }
}
