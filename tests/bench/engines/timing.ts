import type { Question } from "../questions.ts";
import { median, percentile } from "../report/numbers.ts";
import type { Ask, BenchEngine, Kind } from "./bench-engine.ts";

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

const RUNS = 5;
/** Engines take turns after so many questions: shorter turns would measure how full of others the caches are. */
const TURN = 1000;
/** So many times all questions are asked before time counts, or as often as an engine gets through in its time. */
const WARM_UPS = 20;
/** No engine may spend more on a kind of question in a run, once it has answered a few. */
const MOST_MS = 900;
const FEW = 50;

/** Times one kind of question for engines that take turns. The first engine is the one that others are compared with. */
export async function timeKind(
  kind: Kind,
  engines: readonly BenchEngine[],
  questions: readonly Question[],
): Promise<Timing[]> {
  const asks = engines.map((engine) => engine.asks[kind]);
  for (let time = 0; time < WARM_UPS; time++) await askAll(asks, questions, MOST_MS / WARM_UPS);
  const runs: Float64Array[][] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await askAll(asks, questions, MOST_MS));
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

/** Microseconds for each question by each engine; NaN where an engine had no time left. */
async function askAll(asks: readonly Ask[], questions: readonly Question[], mostMs: number): Promise<Float64Array[]> {
  const times = asks.map(() => new Float64Array(questions.length).fill(Number.NaN));
  const spent = asks.map(() => 0);
  for (let from = 0; from < questions.length; from += TURN) {
    for (let turn = 0; turn < asks.length; turn++) {
      const number = (turn + from / TURN) % asks.length;
      const [ask, own] = [asks[number], times[number]];
      if (!ask || !own || (spent[number] ?? 0) > mostMs) continue;
      for (let i = from; i < Math.min(from + TURN, questions.length); i++) {
        if (i >= FEW && (spent[number] ?? 0) > mostMs) break;
        const question = questions[i];
        if (!question) continue;
        const began = performance.now();
        const answer = ask(question);
        if (answer instanceof Promise) await answer;
        const took = performance.now() - began;
        own[i] = took * 1000;
        spent[number] = (spent[number] ?? 0) + took;
      }
    }
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
