import { expect, test } from "vitest";
import { missing, nameOf, type Tally, walk } from "./fuzz/walk.ts";
import { type Json, routesOf, startSite } from "./site.ts";

const LONG = process.env.MAINSTREET_LONG === "1";
const CALLS = LONG ? 20_000 : 700;
/** In one town, before another one is settled. */
const STEPS = 60;

test(`${CALLS} calls that go by each other's answers are answered as the document promises`, async () => {
  const { app, ask } = await startSite();
  const declared = new Map<string, Json>(
    (await app.routes()).openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === "route"
        ? [[`${definition.route.method.toUpperCase()} ${definition.route.path}`, definition.route.responses] as const]
        : [],
    ),
  );
  const { components } = (await ask("GET", "/api/openapi.json")).json;
  const tally: Tally = {
    routes: await routesOf({ ask }),
    components: components.schemas,
    isLong: LONG,
    declared,
    seen: new Map(),
    hunted: new Map(),
  };
  const wrong: string[] = [];

  for (let seed = 1; seed * STEPS <= CALLS; seed++) wrong.push(...(await walk(tally, seed, STEPS)));

  const counts = new Map<number, number>();
  for (const [what, count] of tally.seen) {
    const status = Number(what.split(" ").at(-1));
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  const of = (statuses: (status: number) => boolean) =>
    [...counts].filter(([status]) => statuses(status)).reduce((sum, [, count]) => sum + count, 0);
  const [calls, accepted, failed] = [of(() => true), of((s) => s < 400), of((s) => s >= 500)];
  const unseen = missing(tally).map(nameOf);
  const list = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.log(
    [
      `api sequences: ${calls} calls, ${accepted} accepted (${Math.round((100 * accepted) / calls)} %), ${failed} answers of 500 or above,`,
      `${wrong.length} against the contract; ${list.join(", ")}; declared and not seen: ${unseen.length}`,
    ].join(" "),
  );

  expect(wrong).toEqual([]);
  expect(accepted / calls).toBeGreaterThan(0.3);
  // What is declared and never said would be a promise that nobody needs.
  if (LONG) expect(unseen).toEqual([]);
});
