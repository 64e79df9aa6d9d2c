// From bytes to the first answer in a new process, where nothing is compiled yet; --million makes the shards of 1,000,000.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "@mainstreet/search/encode";
import { benchDirectory } from "./directory-data.ts";
import { median, short, table } from "./report/numbers.ts";
import { countsAsked, isAsked } from "./report/options.ts";
import { report } from "./report/results.ts";

const PROCESSES = 9;
const MOST_MS: Readonly<Record<number, number>> = { 3000: 40, 100000: 400 };

type Once = Readonly<Record<"decode" | "engine" | "words" | "load" | "first" | "all" | "next" | "total", number>>;
type OnPage = { open: number; first: number; all: number; total: number };

const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-bench-"));
try {
  const rows = countsAsked([3000, 100_000]).map(loadTimes);
  const columns = [
    "listings",
    "decode",
    "engine",
    "words",
    "load",
    "goal",
    "first search",
    "to its answer",
    "next search",
  ];
  const notes = `Milliseconds in a process that has never loaded one, medians of ${PROCESSES}. Loading is to decode, to make the engine and to index the words; the goal is for that. The page's first words need no engine: from bytes to their answer in the last column.`;
  report("Load", `${notes}\n\n${table([...columns, "page: first words"], rows)}`);
} finally {
  rmSync(folder, { recursive: true });
}
if (isAsked("million")) {
  console.log("load: a million listings …");
  report("Shards", run("load-million.ts", "1000000"));
}

function loadTimes(count: number): string[] {
  console.log(`load: ${count.toLocaleString("en-US")} listings …`);
  const { listed, head } = benchDirectory(count);
  const file = path.join(folder, `${count}.bin`);
  writeFileSync(file, encode(listed, head));
  const loads = Array.from({ length: PROCESSES }, (): Once => JSON.parse(run("load-once.ts", file)));
  const onPage = Array.from({ length: PROCESSES }, (): OnPage => JSON.parse(run("load-page.ts", file)));
  const of = (part: keyof Once) => median(loads.map((load) => load[part]));
  const goal = MOST_MS[count];
  const isMissed = goal !== undefined && of("load") > goal;
  return [
    count.toLocaleString("en-US"),
    short(of("decode")),
    short(of("engine")),
    short(of("words")),
    short(of("load")) + (isMissed ? " MISSED" : ""),
    goal === undefined ? "–" : String(goal),
    short(of("first")),
    short(of("all")),
    short(of("next")),
    short(median(onPage.map(({ all }) => all))),
  ];
}

function run(script: string, argument: string): string {
  const args = ["--max-old-space-size=16000", path.join(import.meta.dirname, script), argument];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return stdout.trim();
}
