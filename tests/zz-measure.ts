import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as Chamber from "@mainstreet/core/chamber";
import { system } from "@mainstreet/core/actor";
import { createApi } from "@mainstreet/functions/api/create-api";
import { EMULATED, startEmulator } from "@mainstreet/functions/local/emulator";
import { folder } from "@mainstreet/functions/publish/folder";
import { openImportFiles } from "@mainstreet/functions/upload/import-files";
import { openPictures } from "@mainstreet/functions/upload/pictures";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { createTable } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { KEYRING, PEPPER, settlePerson, startSession } from "./people.ts";

const dir = await mkdtemp("/tmp/meas/m-");
const emulator = await startEmulator(`${dir}/table.db`);
const client = new DynamoDBClient({ endpoint: emulator.endpoint, ...EMULATED });
const random = (n: number) => randomBytes(n);
const sleep = async (ms: number) => { await setTimeout(ms); };
const table = createTable({ client, name: "test-m", sleep, random });
await ensureTable(client, "test-m", sleep);
await ChamberStore.create(table, { actor: system("x"), now: Date.now(), random, keyring: KEYRING, remember: null }, Chamber.BLANK);
const files = folder(dir);
const api = createApi({ table, site: files, now: Date.now, sleep, random, origin: "http://x.test", base: "/", staffPasskey: "offered", pepper: PEPPER, codeLimits: { mailbox: 1, network: 1, domain: 1, all: 1 }, cdn: null, preview: null, pictures: openPictures({ quarantine: files, media: files, now: Date.now, random }), imports: openImportFiles({ files: folder(`${dir}/imports`), now: Date.now }), log: () => {}, version: "x" });
const person = await settlePerson(table, "s@x.test", { staff: "admin" });
const { headers } = await startSession(table, person, { proof: "passkey" });
let most = 0;
setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20).unref();
const slow: Record<string, number[]> = {};
async function ask(name: string, method: string, path: string, body?: BodyInit, type = "application/json") {
  const t = performance.now();
  const r = await api.request(`http://x.test${path}`, { method, headers: { ...headers, Origin: "http://x.test", "Content-Type": type, "Idempotency-Key": randomUUID() }, ...(body !== undefined && { body }) });
  const text = await r.text();
  (slow[name] ??= []).push(performance.now() - t);
  if (r.status >= 300) throw new Error(`${path} ${r.status} ${text}`);
  return JSON.parse(text);
}
const round = async (csv: Buffer, tag: string) => {
  const sent = await ask(`${tag} send`, "POST", "/api/staff/imports", new Uint8Array(csv), "text/csv");
  const body = { mapping: sent.mapping.columns, defaults: {} };
  const plan = await ask(`${tag} plan`, "POST", `/api/staff/imports/${sent.id}/plan`, JSON.stringify({ ...body, cursor: null }));
  await ask(`${tag} page`, "POST", `/api/staff/imports/${sent.id}/plan`, JSON.stringify({ ...body, cursor: plan.cursor }));
  let done;
  const t = performance.now();
  do done = await ask(`${tag} apply`, "POST", `/api/staff/imports/${sent.id}/apply`, JSON.stringify({ ...body, planHash: plan.planHash })); while (!done.finished);
  console.log(tag, JSON.stringify(plan.totals), JSON.stringify(done), `${((performance.now() - t) / 1000).toFixed(1)} s`);
  return done.batchId;
};
const csv = await readFile("/work/shared/data/sf-businesses.csv");
const batch = await round(csv, "first");
await round(csv, "again");
const moved = Buffer.from(csv.toString().replaceAll("San Francisco", "S. Francisco"));
const second = await round(moved, "all changed");
for (const id of [second, batch]) {
  const t = performance.now();
  let u;
  do u = await ask("undo", "POST", `/api/staff/batches/${id}/undo`, undefined); while (u.state !== "undone");
  console.log("undo", JSON.stringify({ ...u, kept: u.kept.length }), `${((performance.now() - t) / 1000).toFixed(1)} s`);
}
for (const [k, v] of Object.entries(slow)) console.log(k, v.length, "calls, slowest", Math.round(Math.max(...v)), "ms");
console.log("peak rss MB", Math.round(most / 1e6));
await emulator.stop();
await rm(dir, { recursive: true });
process.exit(0);
