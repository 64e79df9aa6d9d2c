import type { BrowserContext, Page } from "@playwright/test";

const MOVES = 40;

/** What moving a map did to the page's main thread. */
export type Drag = {
  readonly msPerMove: number;
  readonly longTasks: number;
  readonly longTaskMs: number;
  /** The slowest answer to a pointer event, in ms. */
  readonly slowest: number;
  /** Of the map, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
};

declare global {
  interface Window {
    dragged: { longTasks: number[]; events: number[] };
  }
}

/** Drags a map by 40 moves of the pointer from its middle. The page must have been opened with `watchTasks`. */
export async function drag(context: BrowserContext, page: Page, canvas: string): Promise<Drag> {
  const box = await page.locator(canvas).first().boundingBox();
  if (!box) throw new Error("the map is not to be seen");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  await page.evaluate(() => {
    window.dragged = { longTasks: [], events: [] };
  });
  const before = await taskSeconds();
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move++) await page.mouse.move(x - move * 4, y - move * 2);
  await page.mouse.up();
  // A page that is behind answers this when it has caught up.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.waitForTimeout(800);
  const spent = (await taskSeconds()) - before;
  const { longTasks, events } = await page.evaluate(() => window.dragged);
  return {
    msPerMove: (spent * 1000) / MOVES,
    longTasks: longTasks.length,
    longTaskMs: longTasks.reduce((sum, ms) => sum + ms, 0),
    slowest: Math.max(0, ...events),
    size: { width: Math.round(box.width), height: Math.round(box.height) },
  };
}

/** Notes long tasks and slow events; runs in the page before its scripts. */
export function watchTasks(): void {
  window.dragged = { longTasks: [], events: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.dragged.longTasks.push(duration);
  }).observe({ type: "longtask" });
  const timing = { type: "event", durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.dragged.events.push(duration);
  }).observe(timing);
}
