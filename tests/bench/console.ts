// The staff console over the 6,359 businesses of San Francisco: what sorting, filtering and opening cost the page's main
// thread, with a processor four times slower.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { open } from "@mainstreet/import/csv-file";
import { bytesSource } from "@mainstreet/import/source";
import type { CDPSession, Locator, Page } from "@playwright/test";
import { openBrowser } from "../browser/open-browser.ts";
import { importFile } from "../import/helpers.ts";
import { start } from "../local/running.ts";
import { runningTable } from "../running-table.ts";
import { table as markdown, median, short } from "./report/numbers.ts";
import { report } from "./report/results.ts";
import { giveOwnCore } from "./site/own-core.ts";

const SAMPLE = path.resolve(import.meta.dirname, "../../../shared/data/sf-businesses.csv");
const ROUNDS = 20;
const SLOWER = 4;
/** After so long without work what was asked for is done, in milliseconds. */
const SETTLED_MS = 250;
const WORDS =
  "taq cafe park pizza golden mission bar sushi market deli bakery tea grill house noodle wine king sun bay pho".split(
    " ",
  );

if (!existsSync(SAMPLE)) throw new Error("This bench needs the sample data beside the checkout (../shared/data).");
const home = mkdtempSync(path.join(tmpdir(), "mainstreet-console-"));
const running = await start({ home, env: { MAINSTREET_SEED: "demo" } });
const browser = await openBrowser();
try {
  console.log("console: importing 6,359 businesses …");
  await importFile(runningTable(home), await open(bytesSource("sf.csv", await readFile(SAMPLE))));
  const staff = await running.staff();
  const [name = "", value = ""] = (staff.Cookie ?? "").split("=");
  await published();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: running.site });
  const domain = new URL(running.site).hostname;
  await context.addCookies([{ name, value, domain, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(watchLongTasks);
  const came = performance.now();
  await page.goto("/staff/listings/");
  await page.locator("[data-row]").first().waitFor({ timeout: 120_000 });
  const ready = performance.now() - came;
  console.log(`console: rows after ${short(ready / 1000)} s`);
  await setTimeout(2000);

  // Keys and presses as a person's, at places that were looked up before: what a test tool does to find them is no work of ours.
  const box = page.getByLabel("Name, member, street, phone or tag");
  const heads = [
    await middle(page.getByRole("button", { name: "Town" })),
    await middle(page.getByRole("button", { name: /^Listing/ })),
  ];
  const places = await Promise.all(Array.from({ length: 8 }, (_, i) => middle(page.locator("[data-row] a").nth(i))));
  const interactions = async () => [
    await measured(
      page,
      devtools,
      "filter",
      async (i) => {
        await page.keyboard.insertText(WORDS[i % WORDS.length] ?? "");
      },
      () => page.keyboard.press("Control+A"),
      () => box.focus(),
    ),
    await measured(
      page,
      devtools,
      "sort",
      (i) => press(page, heads[i % 2]),
      async () => undefined,
      () => box.fill(""),
    ),
    await measured(
      page,
      devtools,
      "open",
      (i) => press(page, places[i % 8]),
      () => back(page),
    ),
  ];
  const shared = await interactions();
  const isOwn = await giveOwnCore(browser);
  const own = isOwn ? await interactions() : shared;
  const rows = own.map(({ name, work, most, longest }, i) => [
    name,
    short(work),
    "100",
    short(most),
    short(longest),
    "200",
    short(shared[i]?.work ?? Number.NaN),
  ]);
  const shown = await page.locator(".table-foot").innerText();
  report(
    "Console, 6,359 listings",
    [
      `Main-thread work of the page with a processor ${SLOWER} times slower, medians of ${ROUNDS}; the first rows stood there after ${short(ready / 1000)} s. ${shown.split("\n")[0]}. ${isOwn ? "The page's main thread has a core of its own; in the last column it shares both cores with the browser's other processes, the server and this bench, which interrupt it." : "The page's main thread shares its cores with all else."}`,
      markdown(["", "ms of work", "goal", "most", "longest task", "goal", "shared cores"], rows),
    ].join("\n\n"),
  );
} finally {
  await browser.close();
  await running.end("SIGTERM");
  rmSync(home, { recursive: true, force: true });
}
process.exit(0);

/** Waits until the publisher has nothing left to do: it has the same two cores. */
async function published(): Promise<void> {
  let last = "";
  for (let same = 0; same < 4; ) {
    await setTimeout(1500);
    const head = await fetch(`${running.site}/s/head.json`).then((answer) => answer.text());
    same = head === last ? same + 1 : 0;
    last = head;
  }
}

/** Milliseconds. */
type Measured = { readonly name: string; readonly work: number; readonly most: number; readonly longest: number };

async function measured(
  page: Page,
  devtools: CDPSession,
  name: string,
  act: (round: number) => Promise<void>,
  after: () => Promise<void> = async () => undefined,
  before: () => Promise<void> = async () => undefined,
): Promise<Measured> {
  await before();
  await setTimeout(SETTLED_MS * SLOWER);
  const took: number[] = [];
  let longest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const done = await work(devtools);
    await page.evaluate(() => {
      window.longTasks = [];
    });
    await act(round);
    await setTimeout(SETTLED_MS * SLOWER);
    took.push((await work(devtools)) - done);
    longest = Math.max(longest, ...(await page.evaluate(() => window.longTasks)));
    await after();
  }
  return { name, work: median(took), most: Math.max(...took), longest };
}

/** So many milliseconds the main thread of the page has worked. */
async function work(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
}

type Place = { readonly x: number; readonly y: number };

async function middle(of: Locator): Promise<Place> {
  const box = await of.boundingBox();
  if (!box) throw new Error("It cannot be seen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function press(page: Page, place: Place | undefined): Promise<void> {
  if (place) await page.mouse.click(place.x, place.y);
}

async function back(page: Page): Promise<void> {
  await page.goBack();
  await page.locator("[data-row]").first().waitFor();
  await setTimeout(SETTLED_MS * SLOWER);
}

function watchLongTasks(): void {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
  }).observe({ type: "longtask" });
}

declare global {
  interface Window {
    longTasks: number[];
  }
}
