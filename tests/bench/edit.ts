// From the commit of an edit to the last file written, with 6,359 listings: worst of 20. And what a full publish takes.
import { copyFileSync, existsSync } from "node:fs";
import path from "node:path";
import { createApi } from "@mainstreet/functions/api/create-api";
import { startFollowing } from "@mainstreet/functions/local/follow";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { folder } from "@mainstreet/functions/publish/folder";
import { createPublisher } from "@mainstreet/functions/publish/publisher";
import type { SiteFiles } from "@mainstreet/functions/publish/site-files";
import { loadWebBuild } from "@mainstreet/functions/publish/web-build";
import * as ListingStore from "@mainstreet/store/listing-store";
import { random, sleep } from "../emulator/table.ts";
import { settlePerson, startSession } from "../people.ts";
import { testPictures } from "../pictures.ts";
import { NO_MEDIA } from "../publish/plain-web.ts";
import { TRUSTED } from "../trusted.ts";
import { benchChamber } from "./chamber.ts";
import { runImport } from "./import.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SAMPLE = path.resolve(ROOT, "../shared/data/sf-businesses.csv");
const EDITS = 20;
const QUIET_MS = 700;

if (!existsSync(SAMPLE)) {
  console.log("edit: skipped, the sample data is not beside the checkout");
  process.exit(0);
}

const chamber = await benchChamber();
const file = path.join(chamber.folder, "sf.csv");
copyFileSync(SAMPLE, file);
console.log(`import: ${await runImport(file, chamber.endpoint)}`);

const written: { path: string; at: number }[] = [];
const site = folder(path.join(chamber.folder, "site"));
const watched: SiteFiles = {
  ...site,
  async write(to, bytes) {
    await site.write(to, bytes);
    written.push({ path: to, at: performance.now() });
  },
};
const { dist } = await ensureWebBuild(ROOT, npmOf(process.env));
const log = () => undefined;
const publisher = createPublisher({
  table: chamber.table,
  site: watched,
  workshop: folder(path.join(chamber.folder, "publisher")),
  web: await loadWebBuild(dist),
  media: NO_MEDIA,
  address: { origin: "http://localhost:4321", base: "/" },
  holder: "bench",
  now: Date.now,
  sleep,
  log,
});
const abort = new AbortController();
const began = performance.now();
const { following } = await startFollowing({
  stream: chamber.stream,
  publisher,
  now: Date.now,
  sleep,
  log,
  signal: abort.signal,
});
console.log(
  `full publish: ${written.length} files, ${((performance.now() - began) / 1000).toFixed(1)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`,
);

const api = createApi({
  sleep: async () => undefined,
  pepper: new Uint8Array(32),
  codeLimits: { mailbox: 0, network: 0, domain: 0, all: 0 },
  cdn: null,
  preview: null,
  pictures: testPictures().pictures,
  imports: testPictures().imports,
  table: chamber.table,
  site,
  now: Date.now,
  random,
  origin: "http://bench.test",
  base: "/",
  staffPasskey: "offered",
  log,
  version: "bench",
});
const { listings } = await ListingStore.list(chamber.table, TRUSTED, { limit: 6_359, cursor: null });
const staff = await settlePerson(chamber.table, "staff@bench.test", { staff: "admin" });
const { headers } = await startSession(chamber.table, staff);
const waits: number[] = [];
for (let i = 0; i < EDITS; i++) {
  const listing = listings[Math.floor((i * listings.length) / EDITS)];
  if (!listing) throw new Error("There are too few listings.");
  written.length = 0;
  const request = new Request(`http://bench.test/api/listings/${listing.id}`, {
    method: "PATCH",
    headers: {
      ...headers,
      origin: "http://bench.test",
      "content-type": "application/json",
      "if-match": `"v${listing.version}"`,
      "idempotency-key": `bench-${i}-${Date.now()}`,
    },
    body: JSON.stringify({ summary: `Edited ${i}`, hours: "Mo-Fr 08:00-17:00" }),
  });
  const answer = await api.fetch(request);
  const committed = performance.now();
  if (answer.status !== 200) throw new Error(`The edit was answered with ${answer.status}.`);
  for (let last = -1; written.length === 0 || written.length !== last; ) {
    last = written.length;
    await sleep(QUIET_MS);
  }
  const pages = written.filter(({ path: to }) => !/^(directory\.|sitemap)/.test(to));
  waits.push(Math.max(...pages.map(({ at }) => at)) - committed);
}
const sorted = waits.toSorted((a, b) => a - b);
console.log(
  `commit to last file, ${EDITS} edits: median ${sorted[EDITS / 2]?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms; goal 2000 ms`,
);
abort.abort();
await following;
await chamber.stop();
