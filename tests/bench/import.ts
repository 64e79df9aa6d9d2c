// Seconds of an import through the real command, the first time and again, without and with a publisher beside it.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import path from "node:path";
import { PEPPER } from "../people.ts";
import { benchChamber } from "./chamber.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CLI = path.join(ROOT, "packages/cli/src/main.ts");
const SAMPLE = path.resolve(ROOT, "../shared/data/sf-businesses.csv");

/** Runs an import in a process of its own: its last line, its seconds, and its most resident memory. */
export function runImport(file: string, endpoint: string, ...more: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const began = performance.now();
    const child = spawn(process.execPath, [CLI, "import", file, "--defaults", "category=Food", ...more], {
      env: { ...process.env, DYNAMODB_ENDPOINT: endpoint, MAINSTREET_PEPPER: Buffer.from(PEPPER).toString("hex") },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let peak = 0;
    const watch = setInterval(() => {
      const rss = spawnSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }).stdout;
      peak = Math.max(peak, Number(rss) / 1024);
    }, 500);
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.once("error", fail);
    child.once("exit", () => {
      clearInterval(watch);
      const last = said.trim().split("\n").at(-1) ?? "";
      done(`${last}; process ${((performance.now() - began) / 1000).toFixed(1)} s, ${peak.toFixed(0)} MB at most`);
    });
  });
}

if (import.meta.main) {
  if (!existsSync(SAMPLE)) {
    console.log("import: skipped, the sample data is not beside the checkout");
  } else {
    const chamber = await benchChamber();
    const file = path.join(chamber.folder, "sf.csv");
    copyFileSync(SAMPLE, file);
    console.log(`import, first: ${await runImport(file, chamber.endpoint)}`);
    console.log(`import, again: ${await runImport(file, chamber.endpoint)}`);
    await chamber.stop();
  }
}
