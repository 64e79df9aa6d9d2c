import { readFile } from "node:fs/promises";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { type Answer, type Ask, type Json, type Site, STAFF_EMAIL, startSite } from "../api/site.ts";
import { keyOf, startSession } from "../people.ts";
import { contents, LONG, realFile } from "./helpers.ts";

const REAL = realFile("sf-businesses.csv");
const ROWS = LONG ? Number.POSITIVE_INFINITY : 600;
const MOST_MS = 5_000;
const TYPE = { "Content-Type": "text/csv" };

const asked: { path: string; ms: number }[] = [];

/** Asks well-behaved requests, and notes how long each took. */
async function askIn(site: Site, method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const began = performance.now();
  const answer = await site.ask(method, path, ask);
  asked.push({ path: path.replace(/imp_\w+/, "{id}"), ms: performance.now() - began });
  return answer;
}

/** The real list, or its first rows: what a chamber has when it comes. */
async function csv(file: string): Promise<string> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.slice(0, ROWS + 1).join("\n");
}

async function sent(site: Site, text: string, ask: Ask = {}): Promise<{ id: string; body: Json; described: Json }> {
  const {
    status,
    json,
    text: said,
  } = await askIn(site, "POST", "/api/staff/imports", { ...ask, raw: text, headers: { ...TYPE, ...ask.headers } });
  if (status !== 201) throw new Error(said);
  const { columns: mapping, defaults } = json.mapping;
  const plan = await askIn(site, "POST", `/api/staff/imports/${json.id}/plan`, { ...ask, body: { mapping, defaults } });
  if (plan.status !== 200) throw new Error(plan.text);
  return {
    id: json.id,
    body: { mapping, defaults, planHash: plan.json.planHash },
    described: { ...json, plan: plan.json },
  };
}

async function applied(site: Site, id: string, body: object, ask: Ask = {}): Promise<Json> {
  for (let calls = 1; ; calls++) {
    const answer = await askIn(site, "POST", `/api/staff/imports/${id}/apply`, { ...ask, body });
    if (answer.status !== 200) throw new Error(answer.text);
    if (answer.json.finished) return { ...answer.json, calls };
  }
}

test.skipIf(REAL === null)(
  "a real list that is cut off by a server that dies, and goes on in another one, ends like one that went through",
  async () => {
    const text = await csv(REAL ?? "");
    const calm = await startSite();
    const whole = await sent(calm, text);
    const through = await applied(calm, whole.id, whole.body);
    const expected = await contents(calm.table);
    let commits = 0;
    let half = Number.POSITIVE_INFINITY;
    const wrap = (table: Table): Table => ({
      ...table,
      async transact(actions) {
        if (actions.length > 20 && ++commits > half) throw new TypeError("killed");
        return table.transact(actions);
      },
    });
    const mortal = await startSite({ wrap });
    const { id, body } = await sent(mortal, text);
    half = commits + Math.ceil(ROWS === 600 ? 18 : 200);

    const killed = await applied(mortal, id, body).catch((error: unknown) => String(error));
    half = Number.POSITIVE_INFINITY;
    const heir = await startSite({ wrap: () => mortal.table });
    for (const [path, bytes] of mortal.pictures.sent.files) heir.pictures.sent.files.set(path, bytes);
    const staff = await PersonStore.find(mortal.table, keyOf(STAFF_EMAIL));
    if (!staff) throw new Error("There is always an administrator.");
    const { headers } = await startSession(mortal.table, staff, { proof: "passkey" });
    const resumed = await applied(heir, id, body, { headers });

    expect(killed).toContain("Something went wrong here");
    expect({ ...resumed, batchId: "", calls: 0 }).toEqual({ ...through, batchId: "", calls: 0 });
    expect(await contents(mortal.table)).toEqual(expected);
    const slow = asked.toSorted((a, b) => b.ms - a.ms).slice(0, 4);
    console.log(
      `${through.rows} rows through the API in ${through.calls} calls, resumed in ${resumed.calls}; slowest:`,
      slow.map(({ path, ms }) => `${path} ${Math.round(ms)} ms`).join(", "),
      `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    );
    expect(slow[0]?.ms).toBeLessThan(MOST_MS);
  },
);
