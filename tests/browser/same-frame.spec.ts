import type { Page } from "@playwright/test";
import { box, expect, names, PHONE, test, visit } from "./watched.ts";

test.use(PHONE);

/** Types into the box, and says whether the rows changed before the browser could draw the letter. */
async function isDrawnAsOne(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (typed) => {
    const input = document.querySelector<HTMLInputElement>("form[data-search] input");
    const list = document.querySelector("[data-results-list]");
    if (!input || !list) throw new Error("there is no search");
    const before = list.textContent;
    input.value = typed;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    // Whatever a promise does it does before the next frame, and a worker's message comes in a task of its own.
    for (let turn = 0; turn < 100; turn++) await null;
    return list.textContent !== before;
  }, text);
}

test("once somebody has searched, the letter and its rows are drawn as one", async ({ page }) => {
  await visit(page, "/");
  await box(page).fill("b");
  await expect(names(page).first()).toBeVisible();

  await expect.poll(async () => (await isDrawnAsOne(page, "c")) || (await isDrawnAsOne(page, "b"))).toBe(true);
  expect(await isDrawnAsOne(page, "bakery")).toBe(true);
  // Rows that come with street and telephone need no room kept for these.
  const bare = page.locator("[data-results-list] .card:not(.told)");
  const bareOf = async (text: string) => ((await isDrawnAsOne(page, text)) ? bare.count() : -1);
  await expect.poll(async () => [await bareOf("cafe"), await bareOf("bakery")]).toEqual([0, 0]);
  const inPage = await names(page).allTextContents();
  await page.goto("/?q=bakery");

  await expect(names(page)).toHaveText(inPage);
});

test("where the page cannot have an engine of its own, the worker goes on answering", async ({ page, watch }) => {
  watch.expect(/page-engine/);
  await page.route(/page-engine/, (route) => route.abort());
  const refused = page.waitForEvent("requestfailed");
  await visit(page, "/");
  await box(page).fill("b");
  await refused;
  await box(page).fill("bakery");

  await expect(names(page).first()).toHaveText(/baker/i);
  expect(await isDrawnAsOne(page, "cafe")).toBe(false);
});

test("nothing moves away from a finger when street and telephone come into the rows", async ({ page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/_a\/screen/, async (route) => {
    await held;
    await route.continue();
  });
  await visit(page, "/directory/bakeries/");
  await box(page).fill("hearthstone");
  await expect(names(page).first()).toBeVisible();
  const link = page.getByRole("link", { name: "Search the whole directory" });
  const top = async () => (await link.boundingBox())?.y ?? Number.NaN;
  const before = await top();

  release();
  await expect(page.locator("[data-results-list] .tel").first()).toBeVisible();

  expect(Math.abs((await top()) - before)).toBeLessThan(3);
});
