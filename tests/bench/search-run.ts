// One engine in a process of its own, which answers questions when its parent says so: see engines/own-process.ts.
import { benchDirectory } from "./directory-data.ts";
import { KINDS, type Kind } from "./engines/bench-engine.ts";
import { ENGINES, preparedEngine } from "./engines/make-engine.ts";
import { askedOf } from "./questions.ts";

const [wanted, count, questionsCount] = process.argv.slice(2);
const name = ENGINES.find((engine) => engine === wanted);
if (!name || !process.send) throw new Error("This is started by the bench of searches.");

/** So many questions are answered however long they take. */
const FEW = 50;
/** All questions are asked again until so much time has gone by. */
const LEAST_MS = 100;

const engine = await preparedEngine(name, Number(count))();
const questions = engine ? askedOf(benchDirectory(Number(count)), Number(questionsCount)) : [];
process.on("message", async ({ kind, mostMs }: { kind: Kind; mostMs: number }) => {
  if (!engine || !KINDS.includes(kind)) return;
  // A run of 1,000 quick searches is over before the caches are warm: again and again, and the last time counts.
  const until = performance.now() + LEAST_MS;
  let times = await timesOf(engine.asks[kind], mostMs);
  while (performance.now() < until) times = await timesOf(engine.asks[kind], mostMs);
  process.send?.(times);
});
process.once("disconnect", () => engine?.close?.());
process.send({ name: engine?.name ?? null });

async function timesOf(ask: NonNullable<typeof engine>["asks"][Kind], mostMs: number): Promise<Float64Array> {
  const times = new Float64Array(questions.length).fill(Number.NaN);
  let spent = 0;
  for (let i = 0; i < questions.length && (i < FEW || spent < mostMs); i++) {
    const question = questions[i];
    if (!question) continue;
    const began = performance.now();
    const answer = ask(question);
    if (answer instanceof Promise) await answer;
    const took = performance.now() - began;
    times[i] = took * 1000;
    spent += took;
  }
  return times;
}
