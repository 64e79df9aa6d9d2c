// What is asked of table, functions and buckets: by each thing that people and the clock do, counted in the emulator, and by
// a browser that opens the published site. What a month costs follows from that: the model is in docs/scale.md, which
// --document writes anew without counting, --rush after letting many register at once anew.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { countsAsked, isAsked } from "./report/options.ts";
import { report } from "./report/results.ts";
import { countActions } from "./scale/actions.ts";
import { countedChamber } from "./scale/chamber.ts";
import { actionsTable, GOAL, hotTable, modelPart, writePart } from "./scale/document.ts";
import { hotEvents } from "./scale/hot-event.ts";
import { keepMeasured, type Measured, readMeasured, Measured as Schema } from "./scale/measured.ts";
import { billOf, sumOf } from "./scale/model.ts";
import { monthOf } from "./scale/usage.ts";
import { countVisits, sizeOf } from "./scale/visiting.ts";

if (isAsked("rush")) {
  const { on } = readMeasured();
  keepMeasured([], await hotEvents(), on);
}
if (isAsked("document") || isAsked("rush")) {
  writePart(modelPart(readMeasured()));
  process.exit(0);
}
const measured: Measured[] = [];
for (const listings of countsAsked([300, 3_000])) {
  console.log(`A chamber of ${listings} listings …`);
  const chamber = await countedChamber(listings);
  try {
    console.log("Counting what people and the clock do …");
    const actions = Object.fromEntries(await countActions(chamber));
    console.log("Counting what visitors do …");
    const visits = await countVisits(chamber);
    const { folder } = chamber.chamber;
    const [site, papers] = [filesBelow(path.join(folder, "site")), filesBelow(path.join(folder, "publisher"))];
    const bases = site.filter((file) => /[\\/]s[\\/][^\\/]+\.bin$/.test(file));
    measured.push(
      Schema.parse({
        ...{ listings, actions, ...visits, ...(await sizeOf(chamber)) },
        siteFiles: site.length,
        siteBytes: bytesOf(site),
        paperBytes: bytesOf(papers),
        snapshotBytes: Math.max(0, ...bases.map((file) => brotliCompressSync(readFileSync(file)).length)),
      }),
    );
  } finally {
    await chamber.chamber.stop();
  }
}
console.log("Letting many register at once, on a virtual clock …");
keepMeasured(measured, await hotEvents(), new Date().toISOString().slice(0, 10));
const all = readMeasured();
writePart(modelPart(all));
const idle = sumOf(billOf(all.sizes, GOAL.listings, monthOf("idle", GOAL.listings)), ["dashboards"]);
const nothing = measured.every(({ visit, listingPage }) =>
  [visit, listingPage].every(({ calls, tableRequests }) => calls + tableRequests === 0),
);
report(
  "Scale",
  `Counted in the emulator, which tells of each request what it consumed; a browser opened the published site.

${actionsTable(all.sizes)}

${hotTable(all.hot)}

- public page views and searches: ${nothing ? "0 requests to the table and 0 calls of functions, met" : "MISSED, they ask the table or functions"}
- an idle month at 3,000 listings by the model, without the dashboard: $${idle.toFixed(2)}, goal $${GOAL.usd}${idle > GOAL.usd ? ", MISSED" : ", met"}`,
);
process.exit(nothing ? 0 : 1);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}
