import { expect, test } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { simulate } from "./run.ts";
import { objection, runs } from "./verdict.ts";

const long = process.env.MAINSTREET_LONG === "1";
const SEEDS = long ? 200 : 10;
const SMALL = { requests: 60, seats: 20 };

test("of all that can go wrong at once, nothing breaks a promise of registration", async () => {
  const done = await runs({ requests: 150, seats: 40, from: 1, seeds: SEEDS });

  console.log(
    `registration simulated: ${SEEDS} seeds, ${done.requests} requests, ${done.promoted} promoted, ${done.conflicts} conflicts, ${done.failing.length} seeds with violations`,
  );
  expect(done.failing).toEqual([]);
  expect(done.promoted).toBeGreaterThan(SEEDS * 10);
  expect(done.conflicts).toBeGreaterThan(SEEDS);
});

test.each([1, 2, 4, 16])("the promises hold for an event in %i partitions", async (shards) => {
  const seeds = long ? 100 : 5;

  const done = await runs({ requests: 150, seats: 40, shards, from: 1_001, seeds });

  expect(done.failing).toEqual([]);
  expect(done.promoted).toBeGreaterThan(seeds * 10);
});

test("the same seed gives the same run", async () => {
  expect(await simulate({ seed: 3, ...SMALL })).toEqual(await simulate({ seed: 3, ...SMALL }));
});

// In the short run those that a few seeds are sure to notice.
const sure = MUTANTS.filter(({ floor }) => long || floor === "clean" || (typeof floor === "number" && floor >= 60));

test.each(sure)("a mutant is told from the code: $name", async (mutant) => {
  const seeds = long ? 200 : 6;

  const done = await runs({ ...SMALL, ...mutant.change, from: 1, seeds, ...(mutant.by && { by: mutant.by }) });

  if (long) console.log(`mutant: ${mutant.name}: noticed in ${done.failing.length} of ${seeds}`);
  expect(objection(mutant, done.failing.length, seeds)).toBeNull();
});
