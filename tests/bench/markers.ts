// Dragging our map with 10,000 points, beside one that has a DOM marker for each of them.
import type { Browser, Page } from "@playwright/test";
import { openBrowser } from "../browser/open-browser.ts";
import { median, short, table, times } from "./report/numbers.ts";
import { countsAsked } from "./report/options.ts";
import { report } from "./report/results.ts";
import { benchSite } from "./site/bench-site.ts";
import { type Drag, drag, watchTasks } from "./site/drag.ts";
import { PEER_MARKERS, peerPages } from "./site/peer-pages.ts";
import type { Served } from "./site/slow-server.ts";

const ROUNDS = 3;
const PATIENCE = 180_000;

const [count = 10_000] = countsAsked([10_000]);
const site = await benchSite(count);
try {
  const served = await site.serve(null, peerPages(site.directory));
  const browser = await openBrowser();
  const rounds: { ours: Drag; peer: Drag }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`markers: round ${round} of ${ROUNDS} …`);
    const ours = await dragged(browser, served, "/", ".map-panel canvas", async (page) => {
      await page.locator(".map-panel.open canvas").waitFor({ timeout: PATIENCE });
      await page.locator("[data-map-note]:empty").waitFor({ state: "attached", timeout: PATIENCE });
    });
    const { width, height } = ours.size;
    const peer = await dragged(
      browser,
      served,
      `${PEER_MARKERS}?width=${width}&height=${height}`,
      "#map canvas",
      async (page) => {
        await page.locator("body[data-ready]").waitFor({ timeout: PATIENCE });
      },
    );
    rounds.push({ ours, peer });
  }
  await browser.close();
  await served.close();
  const row = (name: string, drags: readonly Drag[], more: readonly string[]) => [
    name,
    ...[
      drags.map(({ msPerMove }) => msPerMove),
      drags.map(({ longTasks }) => longTasks),
      drags.map(({ longTaskMs }) => longTaskMs),
      drags.map(({ slowest }) => slowest),
    ].map((values) => short(median(values))),
    ...more,
  ];
  const ratio = median(rounds.map(({ ours, peer }) => peer.msPerMove / ours.msPerMove));
  const columns = ["map", "main thread, ms a move", "long tasks", "long tasks, ms", "slowest event, ms", "ratio"];
  const rows = [
    row(
      "Mainstreet",
      rounds.map(({ ours }) => ours),
      ["1x"],
    ),
    row(
      "DOM markers",
      rounds.map(({ peer }) => peer),
      [`${times(ratio)}, goal 20x`],
    ),
  ];
  const notes = `A drag of 40 moves over a map of the same size, medians of ${ROUNDS} rounds, graphics by software. Goals: no long task, events within 100 ms.`;
  report(`Markers, ${count.toLocaleString("en-US")} points`, `${notes}\n\n${table(columns, rows)}`);
} finally {
  await site.stop();
}

/** Opens a page, waits until its map is ready and at rest, and drags it. */
async function dragged(
  browser: Browser,
  served: Served,
  path: string,
  canvas: string,
  ready: (page: Page) => Promise<void>,
): Promise<Drag> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchTasks);
  await page.goto(served.origin + path, { timeout: PATIENCE });
  await ready(page);
  // Points come and clusters are made after the map says that it is there.
  await page.waitForTimeout(5000);
  const result = await drag(context, page, canvas);
  await context.close();
  return result;
}
