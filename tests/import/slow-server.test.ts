import { expect, test } from "vitest";
import { type Json, type Site, startSite } from "../api/site.ts";

const HEAD = "Member ID,Company,Category,ZIP";
const row = (n: number) => `${n},Firm ${n},Shop,12401`;

/** Sends rows, and looks at what would become of them. */
async function planned(site: Site, rows: readonly string[]): Promise<{ id: string; plan: Json; body: object }> {
  const raw = [HEAD, ...rows].join("\n");
  const { json } = await site.ask("POST", "/api/staff/imports", { raw, headers: { "Content-Type": "text/csv" } });
  const body = { mapping: json.mapping.columns, defaults: json.mapping.defaults };
  const { json: plan } = await site.ask("POST", `/api/staff/imports/${json.id}/plan`, { body });
  return { id: json.id, plan, body: { ...body, planHash: plan.planHash } };
}

/** A clock that goes on by two seconds whenever somebody looks at it, once it is slow. */
function slowClock() {
  let [step, late] = [0, 0];
  return {
    now: () => {
      late += step;
      return Date.now() + late;
    },
    slowDown: () => {
      step = 2_000;
    },
  };
}

test("a plan that takes long is made in several requests, says how far it is, and ends like one made at once", async () => {
  const clock = slowClock();
  const site = await startSite({ now: clock.now });
  const rows = Array.from({ length: 450 }, (_, i) => row(i % 400));
  const { id, plan: atOnce, body } = await planned(site, rows);
  const { planHash, ...mapping } = { planHash: "", ...body };
  const ask = (cursor: string | null) =>
    site.ask("POST", `/api/staff/imports/${id}/plan`, { body: { ...mapping, cursor } });
  clock.slowDown();

  const answers = [(await ask(null)).json];
  for (; !answers.at(-1).finished && answers.length < 30; ) answers.push((await ask(answers.at(-1).cursor)).json);

  const plan = answers.pop();
  expect(plan).toEqual(atOnce);
  expect(plan).toMatchObject({ planHash, done: 450, totals: { rows: 450, rejected: 50 } });
  expect(answers.length).toBeGreaterThan(1);
  for (const answer of answers) expect(answer).toMatchObject({ rows: [], cursor: "0", planHash: null });
  const done = answers.map((answer) => answer.done);
  expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
});

test("an import whose file takes long to read does so in several requests, and ends like any other", async () => {
  const clock = slowClock();
  const site = await startSite({ now: clock.now });
  const rows = Array.from({ length: 250 }, (_, i) => row(i));
  const { id, body } = await planned(site, rows);
  const another = await startSite({ now: clock.now, wrap: () => site.table, copy: await site.copy() });
  clock.slowDown();

  const answers = [];
  do answers.push((await another.ask("POST", `/api/staff/imports/${id}/apply`, { body })).json);
  while (!answers.at(-1).finished && answers.length < 50);

  expect(answers.at(0)).toMatchObject({ done: 0, finished: false, batchId: null });
  expect(answers.at(-1)).toMatchObject({ rows: 250, added: 250, done: 250, finished: true });
});
