import type { Request } from "@playwright/test";
import { box, expect, names, PHONE, test, visit } from "./watched.ts";

/**
 * What a phone may fetch from an empty cache until its first search is answered, in bytes as sent: the local server
 * compresses pages less than a CDN.
 */
const BUDGET = { all: 30_000, scripts: 8_000, styles: 5_000, requests: 12 } as const;

test.use(PHONE);

test("a first visit is small until its search is answered", async ({ page, context }) => {
  const asked: Request[] = [];
  context.on("requestfinished", (request) => asked.push(request));
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(".card.found")) return;
      observer.disconnect();
      document.documentElement.dataset.answered = String(Date.now());
    });
    document.addEventListener("DOMContentLoaded", () => observer.observe(document, { childList: true, subtree: true }));
  });
  await visit(page, "/");
  await box(page).fill("caf");
  await expect(names(page).first()).toBeVisible();
  const answered = Number(await page.locator("html").getAttribute("data-answered"));

  const sizes = await Promise.all(
    asked
      .filter((request) => request.timing().startTime <= answered)
      .map(async (request) => {
        // Not the body size that Playwright tells: of the script of a worker it knows none.
        const length = await (await request.response())?.headerValue("content-length");
        const { responseHeadersSize: head } = await request.sizes();
        return { path: new URL(request.url()).pathname, body: Number(length), head };
      }),
  );
  const bytes = (which: RegExp) =>
    sizes.filter(({ path }) => which.test(path)).reduce((sum, { body }) => sum + body, 0);
  for (const { path, body } of sizes) console.log(`  ${String(body).padStart(6)} ${path}`);
  console.log(
    `  ${String(bytes(/./)).padStart(6)} in all, and ${sizes.reduce((sum, { head }) => sum + head, 0)} of headers`,
  );

  expect(sizes.map(({ path }) => path)).toEqual(
    expect.arrayContaining([expect.stringMatching(/worker/), expect.stringMatching(/^\/s\/\w+\.bin$/)]),
  );
  expect(bytes(/./)).toBeLessThanOrEqual(BUDGET.all);
  expect(bytes(/\.js$/)).toBeLessThanOrEqual(BUDGET.scripts);
  expect(bytes(/\.css$/)).toBeLessThanOrEqual(BUDGET.styles);
  expect(sizes.length).toBeLessThanOrEqual(BUDGET.requests);
});
