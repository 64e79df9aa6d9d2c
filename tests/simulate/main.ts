import { parseArgs } from "node:util";
import { MUTANTS } from "./mutants.ts";
import { objection, type Runs, runs } from "./verdict.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    from: { type: "string", default: "1" },
    requests: { type: "string", default: "150" },
    seats: { type: "string", default: "40" },
    shards: { type: "string", default: "" },
    mutants: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
/** Fewer requests are over before one wonders. */
const LONG = 1000;
const setup = {
  seeds: Number(values.seeds),
  from: Number(values.from),
  requests: Number(values.requests),
  seats: Number(values.seats),
  ...(values.shards !== "" && { shards: Number(values.shards) }),
  ...(Number(values.requests) >= LONG && { onSeed: tell }),
};

/** Goes on its own way, so that the verdict can be kept in a file. */
function tell(seed: number, violations: number): void {
  console.error(`seed ${seed}: ${violations} violations`);
}

function written(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

async function timed(work: () => Promise<Runs>): Promise<Runs & { seconds: string }> {
  const began = performance.now();
  const done = await work();
  return { ...done, seconds: ((performance.now() - began) / 1000).toFixed(1) };
}

let isWrong = false;
if (!values.mutants) {
  const done = await timed(() => runs(setup));
  console.log(`seeds: ${written(done.seeds)}`);
  console.log(`requests: ${written(done.requests)}`);
  console.log(`promoted: ${written(done.promoted)}`);
  console.log(`conflicts: ${written(done.conflicts)}`);
  console.log(`virtual ms to an answer: median ${written(done.p50)}, worst p99 of a seed ${written(done.p99)}`);
  console.log(`seeds with violations: ${done.failing.length}`);
  console.log(`seconds: ${done.seconds}`);
  for (const { seed, texts } of done.failing) {
    isWrong = true;
    console.log(
      `seed ${seed}, again with: --from ${seed} --seeds 1 --requests ${setup.requests} --seats ${setup.seats}${values.shards && ` --shards ${values.shards}`}`,
    );
    for (const text of texts) console.log(`  ${text}`);
  }
}
for (const mutant of values.mutants ? MUTANTS : []) {
  if (!mutant.name.includes(values.only)) continue;
  const { name, change, by, floor } = mutant;
  const done = await timed(() => runs({ ...setup, ...change, ...(by && { by }) }));
  const noticed = done.failing.length;
  const wrong = objection(mutant, noticed, done.seeds);
  isWrong ||= wrong !== null;
  const declared = typeof floor === "number" ? `floor ${floor} of 200` : floor;
  console.log(
    `${name}: noticed in ${noticed} of ${done.seeds} (${declared})${wrong ? `: ${wrong}` : ""}, ${done.seconds} s`,
  );
}
process.exitCode = isWrong ? 1 : 0;
