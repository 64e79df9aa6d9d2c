import { median, percentile } from "../report/numbers.ts";
import type { Kind } from "./bench-engine.ts";

/** Microseconds and ratios of one kind of question: medians of the runs. */
export type Timing = {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  /** How many times as long as the first engine, for the questions that both answered in one run. */
  readonly ratio50: number;
  readonly ratio99: number;
  /** Questions answered in each run: fewer when an engine is slow. */
  readonly answered: number;
};

/** An engine that answers all questions of a kind, and tells how long each took. */
export type TimedEngine = {
  readonly name: string;
  /** Microseconds for each question; NaN where `mostMs` had gone by. */
  run(kind: Kind, mostMs: number): Promise<Float64Array>;
};

const RUNS = 5;
/** Runs before those that count. */
const WARM_UPS = 3;
/** No engine may spend more on a kind of question in a run, once it has answered a few. */
const MOST_MS = 900;

/** Times one kind of question for engines that take turns. The first engine is the one that others are compared with. */
export async function timeKind(kind: Kind, engines: readonly TimedEngine[]): Promise<Timing[]> {
  for (let time = 0; time < WARM_UPS; time++) await runAll(kind, engines, time, MOST_MS / 3);
  const runs: Float64Array[][] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await runAll(kind, engines, run, MOST_MS));
  return engines.map(({ name }, number) => {
    const own = runs.map((run) => answeredOf(run[number]));
    const ratioAt = (part: number) =>
      median(
        runs.map((run) => {
          const [mine, theirs] = answeredByBoth(run[0], run[number]);
          return percentile(theirs, part) / percentile(mine, part);
        }),
      );
    return {
      name,
      p50: median(own.map((times) => percentile(times, 0.5))),
      p99: median(own.map((times) => percentile(times, 0.99))),
      ratio50: ratioAt(0.5),
      ratio99: ratioAt(0.99),
      answered: median(own.map((times) => times.length)),
    };
  });
}

/** One run of each engine, one after the other, beginning with another one each time. */
async function runAll(
  kind: Kind,
  engines: readonly TimedEngine[],
  first: number,
  mostMs: number,
): Promise<Float64Array[]> {
  const times: Float64Array[] = engines.map(() => new Float64Array(0));
  for (let turn = 0; turn < engines.length; turn++) {
    const number = (turn + first) % engines.length;
    times[number] = (await engines[number]?.run(kind, mostMs)) ?? new Float64Array(0);
  }
  return times;
}

function answeredOf(times: Float64Array | undefined): Float64Array {
  return (times ?? new Float64Array(0)).filter((time) => !Number.isNaN(time));
}

function answeredByBoth(a: Float64Array = new Float64Array(0), b: Float64Array = a): [Float64Array, Float64Array] {
  const isBoth = (_: number, i: number) => !Number.isNaN(a[i] ?? Number.NaN) && !Number.isNaN(b[i] ?? Number.NaN);
  return [a.filter(isBoth), b.filter(isBoth)];
}
