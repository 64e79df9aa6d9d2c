import type { Browser, Page } from "@playwright/test";
import type { Served } from "./slow-server.ts";

/** What a visit measured, in milliseconds since it began, and bytes as sent. */
export type Visit = {
  readonly painted: number;
  /** The first listing was painted. */
  readonly listing: number;
  /** The first answer was drawn, to words typed as soon as there was a box to type into; NaN when nothing was typed. */
  readonly answer: number;
  readonly bytes: number;
  /** Bytes of scripts without their headers. */
  readonly scripts: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
};

const PHONE = { viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true } as const;
const PATIENCE = 120_000;

declare global {
  interface Window {
    bench: { painted: number; listing: number; answer: number };
  }
}

/**
 * Opens a page with an empty cache on a phone that is four times slower than this machine.
 * @param typed what is typed as soon as that is possible, "" for nothing
 */
export async function visit(browser: Browser, served: Served, path: string, typed: string): Promise<Visit> {
  const { page, close } = await slowPage(browser);
  await page.addInitScript(watch, typed);
  served.sent.length = 0;
  await page.goto(served.origin + path, { waitUntil: "commit", timeout: PATIENCE });
  await page.waitForFunction(
    (isTyped) => window.bench.listing > 0 && (!isTyped || window.bench.answer > 0),
    typed !== "",
    {
      timeout: PATIENCE,
      polling: 50,
    },
  );
  if (typed === "") await page.waitForLoadState("networkidle");
  const { painted, listing, answer } = await page.evaluate(() => window.bench);
  const bytes = served.sent.reduce((sum, sent) => sum + sent.bytes, 0);
  const scripts = served.sent.filter((sent) => /\.m?js$/.test(sent.path)).reduce((sum, sent) => sum + sent.body, 0);
  const seen = { painted, listing: Math.max(painted, listing), answer: typed ? answer : Number.NaN };
  const result = { ...seen, bytes, scripts, files: [...served.sent] };
  await close();
  return result;
}

/** Milliseconds from each of some texts in the box to the rows that answer it. */
export async function keystrokes(
  browser: Browser,
  served: Served,
  path: string,
  texts: readonly string[],
): Promise<number[]> {
  const { page, close } = await slowPage(browser);
  await page.goto(served.origin + path, { waitUntil: "load", timeout: PATIENCE });
  await page.locator("form[data-search] input").fill("a");
  await page.locator("[data-results-list] .card").first().waitFor({ timeout: PATIENCE });
  const took: number[] = [];
  for (const text of texts) {
    took.push(await page.evaluate(typeAndWait, text));
    await page.waitForTimeout(150);
  }
  await close();
  return took;
}

async function slowPage(browser: Browser): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return { page, close: () => context.close() };
}

// What follows runs in the page.

function watch(typed: string): void {
  window.bench = { painted: 0, listing: 0, answer: 0 };
  let isTyped = typed === "";
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === "first-contentful-paint") window.bench.painted = entry.startTime;
  }).observe({ type: "paint", buffered: true });
  const look = (): void => {
    const { bench } = window;
    // Looked for before a frame is drawn: the next one comes after it.
    if (bench.listing < 0) bench.listing = performance.now();
    if (bench.listing === 0 && document.querySelector(".card")) bench.listing = -1;
    const input = document.querySelector<HTMLInputElement>("form[data-search] input");
    if (!isTyped && input && !input.closest("[hidden]")) {
      isTyped = true;
      input.focus();
      input.value = typed;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (bench.answer === 0 && document.querySelector("[data-results-list] .card")) bench.answer = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function typeAndWait(text: string): Promise<number> {
  const input = document.querySelector<HTMLInputElement>("form[data-search] input");
  const list = document.querySelector("[data-results-list]");
  if (!input || !list) throw new Error("there is no search");
  return new Promise((done) => {
    const began = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      done(performance.now() - began);
    });
    // Cards may stay and say something else: what is heard comes after all that one answer changes.
    observer.observe(list, { childList: true, subtree: true, characterData: true, attributes: true });
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
