// How long the functions for AWS take to start: the very bundles, over a Runtime API on this machine, beside bare Node.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { startEmulator } from "@mainstreet/functions/local/emulator";
import { bundleFunctions, firstImports } from "../../scripts/bundle.ts";
import { gatewayEvent } from "../lambda/runtime/events.ts";
import { startStage } from "../lambda/stage.ts";
import { median, percentile, short, table, times } from "./report/numbers.ts";
import { report } from "./report/results.ts";

const ROUNDS = 15;
const WARM = 300;
const MOST_TIMES = 9;
const root = path.resolve(import.meta.dirname, "../..");

/** What a function is first called with: something that it answers after a look at its table, and that changes nothing. */
type Call = { readonly label: string; readonly name: string; readonly event: () => object };
const CALLS: readonly Call[] = [
  { label: "api", name: "api", event: () => gatewayEvent("GET", "/api/health") },
  // Its rooms are loaded when they are first called.
  { label: "api, signing in", name: "api", event: () => gatewayEvent("GET", "/api/account") },
  { label: "api, staff (the largest room)", name: "api", event: () => gatewayEvent("GET", "/api/staff/notes") },
  { label: "publish", name: "publish", event: () => ({ publish: "tick" }) },
  { label: "mail", name: "mail", event: () => ({}) },
  { label: "tick", name: "tick", event: () => ({}) },
];

type Times = { readonly cold: number[]; readonly warm: number[] };

const home = mkdtempSync(path.join(tmpdir(), "mainstreet-cold-"));
const emulator = await startEmulator(path.join(home, "table.db"));
try {
  const sizes = await bundleFunctions(root);
  const stage = await startStage(emulator.endpoint);
  const measured = new Map<string, Times>([["node", { cold: [], warm: [] }]]);
  for (const { label } of CALLS) measured.set(label, { cold: [], warm: [] });
  const warmUp = await stage.start("publish");
  await warmUp.invoke({ publish: "all" });
  await warmUp.stop();
  for (let round = 0; round < ROUNDS; round++) {
    console.log(`cold: round ${round + 1} of ${ROUNDS} …`);
    measured.get("node")?.cold.push(await bareNode());
    for (const { label, name, event } of CALLS) {
      const { cold, warm } = measured.get(label) ?? { cold: [], warm: [] };
      const from = performance.now();
      const running = await stage.start(name);
      await running.invoke(event());
      cold.push(performance.now() - from);
      for (let i = 0; round === ROUNDS - 1 && i < WARM; i++) {
        const began = performance.now();
        await running.invoke(event());
        warm.push(performance.now() - began);
      }
      await running.stop();
    }
  }
  await stage.stop();
  const node = median(measured.get("node")?.cold ?? []);
  const rows = CALLS.map(({ label, name }) => {
    const { cold, warm } = measured.get(label) ?? { cold: [], warm: [] };
    const ratio = median(cold) / node;
    const missed = name === "api" && ratio > MOST_TIMES ? " MISSED" : "";
    return [
      label,
      short(median(cold)),
      times(ratio) + missed,
      short(percentile(warm, 0.5)),
      short(percentile(warm, 0.99)),
      ...sizeOf(name),
    ];
  });
  const upload = ["upload", "–", "–", "–", "–", ...sizeOf("upload")];
  const notes = `From the start of the process to the end of its first answer, medians of ${ROUNDS} starts that take turns; bare Node, which ends at once, takes ${short(node)} ms. Table, parameters and files are stand-ins on the same machine, and answer faster than AWS does. Goal of api: ${MOST_TIMES}x, and 1,100 KB and 300 KB after gzip before its first answer. Warm: ${WARM} calls one after the other, with the way there and back. Sizes in KB, minified; “later” is loaded when it is first needed.`;
  const columns = [
    "function",
    "cold, ms",
    "to bare Node",
    "warm p50, ms",
    "p99",
    "KB at the start",
    "after gzip",
    "KB later",
  ];
  report("Cold starts", [notes, table(columns, [...rows, upload])].join("\n\n"));

  function sizeOf(name: string): string[] {
    const { first = 0, all = 0 } = sizes.find((each) => each.name === name) ?? {};
    return [short(first / 1000), short(gzipped(name) / 1000), short((all - first) / 1000)];
  }
} finally {
  await emulator.stop();
  rmSync(home, { recursive: true, force: true });
}

function gzipped(name: string): number {
  const meta = JSON.parse(readFileSync(path.join(root, "functions", "dist", "meta", `${name}.json`), "utf8"));
  return firstImports(meta).reduce((sum, file) => sum + gzipSync(readFileSync(path.join(root, file))).length, 0);
}

/** How long Node takes to start and to end, with nothing to do. */
function bareNode(): Promise<number> {
  const from = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
    child.on("error", failed);
    child.on("exit", () => done(performance.now() - from));
  });
}
