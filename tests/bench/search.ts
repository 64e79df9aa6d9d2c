// Searches per engine, all asked the same of the same listings in turns: our own beside SQLite, MiniSearch, FlexSearch,
// brute force, and PostGIS where PGHOST names one. --n=1000,100000 chooses how many listings, --engines=mainstreet,sqlite which engines; --million adds a million.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { benchDirectory } from "./directory-data.ts";
import { type Agreement, compareAnswers } from "./engines/agreement.ts";
import { KINDS, type Kind } from "./engines/bench-engine.ts";
import { bruteForce } from "./engines/brute-force.ts";
import { columnsOf } from "./engines/columns.ts";
import { ENGINES, preparedEngine } from "./engines/make-engine.ts";
import { startEngine } from "./engines/own-process.ts";
import { ensurePeers } from "./engines/peer-packages.ts";
import { type Timing, timeKind } from "./engines/timing.ts";
import { askedOf } from "./questions.ts";
import { short, table, times } from "./report/numbers.ts";
import { countsAsked, isAsked, namesAsked } from "./report/options.ts";
import { report } from "./report/results.ts";

const QUESTIONS = 1000;
/** What the row-number-only engine must be at least, in times of a peer's p50, by the number of listings. */
const GOALS = [
  { kind: "box, category, word", peer: "SQLite", least: { 3000: 40, 100000: 100 } },
  { kind: "box, category, word", peer: "PostGIS", least: { 3000: 40, 100000: 40, 1000000: 100 } },
  { kind: "nearest 20", peer: "SQLite", least: { 100000: 30 } },
  { kind: "nearest 20", peer: "PostGIS", least: { 100000: 4 } },
  { kind: "text, best 20", peer: "SQLite", least: { 100000: 10 } },
  { kind: "text, best 20", peer: "FlexSearch", least: { 100000: 8 } },
] as const;

const ASKED = namesAsked("engines", ENGINES);

ensurePeers();
let isWrong = false;
for (const count of [...countsAsked([3000, 100_000]), ...(isAsked("million") ? [1_000_000] : [])]) {
  isWrong = !(await benchSearch(count)) || isWrong;
}
if (isWrong) process.exit(1);

async function benchSearch(count: number): Promise<boolean> {
  console.log(`search: ${count.toLocaleString("en-US")} listings …`);
  const agreement = await agreementOf(count);
  console.log(`answers compared: ${agreement.compared}, mismatches: ${agreement.mismatches.length}`);
  for (const mismatch of agreement.mismatches.slice(0, 8)) console.log(`  ${mismatch}`);
  const started = await Promise.all(ASKED.map((engine) => startEngine(engine, count, QUESTIONS)));
  const engines = started.filter((engine) => engine !== null);

  const parts: string[] = [];
  const goals: string[] = [];
  for (const kind of KINDS) {
    const timings = await timeKind(kind, engines);
    goals.push(...goalsMet(count, kind, timings));
    parts.push(`### ${kind}\n\n${timingTable(timings)}`);
    console.log(
      `${kind}: ${timings.map(({ name, p50, ratio50 }) => `${name} ${short(p50)} (${times(ratio50)})`).join(", ")}`,
    );
  }
  for (const engine of engines) engine.stop();

  const compares = `Answers compared with brute force, engine by engine: ${agreement.compared.toLocaleString("en-US")}; ${agreement.mismatches.length} differ (${agreement.found.toLocaleString("en-US")} listings found). Medians of 5 runs of ${QUESTIONS} questions, each engine in a process of its own, in turns; in each turn all are asked again for 100 ms, as a run of a millisecond would measure how cold the caches are, and the last time counts; fewer questions for an engine that had used its time.`;
  const what =
    "“Mainstreet” and all peers answer with the numbers of all rows found, in no order; “nearest” and “best 20” with those of the first 20. “All features” is the whole search of the page: ranking, 20 entries, the points of everything found, and small typos forgiven where less than 5 are found.";
  report(
    `Search, ${count.toLocaleString("en-US")} listings`,
    [compares, what, goals.join("\n"), ...parts, builds(count)].join("\n\n"),
  );
  return agreement.mismatches.length === 0;
}

/** All engines in this process, and their answers beside those of brute force. */
async function agreementOf(count: number): Promise<Agreement> {
  const directory = benchDirectory(count);
  const oracle = bruteForce(columnsOf(directory));
  const made = await Promise.all(
    ASKED.filter((name) => name !== "brute" && name !== "mainstreet-full").map((name) => preparedEngine(name, count)()),
  );
  const engines = made.filter((engine) => engine !== null);
  // Looking at every row takes its time where there are many.
  const asked = Math.max(30, Math.min(QUESTIONS, Math.floor(20_000_000 / count)));
  const agreement = await compareAnswers(directory, oracle, engines, askedOf(directory, QUESTIONS).slice(0, asked));
  for (const engine of engines) await engine.close?.();
  return agreement;
}

function goalsMet(count: number, kind: Kind, timings: readonly Timing[]): string[] {
  return GOALS.flatMap((goal) => {
    const [, least] = Object.entries(goal.least).find(([n]) => Number(n) === count) ?? [];
    const timing = timings.find(({ name }) => name.includes(goal.peer));
    if (goal.kind !== kind || !timing || least === undefined) return [];
    return [
      `- ${kind}, ${goal.peer}: ${times(timing.ratio50)}, goal ${least}x${timing.ratio50 < least ? ": MISSED" : ""}`,
    ];
  });
}

function timingTable(timings: readonly Timing[]): string {
  const columns = ["engine", "p50, µs", "p99, µs", "p50, ratio", "p99, ratio", "questions"];
  return table(
    columns,
    timings.map(({ name, p50, p99, ratio50, ratio99, answered }) => [
      name,
      short(p50),
      short(p99),
      times(ratio50),
      times(ratio99),
      String(answered),
    ]),
  );
}

function builds(count: number): string {
  const rows = ASKED.filter((name) => name !== "mainstreet-full" && name !== "postgis").map((name) => {
    const script = path.join(import.meta.dirname, "search-build.ts");
    const args = ["--expose-gc", "--max-old-space-size=12000", script, name, String(count)];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const { ms, bytes }: { ms: number; bytes: number } =
      status === 0 ? JSON.parse(stdout) : { ms: Number.NaN, bytes: Number.NaN };
    return [name, short(ms), short(bytes / 1e6)];
  });
  return `### Index\n\nIn a new process each. Ours begins with the bytes of the snapshot, the others with listings as objects.\n\n${table(["engine", "build, ms", "memory, MB"], rows)}`;
}
