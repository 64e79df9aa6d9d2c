// Seconds of an import through the real command, the first time and again; seconds and memory of one over the API.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync } from "node:fs";
import path from "node:path";
import { PEPPER } from "../people.ts";
import { benchChamber } from "./chamber.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CLI = path.join(ROOT, "packages/cli/src/main.ts");
const API = path.join(import.meta.dirname, "import-api.ts");
/** What is left to objects in a function of 512 MB, with as much as that for all else. */
const HEAP_MB = 192;
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

/** An import over the API, in a process of its own whose heap is a small function's: it says what each step took. */
async function importOverApi(): Promise<void> {
  const { endpoint, name, folder, stop } = await benchChamber();
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, API, endpoint, name, SAMPLE, folder], {
    stdio: "inherit",
  });
  await once(child, "exit");
  await stop();
}

if (import.meta.main) {
  if (!existsSync(SAMPLE)) {
    console.log("import: skipped, the sample data is not beside the checkout");
  } else if (process.argv.includes("--only=api")) {
    await importOverApi();
  } else {
    const chamber = await benchChamber();
    const file = path.join(chamber.folder, "sf.csv");
    copyFileSync(SAMPLE, file);
    console.log(`import, first: ${await runImport(file, chamber.endpoint)}`);
    console.log(`import, again: ${await runImport(file, chamber.endpoint)}`);
    await chamber.stop();
    await importOverApi();
  }
}
