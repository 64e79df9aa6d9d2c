import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { lines, open } from "@mainstreet/import/csv-file";
import { fileSource } from "@mainstreet/import/source";
import { expect, test } from "vitest";
import { LONG, realFile } from "../import/helpers.ts";
import { PATTERNS } from "./hours-patterns.ts";

const PROGRAM = path.join(import.meta.dirname, "hours-agreement.ts");
const PROCESS_ZONES = ["UTC", "America/Los_Angeles", "Pacific/Chatham"];

type Answer = {
  cases: number;
  unreadable: number;
  withoutHolidays: number;
  unanswered: number;
  disagreements: string[];
  contradictions: string[];
  yesterdays: string[];
  edges: string[];
  shared: string;
};

test("schedules say what the library says in the listing's zone, whatever the process's own zone", async () => {
  const real = await realPatterns();
  const patterns = [...PATTERNS, ...real];

  const answers = await Promise.all(
    PROCESS_ZONES.map((zone, part) => ask(zone, { patterns, part, parts: LONG ? 1 : PROCESS_ZONES.length })),
  );

  const sum = (of: (answer: Answer) => number) => answers.reduce((all, answer) => all + of(answer), 0);
  const cases = sum((answer) => answer.cases);
  const disagreements = answers.flatMap((answer) => answer.disagreements);
  const contradictions = sum((answer) => answer.contradictions.length);
  console.log(
    `opening hours: ${cases} cases of ${PATTERNS.length} patterns and ${real.length} real ones, ` +
      `${disagreements.length} disagreements; the library contradicted itself in ${contradictions}, ` +
      `took the wrong day for yesterday in ${sum((answer) => answer.yesterdays.length)} ` +
      `and failed to answer in ${sum((answer) => answer.unanswered)} more, ` +
      `and ${sum((answer) => answer.edges.length)} were off by a minute of the sun; ` +
      `unreadable to both: ${sum((answer) => answer.unreadable)}, ` +
      `with holidays unknown to it: ${sum((answer) => answer.withoutHolidays)}`,
  );
  expect(disagreements.slice(0, 20)).toEqual([]);
  expect(cases).toBeGreaterThan(2000);
  expect(contradictions).toBeLessThan(cases / 500);
  expect(new Set(answers.map((answer) => answer.shared)).size).toBe(1);
});

async function ask(zone: string, task: { patterns: readonly string[]; part: number; parts: number }): Promise<Answer> {
  const folder = await mkdtemp(path.join(tmpdir(), "hours-"));
  const file = path.join(folder, "task.json");
  await writeFile(file, JSON.stringify({ ...task, times: LONG ? 20 : 2, windows: 3 }));
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, file], {
    env: { ...process.env, TZ: zone },
    maxBuffer: 1 << 26,
  }).finally(() => rm(folder, { recursive: true }));
  return JSON.parse(stdout);
}

/** The opening hours of a town's places in OpenStreetMap, each once. */
async function realPatterns(): Promise<string[]> {
  const name = realFile("krems-places.csv");
  if (!name) return [];
  const file = await open(await fileSource(name));
  const found = new Set<string>();
  for await (const { cells } of lines(file)) found.add(cells[file.headers.indexOf("opening_hours")] ?? "");
  found.delete("");
  return [...found];
}
