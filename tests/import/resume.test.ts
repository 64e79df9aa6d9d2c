import { system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import { type Advance, advance } from "@mainstreet/import/apply";
import { open } from "@mainstreet/import/csv-file";
import { guess } from "@mainstreet/import/mapping";
import { bytesSource } from "@mainstreet/import/source";
import { survey } from "@mainstreet/import/survey";
import * as CategoryStore from "@mainstreet/store/category-store";
import { createTable, Refused, type Table } from "@mainstreet/store/table";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emulated, freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { type FileEmulator, startFileEmulator } from "./file-emulator.ts";
import { between, contents, importText, LONG } from "./helpers.ts";
import { addMeanwhile } from "./meanwhile.ts";

const SMALL = 60;
const ROWS = LONG ? 1_240 : SMALL;
const AT_ONCE = 4;

/** A file with every kind of row: names that come again, bad rows, ids that come again, two categories. */
function csv(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    if (i % 17 === 5) return `${i},Bad pin,Shop,${i} Main St,Kingston,95,0`;
    if (i % 23 === 7) return `${i - 1},Again,Shop,${i} Main St,Kingston,,`;
    return `${i},${i % 3 === 0 ? "Star Coffee" : `Shop ${i}`},${i % 2 ? "Shop" : "Café"},${i % 9} Main St,Kingston,41.9,-74`;
  });
  return ["id,name,category,street,city,lat,lon", ...lines].join("\n");
}

// The long run makes so many stream records that the shared emulator would take most of an hour for them.
let own: FileEmulator | undefined;
beforeAll(async () => {
  if (LONG) own = await startFileEmulator();
});
afterAll(() => own?.stop());

/** A table whose client dies at its nth transaction: before it is done, or after, with the answer lost. */
async function dyingTable(
  nth: number,
  when: "before" | "after",
): Promise<{ dying: Table; alive: Table; died: () => boolean }> {
  let seen = 0;
  let armed = false;
  const client = between(own?.client() ?? emulated(), async (command, send) => {
    const isNth = armed && command === "TransactWriteItemsCommand" && ++seen === nth;
    if (!isNth || when === "after") await send();
    if (isNth) throw new Error("killed");
  });
  let name = `killed-${when}-${nth}`;
  let dying: Table;
  if (own) dying = await own.fresh(name, client);
  else ({ table: dying, name } = await freshTable({ client }));
  armed = true;
  const alive = createTable({ client: own?.client() ?? emulated(), name, random, sleep: async () => {} });
  return { dying, alive, died: () => seen >= nth };
}

test(`an import of ${ROWS} rows killed at any of its transactions and run again ends like one that was not`, async () => {
  const { table } = await freshTable();
  const whole = await importText(table, csv(ROWS));
  const expected = await contents(table);
  // In the long run each border is tried one way, turn and turn about; in the short one both ways.
  const cases = Array.from({ length: 200 }, (_, i) => ({
    nth: LONG ? i + 1 : (i >> 1) + 1,
    when: i % 2 ? ("after" as const) : ("before" as const),
  }));
  let killed = 0;
  let resumed = 0;

  async function one(): Promise<void> {
    for (let next = cases.shift(); next; next = cases.shift()) {
      const { dying, alive, died } = await dyingTable(next.nth, next.when);
      const first = await importText(dying, csv(ROWS)).catch((error: unknown) => error);
      if (!died()) {
        cases.length = 0;
        return;
      }
      expect(first).toMatchObject({ message: "killed" });
      killed++;
      const again = await importText(alive, csv(ROWS));
      expect(await contents(alive), `killed ${next.when} transaction ${next.nth}`).toEqual(expected);
      expect(again.rejected).toEqual(whole.rejected);
      // Killed after the very last step, there is nothing to resume: the second run is one of a finished file.
      if (again.report.unchanged === 0) expect(again.report).toEqual(whole.report);
      else expect(again.report).toMatchObject({ added: 0, changed: 0, unchanged: whole.report.added });
      if (again.resumedAfter !== null) resumed++;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one));

  console.log(`import killed at ${killed} transaction borders and run again: ${resumed} resumed, all tables equal`);
  expect(killed).toBeGreaterThanOrEqual(LONG ? 50 : 10);
  expect(resumed).toBeGreaterThanOrEqual(LONG ? 45 : 4);
});

