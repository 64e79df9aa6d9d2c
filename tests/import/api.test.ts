import { KINDS } from "@mainstreet/store/keys";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { type Answer, type Ask, everything, type Json, type Site, STAFF_EMAIL, startSite } from "../api/site.ts";
import { keyOf } from "../people.ts";

const CSV = { "Content-Type": "text/csv" };
const MB = 1024 * 1024;
const HEAD = "Member ID,Company,First,Last,Email,Phone,Category,ZIP";
const row = (n: number, company = `Firm ${n}`) =>
  `${n},${company},Ada,Canary${n},ada${n}@example.org,845 555 0101,Shop,12401`;
const file = (...rows: string[]) => [HEAD, ...rows].join("\n");

const send = (site: Site, raw: Ask["raw"], headers: Record<string, string> = {}) =>
  site.ask("POST", "/api/staff/imports", { ...(raw !== undefined && { raw }), headers: { ...CSV, ...headers } });

async function planned(
  site: Site,
  text: string,
  change: object = {},
): Promise<{ id: string; sent: Json; plan: Json; body: object }> {
  const answer = await send(site, text);
  if (answer.status !== 201) throw new Error(answer.text);
  const { id, mapping } = answer.json;
  const body = { mapping: mapping.columns, defaults: mapping.defaults, ...change };
  const { json: plan } = await site.ask("POST", `/api/staff/imports/${id}/plan`, { body });
  return {
    id,
    sent: answer.json,
    plan,
    body: { mapping: body.mapping, defaults: body.defaults, planHash: plan.planHash },
  };
}

/** Imports all of a file: on a machine that is busy one request may not be enough. */
async function apply(site: Site, id: string, body: object): Promise<Answer> {
  for (;;) {
    const answer = await site.ask("POST", `/api/staff/imports/${id}/apply`, { body });
    if (answer.status !== 200 || answer.json.finished) return answer;
  }
}

test.each([
  [
    "an Excel workbook",
    Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0),
    415,
    "This is an Excel workbook. Save it as CSV first.",
  ],
  [
    "an old Excel workbook",
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1),
    415,
    "This is an Excel workbook. Save it as CSV first.",
  ],
  [
    "a picture",
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13),
    415,
    "This is not a text file. Save the table as CSV first.",
  ],
  [
    "65 columns",
    `${Array.from({ length: 65 }, (_, i) => `c${i}`)}\n1`,
    413,
    "The header has 65 columns; the limit is 64.",
  ],
  ["nothing", "", 400, "members.csv is empty."],
  ["a header alone", "name,category", 400, "members.csv has a header and no rows below it."],
  ["a column twice", "name,name\n1,2", 400, "More than one column is called “name”. Give each column its own name."],
  ["one endless line", `name\n"${"x".repeat(1 * MB)}`, 400, "Row 2: is too long for 64 columns of 4,096 characters."],
])("%s is refused with one sentence, and nothing of it is kept", async (_, raw, status, detail) => {
  const site = await startSite();
  const before = await everything(site.table);

  const answer = await send(site, raw);

  expect([answer.status, answer.json.detail.slice(0, detail.length)]).toEqual([status, detail]);
  expect(await everything(site.table)).toEqual(before);
  expect(site.pictures.sent.files.size).toBe(0);
});

test("five megabytes are taken and a byte more is not, nor a gigabyte in one line, of which no more is read", async () => {
  const site = await startSite();
  const full = (bytes: number) => {
    const line = `x,${"y".repeat(4000)}\n`;
    const text = `name,description\n${line.repeat(Math.floor((bytes - 20) / line.length))}`;
    return text + "\n".repeat(bytes - text.length);
  };
  const chunk = new Uint8Array(64 * 1024).fill(120);
  let taken = 0;
  const gigabyte = new ReadableStream({
    pull(controller) {
      if (taken >= 1024 * MB) return controller.close();
      taken += chunk.length;
      controller.enqueue(chunk);
    },
  });

  const most = await send(site, full(5 * MB));
  const more = await send(site, full(5 * MB + 1));
  const endless = await send(site, gigabyte);
  const columns = await send(site, `${Array.from({ length: 64 }, (_, i) => `c${i}`)}\n1`);

  expect([most.status, more.status, endless.status, columns.status]).toEqual([201, 413, 413, 201]);
  expect(taken).toBeLessThan(6 * MB);
});

test("what was sent is told with its columns, and what each is likely to be", async () => {
  const site = await startSite();

  const { status, json } = await send(site, file(row(1), row(2)), { "X-File-Name": "members%202026.csv" });
  const again = await site.ask("GET", `/api/staff/imports/${json.id}`);

  expect(status).toBe(201);
  expect(json).toMatchObject({ name: "members 2026.csv", encoding: "UTF-8", delimiter: ",", rows: 2, from: "guessed" });
  expect(json.mapping.columns).toMatchObject({ Company: "name", First: "contactName", Email: "contactEmail" });
  expect(json.samples[0]).toEqual(row(1).split(","));
  expect(json.readyMade.map(({ id }: Json) => id)).toEqual(["us-roster"]);
  expect(again.json).toEqual(json);
});

