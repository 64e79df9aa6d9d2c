import { textOf } from "@mainstreet/functions/publish/site-files";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, differing, oracle } from "./fixture.ts";
import { type Step, step } from "./steps.ts";
import { HOUR } from "./town.ts";
import { World } from "./world.ts";

const long = process.env.MAINSTREET_LONG === "1";
const LOOK_EVERY = 8;

const PLAIN: ReadonlySet<Step["do"]> = new Set(["restart", "rebuild", "deliver-again", "publish-all"]);

const VARIANTS = [
  { what: "one publisher", leave: PLAIN, runs: 6 },
  { what: "records that repeat and publishers that start anew", leave: new Set<Step["do"]>(["rebuild"]), runs: 6 },
  { what: "web builds that change on the way", leave: new Set<Step["do"]>(), runs: 6 },
] as const;

test.concurrent.each(VARIANTS)(
  "a site published edit by edit is the site drawn afresh: $what",
  async ({ what, leave, runs }) => {
    let [sequences, commands] = [0, 0];
    const sequence = fc.array(
      step.filter((s) => !leave.has(s.do)),
      { minLength: 10, maxLength: 40, size: "max" },
    );
    const numRuns = long ? 350 : runs;

    const holds = fc.asyncProperty(sequence, async (steps) => {
      const world = await World.begin();
      for (const [i, next] of steps.entries()) {
        await world.take(next);
        commands++;
        if (i % LOOK_EVERY === LOOK_EVERY - 1) await expectSettled(world);
      }
      await expectSettled(world);
      await world.pass(49 * HOUR);
      await world.pass(20_000);
      expect(differing(await contentOf(world.site), await oracle(world.table, world.now, world.web))).toEqual([]);
      expect(await strays(world)).toEqual([]);
      sequences++;
    });

    // A slow machine stops in time and says how far it came; a failure is shrunk until then and printed with its seed.
    await fc.assert(holds, { numRuns, interruptAfterTimeLimit: long ? 800_000 : 25_000 });
    expect(sequences).toBeGreaterThan(0);
    console.log(`incremental equals full (${what}): ${sequences} sequences, ${commands} commands, 0 differences`);
  },
);

/** Nothing differs but files that are kept for pages still open in a browser. */
async function expectSettled(world: World): Promise<void> {
  await world.settle();
  const wanted = await oracle(world.table, world.now, world.web);
  const kept = await keptFiles(world);
  const different = differing(await contentOf(world.site), wanted);
  expect(different.filter((path) => wanted.has(path) || !kept.includes(path))).toEqual([]);
}

/** Files of the snapshot that its head does not name and that nobody keeps on purpose. */
async function strays(world: World): Promise<string[]> {
  const head = textOf((await world.site.read("s/head.json")) ?? new Uint8Array());
  const kept = await keptFiles(world);
  return (await world.site.list("s/")).filter(
    (path) => path !== "s/head.json" && !head.includes(path.slice(2)) && !kept.includes(path),
  );
}

async function keptFiles(world: World): Promise<string[]> {
  const { superseded } = JSON.parse(textOf((await world.workshop.read("state.json")) ?? new Uint8Array()));
  return superseded.map(({ path }: { path: string }) => path);
}