test("an import for a moment at a time gets on with each, says how far it is, and ends like one that went through", async () => {
  const rows = 350;
  const { table: calm } = await freshTable();
  const whole = await importText(calm, csv(rows));
  const { table } = await freshTable();
  const file = await open(bytesSource("members.csv", Buffer.from(csv(rows))));
  const needs = { table, now: Date.now, random, sleep: async () => {}, keyring: KEYRING, actor: system("import") };
  const surveyed = await survey(needs, file, guess(file.headers), Chamber.BLANK);

  const told: Advance[] = [];
  do told.push(await advance(needs, surveyed, { until: 0 }));
  while (!told.at(-1)?.finished && told.length < 40);

  // As many rows as a transaction holds.
  const steps = told.map(({ done }, i) => done - (told[i - 1]?.done ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0);
  expect(Math.max(...steps)).toBeLessThan(60);
  expect(told.at(-1)).toMatchObject({ done: rows, finished: true });
  expect(told.at(-1)?.report).toEqual(whole.report);
  expect(new Set(told.map(({ batchId }) => batchId)).size).toBe(1);
  expect(await contents(table)).toEqual(await contents(calm));
  const again: Advance[] = [];
  do again.push(await advance(needs, surveyed, { until: 0 }));
  while (!again.at(-1)?.finished && again.length < 20);
  expect(again.at(-1)?.report).toMatchObject({ added: 0, unchanged: whole.report.added });
});

test("where each transaction takes a second, a call begins none after its time, however it has to write, and all are dealt with", async () => {
  const SECOND = 1000;
  const MOST = 3 * SECOND;
  const rows = 120;
  const { table: calm } = await freshTable();
  await importText(calm, csv(rows));
  let now = Date.now();
  let isContested = false;
  const client = between(emulated(), async (command, send) => {
    if (command === "TransactWriteItemsCommand") now += SECOND;
    await send();
  });
  const { table } = await freshTable({ client });
  const busy: Table = {
    ...table,
    async transact(actions) {
      // Whatever holds more than one row is refused, so that each row has to go alone.
      if (isContested && actions.length > 12) {
        now += SECOND;
        throw new Refused(actions.map((_, i) => (i === 2 ? {} : undefined)));
      }
      return table.transact(actions);
    },
  };
  const file = await open(bytesSource("members.csv", Buffer.from(csv(rows))));
  const sleep = async (ms: number) => {
    now += ms;
  };
  const needs = { table: busy, now: () => now, random, sleep, keyring: KEYRING, actor: system("import") };
  const surveyed = await survey(needs, file, guess(file.headers), Chamber.BLANK);

  const took: number[] = [];
  let told: Advance | undefined;
  while (!told?.finished && took.length < 100) {
    isContested = took.length % 2 === 1;
    const began = now;
    told = await advance(needs, surveyed, { until: began + MOST });
    took.push(now - began);
  }

  expect(told).toMatchObject({ finished: true, done: rows });
  expect(took.length).toBeGreaterThan(3);
  // The one that was under way, the note of what was only counted, and the end.
  expect(Math.max(...took)).toBeLessThanOrEqual(MOST + 3 * SECOND);
  expect(await contents(table)).toEqual(await contents(calm));
});

test("lost answers and conflicts make no doubles", async () => {
  const { table: calm } = await freshTable();
  const expected = await importText(calm, csv(SMALL));
  let sent = 0;
  const faults = { lost: 0, conflicts: 0 };
  const client = between(emulated(), async (command, send) => {
    if (command !== "TransactWriteItemsCommand") return send();
    const turn = ++sent % 4;
    if (turn === 3) {
      faults.conflicts++;
      const CancellationReasons = [{ Code: "TransactionConflict" }, { Code: "None" }];
      throw Object.assign(new Error("conflict"), { name: "TransactionCanceledException", CancellationReasons });
    }
    await send();
    if (turn === 1 && sent > 1) {
      faults.lost++;
      throw Object.assign(new Error("the answer was lost"), { name: "TimeoutError" });
    }
  });
  const { table } = await freshTable({ client });

  const outcome = await importText(table, csv(SMALL));

  expect(outcome.report).toEqual(expected.report);
  expect(await contents(table)).toEqual(await contents(calm));
  expect(faults.lost).toBeGreaterThan(0);
  expect(faults.conflicts).toBeGreaterThan(0);
});

test("an answer lost for so long that the commit is no longer known is not taken for somebody else's", async () => {
  const { table: calm } = await freshTable();
  const expected = await importText(calm, csv(SMALL));
  const { table: inner } = await freshTable();
  let commits = 0;
  // The same actions once more under another token: as DynamoDB sees a try after its ten minutes of memory.
  const forgetful: Table = {
    ...inner,
    async transact(actions) {
      await inner.transact(actions);
      if (++commits % 2 === 0 && actions.length > 10) await inner.transact(actions);
    },
  };

  const { report } = await importText(forgetful, csv(SMALL));

  expect(report).toEqual(expected.report);
  expect(await contents(inner)).toEqual(await contents(calm));
});

test("an address taken, a category merged and a row written meanwhile are found out and dealt with", async () => {
  const { table } = await freshTable();
  const rows = "id,name,category\n1,One,Shop\n2,Two,Shop\n3,Three,Shop";
  const racing = addMeanwhile(table);

  const { report, rejected } = await importText(racing.table, rows);

  expect(rejected).toEqual([]);
  expect(report).toEqual({ rows: 3, added: 2, changed: 0, unchanged: 1, rejected: 0 });
  expect(await racing.slugs()).toEqual(["one-2", "three", "two"]);
});

test("of two runs of the same file at once one stops, and nothing is there twice", async () => {
  const { table: calm } = await freshTable();
  await importText(calm, csv(SMALL));
  const { table } = await freshTable();

  const runs = await Promise.allSettled([importText(table, csv(SMALL)), importText(table, csv(SMALL))]);
  const stopped = runs.filter((run) => run.status === "rejected");
  await importText(table, csv(SMALL));

  for (const run of stopped) expect(run).toMatchObject({ reason: { code: "busy" } });
  expect(await contents(table)).toEqual(await contents(calm));
});

test("imports of different files at once make each category once", async () => {
  const { table } = await freshTable();
  const names = Array.from({ length: 60 }, (_, i) => `Kind ${i}`);
  const files = [0, 1, 2].map((k) =>
    ["id,name,category", ...names.map((name, i) => `${k}-${i},${i < 12 ? "Twins" : `N ${k} ${i}`},${name}`)].join("\n"),
  );

  const runs = await Promise.all(files.map((file) => importText(table, file)));

  expect(runs.map((run) => run.report.added)).toEqual([60, 60, 60]);
  expect((await CategoryStore.list(table)).map((category) => category.name).sort()).toEqual(names.sort());
});
