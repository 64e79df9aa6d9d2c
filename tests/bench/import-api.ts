// One import over the API in a process whose heap is as small as a function's, with nothing of the tests' own in its memory:
// import-api.ts <endpoint> <table> <file> <folder>
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createApi } from "@mainstreet/functions/api/create-api";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { folder } from "@mainstreet/functions/publish/folder";
import { encode } from "@mainstreet/functions/upload/encode";
import { openImportFiles } from "@mainstreet/functions/upload/import-files";
import { openPictures } from "@mainstreet/functions/upload/pictures";
import { openClient } from "@mainstreet/store/client";
import { createTable } from "@mainstreet/store/table";
import { PEPPER, settlePerson, startSession } from "../people.ts";

const ORIGIN = "http://mainstreet.test";
const MB = 1024 * 1024;

const [, , endpoint = "", name = "", file = "", home = ""] = process.argv;
const random = (length: number): Uint8Array => randomBytes(length);
const sleep = (ms: number): Promise<void> => setTimeout(ms);
const place = (name: string) => folder(path.join(home, name));
const table = createTable({ client: openClient({ endpoint, ...EMULATED }), name, sleep, random });
const limit = 1_000_000;
const codeLimits = { mailbox: limit, network: limit, domain: limit, all: limit };
const now = Date.now;
const [quarantine, media] = [place("quarantine"), place("media")];
const pictures = openPictures({ quarantine, media, draw: encode, now, random });
const imports = openImportFiles({ files: place("sent"), now });
const app = createApi({
  ...{ table, site: place("site"), now, sleep, random, pepper: PEPPER, codeLimits, cdn: null, version: "1.2.3" },
  ...{ origin: ORIGIN, base: "/", staffPasskey: "offered", preview: null, log: () => undefined, pictures, imports },
});
const staff = await settlePerson(table, `bench-${randomUUID()}@example.org`, { staff: "admin" });
const { headers: signedIn } = await startSession(table, staff);

let peak = 0;
const look = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);

/** One request, with what it answers. @throws Error where it is refused */
async function ask(path: string, body: BodyInit, type = "application/json"): Promise<ReturnType<typeof JSON.parse>> {
  const headers = { ...signedIn, Origin: ORIGIN, "Idempotency-Key": randomUUID(), "Content-Type": type };
  const answer = await app.fetch(new Request(`${ORIGIN}/api/staff/imports${path}`, { method: "POST", headers, body }));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** What a step took, and the most memory by its end. */
function tell(step: string, began: number, more = ""): void {
  peak = Math.max(peak, process.memoryUsage.rss());
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`import over the API, ${step}: ${seconds} s, ${(peak / MB).toFixed(0)} MB at most${more}`);
}

let began = performance.now();
tell("nothing asked yet", began);
const { id, mapping } = await ask("", readFileSync(file), "text/csv");
tell("sent", began);
const sent = { mapping: mapping.columns, defaults: { category: "Food" } };
began = performance.now();
let plan = await ask(`/${id}/plan`, JSON.stringify(sent));
while (!plan.finished) plan = await ask(`/${id}/plan`, JSON.stringify({ ...sent, cursor: plan.cursor }));
const { planHash, totals } = plan;
tell("planned", began, `; ${JSON.stringify(totals)}`);
began = performance.now();
let calls = 0;
let longest = 0;
for (let finished = false; !finished; calls++) {
  const asked = performance.now();
  ({ finished } = await ask(`/${id}/apply`, JSON.stringify({ ...sent, planHash })));
  longest = Math.max(longest, performance.now() - asked);
}
tell("applied", began, `; ${calls} requests, the longest ${(longest / 1000).toFixed(1)} s`);
clearInterval(look);
process.exit(0);