test("a plan tells each row, with reasons and differences, page by page and by kind; an import does just that", async () => {
  const site = await startSite();
  const first = await planned(site, file(row(1), row(2)));
  await apply(site, first.id, first.body);
  const bad = "9,,Ada,Nobody,,,Shop,";
  const many = Array.from({ length: 250 }, (_, i) => row(i + 10));
  const text = file(row(1), row(2, "Firm Two"), bad, '10,=1+1,,,"no mail",,Shop,', ...many.slice(1));

  const { id, plan, body } = await planned(site, text);
  const { planHash, ...mapping } = { planHash: "", ...body };
  const page = (more: object) => site.ask("POST", `/api/staff/imports/${id}/plan`, { body: { ...mapping, ...more } });
  const second = (await page({ cursor: plan.cursor })).json;
  const changed = (await page({ kind: "changed" })).json;
  const rejected = (await page({ kind: "rejected" })).json;
  const done = (await apply(site, id, body)).json;
  const repeated = (await apply(site, id, body)).json;

  expect([plan.rows.length, second.rows.length, second.cursor]).toEqual([200, 53, null]);
  expect(plan.totals).toEqual({ rows: 253, added: 249, changed: 1, unchanged: 1, rejected: 2 });
  expect(plan.toPin).toBe(249);
  expect(changed.rows).toEqual([
    {
      row: 3,
      name: "Firm Two",
      kind: "changed",
      reason: "",
      fields: [{ field: "name", from: "Firm 2", to: "Firm Two" }],
    },
  ]);
  expect(rejected.rows.map(({ row, reason }: Json) => [row, reason])).toEqual([
    [4, "name is empty"],
    [5, "contact e-mail: must be an e-mail address"],
  ]);
  expect(done).toEqual({ ...plan.totals, done: 253, finished: true, batchId: expect.stringMatching(/^bat_/) });
  expect(repeated).toEqual(done);
});

test("rejected rows come as a file that runs nothing and can be put right; what was sent is gone by then", async () => {
  const site = await startSite();
  const { id, body } = await planned(site, file(row(1), '2,=cmd(),,,"no mail",,Shop,'));
  const before = await site.ask("GET", `/api/staff/imports/${id}/rejected`);

  await apply(site, id, body);
  const after = await site.ask("GET", `/api/staff/imports/${id}/rejected`);
  const told = await site.ask("GET", `/api/staff/imports/${id}`);
  const gone = await site.ask("POST", `/api/staff/imports/${id}/plan`, { body: { mapping: { Company: "name" } } });

  expect(after.text).toBe(before.text);
  expect(after.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  expect(after.text.replace("\uFEFF", "")).toBe(
    '"Member ID","Company","First","Last","Email","Phone","Category","ZIP","reason","row"\r\n' +
      '"2","\'=cmd()","","","no mail","","Shop","","contact e-mail: must be an e-mail address","3"\r\n',
  );
  expect([...site.pictures.sent.files.keys()]).toEqual([`${id}.rejected.csv`]);
  expect(told.json).toMatchObject({ state: "done", headers: [], report: { rejected: 1 } });
  expect(gone).toMatchObject({ status: 410, json: { code: "expired" } });
});

test("of two who import the same at once one is told so, and what was not planned is not imported", async () => {
  const site = await startSite();
  const rows = Array.from({ length: 120 }, (_, i) => row(i));
  const one = await planned(site, file(...rows));
  const other = await planned(site, file(...rows));

  const other_ = { ...one.body, defaults: { summary: "Something else" } };
  const unplanned = await apply(site, one.id, other_);
  const answers = await Promise.all([one, one, other].map(({ id, body }) => apply(site, id, body)));
  const { json } = await apply(site, other.id, other.body);

  expect(unplanned).toMatchObject({ status: 409, json: { code: "conflict" } });
  expect(answers.filter(({ json }) => json.code === "busy").length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  expect(json.finished).toBe(true);
  const members = (await everything(site.table)).filter(({ kind }) => kind === "member");
  expect(members).toHaveLength(120);
});

test("on a machine that is busy each request ends within five seconds, and the last ones find nothing left undone", async () => {
  const clock = { now: Date.now(), busyMs: 0 };
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      clock.now += clock.busyMs;
      return table.transact(actions);
    },
  });
  const site = await startSite({ wrap, now: () => clock.now });
  const rows = Array.from({ length: 200 }, (_, i) => row(i));
  const { id, body } = await planned(site, file(...rows, "3,,,,,,,"));
  clock.busyMs = 400;

  const took: number[] = [];
  const done: number[] = [];
  for (let isFinished = false; !isFinished && took.length < 50; ) {
    const began = clock.now;
    const { status, json } = await site.ask("POST", `/api/staff/imports/${id}/apply`, { body });
    if (status !== 200) throw new Error(json.detail);
    isFinished = json.finished;
    took.push(clock.now - began);
    done.push(json.done);
  }

  expect(Math.max(...took)).toBeLessThanOrEqual(5_000);
  expect(done.length).toBeGreaterThan(2);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(201);
  const { json } = await site.ask("GET", `/api/staff/imports/${id}`);
  expect(json).toMatchObject({ state: "done", report: { rows: 201, added: 200, rejected: 1 } });
});

