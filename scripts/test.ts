// What `npm test` runs, in the order in which it fails soonest. `--long` has the full counts.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "./browser.mjs";

const root = path.resolve(import.meta.dirname, "..");
const long = process.argv.includes("--long");
const results = path.join(root, ".mainstreet", "test-results");
const bin = (name: string) => path.join(root, "node_modules", ".bin", name);
const env = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`,
  ASTRO_TELEMETRY_DISABLED: "1",
  MAINSTREET_LONG: long ? "1" : "",
};
const vitestJson = path.join(results, "vitest.json");
const playwrightJson = path.join(results, "playwright.json");

type Step = { readonly name: string; readonly command: string; readonly args: readonly string[]; readonly in?: string };

/** Those of one row run beside each other. */
const steps: (readonly Step[])[] = [
  [{ name: "format, lint and walls", command: bin("biome"), args: ["ci", "--error-on-warnings", "."] }],
  [{ name: "lock file", command: process.execPath, args: ["scripts/lock-gaps.mjs"] }],
  [{ name: "build", command: process.execPath, args: ["scripts/build.ts"] }],
  [
    { name: "types", command: bin("tsc"), args: ["--noEmit"] },
    { name: "types of pages", command: bin("astro"), args: ["check", "--minimumSeverity", "warning"], in: "web" },
    { name: "dead code", command: bin("knip"), args: [] },
  ],
  [
    {
      name: "tests",
      command: bin("vitest"),
      args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestJson}`],
    },
  ],
  [{ name: "browser tests", command: bin("playwright"), args: ["test"], in: "tests" }],
];

function tell(line: string): void {
  console.log(line);
}

mkdirSync(results, { recursive: true });
if (!findBrowser(root)) {
  console.error("No Chromium could be found or fetched. Install one, or set CHROMIUM_PATH to it.");
  process.exit(1);
}
const from = Date.now();
let failed: string | undefined;
for (const row of steps) {
  const wrong = (await Promise.all(row.map(run))).filter((name) => name !== null);
  if (wrong.length > 0) {
    failed = wrong.join(", ");
    break;
  }
}

const counts = [vitestCounts(), playwrightCounts()];
const passed = counts.reduce((sum, c) => sum + c.passed, 0);
const broken = counts.reduce((sum, c) => sum + c.failed, 0);
tell(`\n${failed ? `Failed at: ${failed}. ` : ""}${((Date.now() - from) / 1000).toFixed(0)} s in all.`);
tell(`${passed} passed, ${failed && broken === 0 ? 1 : broken} failed`);
process.exit(failed ? 1 : 0);

/** Carries a step out; its name if it failed. */
async function run({ name, command, args, in: dir }: Step): Promise<string | null> {
  const began = Date.now();
  tell(`\n── ${name}`);
  const child = spawn(command, args, {
    cwd: path.join(root, dir ?? "."),
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  tell(`── ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return status === 0 ? null : name;
}

type Counts = { readonly passed: number; readonly failed: number };

function vitestCounts(): Counts {
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = readJson(vitestJson);
  return { passed: Number(passed), failed: Number(failed) };
}

function playwrightCounts(): Counts {
  const { stats } = readJson(playwrightJson);
  const {
    expected = 0,
    flaky = 0,
    unexpected = 0,
  } = { ...(typeof stats === "object" ? stats : {}) } as Record<string, number>;
  return { passed: expected + flaky, failed: unexpected };
}

/** The report of a run that began after this script did; an older one does not count. */
function readJson(file: string): Record<string, unknown> {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    const began = Number(report.startTime ?? Date.parse(report.stats?.startTime));
    return began >= from ? report : {};
  } catch {
    return {};
  }
}