test("a server that dies before it can say that all is imported leaves nothing to do twice", async () => {
  let isDead = false;
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      const isEnd = actions.some((action) => "put" in action && action.put.state === "done" && action.put.report);
      if (isEnd && !isDead) {
        isDead = true;
        throw new TypeError("died");
      }
      return table.transact(actions);
    },
  });
  const site = await startSite({ wrap });
  const { id, body } = await planned(site, file(row(1), row(2), "3,,,,,,,"));

  const died = await apply(site, id, body);
  const told = await apply(site, id, body);

  expect(died.status).toBe(500);
  expect(told.json).toMatchObject({ rows: 3, added: 2, unchanged: 0, rejected: 1, done: 3, finished: true });
  const { batches } = (await site.ask("GET", "/api/staff/batches")).json;
  expect(batches).toMatchObject([{ id: told.json.batchId, count: 3, state: "done" }]);
});

test("the next file with the same columns, in whatever order, is mapped as the last one was", async () => {
  const site = await startSite();
  const mapping = { Company: "name", Phone: "phone", Category: "ignore" };
  const defaults = { category: "Bakery", contactEmail: "somebody@example.org" };
  const { id, body } = await planned(site, file(row(1)), { mapping, defaults });
  await apply(site, id, body);

  const { json } = await send(site, `Phone,${HEAD.replace("Phone,", "")}\n845,1,New,,,,,`);

  expect(json).toMatchObject({ from: "remembered", mapping: { defaults: { category: "Bakery" } } });
  expect(json.mapping.columns).toMatchObject({ Company: "name", Phone: "phone", Category: "ignore", Email: "ignore" });
  expect(json.mapping.defaults).not.toHaveProperty("contactEmail");
});

test("an import is undone by whoever of staff asks, and the audit tells who imported", async () => {
  const site = await startSite();
  const rows = Array.from({ length: 320 }, (_, i) => row(i));
  const { id, body } = await planned(site, file(...rows));
  const { batchId } = (await apply(site, id, body)).json;

  const list = (await site.ask("GET", "/api/staff/batches")).json;
  const calls: Json[] = [];
  do calls.push((await site.ask("POST", `/api/staff/batches/${batchId}/undo`)).json);
  while (calls.at(-1).state !== "undone");

  expect(list.batches).toMatchObject([
    { id: batchId, of: "import", by: keyOf(STAFF_EMAIL), state: "done", count: 321 },
  ]);
  expect(calls.length).toBeGreaterThan(1);
  expect(calls.at(-1)).toEqual({ state: "undone", undone: 321, left: 0, kept: [] });
  const items = await everything(site.table);
  expect(items.filter(({ kind }) => kind === "member" || kind === "listing" || kind === "contact")).toEqual([]);
  expect(JSON.stringify(items)).not.toContain("Canary3");
  const told = (await site.ask("GET", `/api/staff/audit?entity=batch:${batchId}`)).json.entries;
  expect(told[0]).toMatchObject({ operation: "POST /api/staff/batches/{id}/undo", who: { role: "admin" } });
});

test("whoever is no longer staff imports and undoes nothing more, not even what is under way", async () => {
  let commits = Number.NaN;
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      if (actions.length > 20 && ++commits === 2) {
        const person = await PersonStore.find(table, keyOf(STAFF_EMAIL));
        if (person)
          await table.transact([
            PersonStore.put({ ...person, staff: null, rolesVersion: 99, version: person.version + 1 }, person.version),
          ]);
      }
      return table.transact(actions);
    },
  });
  const site = await startSite({ wrap });
  const { id, body } = await planned(site, file(...Array.from({ length: 60 }, (_, i) => row(i))));
  commits = 0;

  const answer = await apply(site, id, body);

  expect(answer).toMatchObject({ status: 403, json: { code: "forbidden" } });
  const members = (await everything(site.table)).filter(({ kind }) => kind === "member");
  expect(members.length).toBeGreaterThan(0);
  expect(members.length).toBeLessThan(60);
});

test("nothing that a file says of anybody is in a key or in the log", async () => {
  const site = await startSite();
  const { id, body } = await planned(site, file(row(1), "2,,Ada,Canary9,ada9@example.org,,,"));
  await apply(site, id, body);
  await site.ask("GET", `/api/staff/imports/${id}/rejected`);

  const keys = (await everything(site.table)).map(({ pk, sk, gsi1pk, gsi1sk }) => `${pk} ${sk} ${gsi1pk} ${gsi1sk}`);

  expect(KINDS).toContain("import-file");
  expect(keys.filter((key) => /canary|@|members\.csv/i.test(key))).toEqual([]);
  expect(site.lines.filter((line) => /canary|@example|845 555/i.test(line))).toEqual([]);
});
