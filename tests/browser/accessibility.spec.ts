import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { states } from "./states.ts";
import {
  box,
  DESKTOP,
  expect,
  NOT_FOUND,
  names,
  openMap,
  PAGES,
  PHONE,
  results,
  status,
  test,
  visit,
} from "./watched.ts";

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    // There are no frames here, and without them axe needs no page of its own to gather what it found.
    .setLegacyMode()
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(told, where).toEqual([]);
}

for (const [state, use] of states(
  ["on a phone by day", { ...PHONE, colorScheme: "light" }] as const,
  ["on a desktop by night", { ...DESKTOP, colorScheme: "dark" }] as const,
)) {
  test.describe(state, () => {
    test.use(use);

    test(`every kind of page passes axe ${state}`, async ({ page, watch }) => {
      watch.expect(NOT_FOUND);
      for (const { name, path } of PAGES) {
        await visit(page, path);
        await expectNoViolations(page, name);
      }
    });

    test(`results, no results and the open map pass axe ${state}`, async ({ page }) => {
      await visit(page, "/?q=hearthstone");
      await expect(names(page).first()).toBeVisible();
      await expectNoViolations(page, "results");

      await box(page).fill("xyzzyqq");
      await expect(results(page)).toContainText("Try fewer letters");
      await expectNoViolations(page, "no results");

      await box(page).fill("barber");
      await openMap(page);
      await expectNoViolations(page, "map");
    });
  });
}

type Stop = { readonly what: string; readonly isSeen: boolean; readonly isMarked: boolean };

/** What has the focus, whether it is on the screen, and whether it or the card around it shows that. */
function focused(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { what: "", isSeen: true, isMarked: true };
    const shows = (element: Element | null): boolean => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || (boxShadow !== "none" && element === at);
    };
    const { top, bottom } = at.getBoundingClientRect();
    return {
      what: `${at.tagName} ${at.textContent?.trim() || at.getAttribute("aria-label") || at.id}`,
      isSeen: bottom > 0 && top < innerHeight,
      isMarked: shows(at) || shows(at.closest(".card")),
    };
  });
}

for (const { name, path } of PAGES.filter(({ name }) => /home|town|listing/.test(name))) {
  test(`the focus is seen at every stop of the ${name} page`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await visit(page, path);
    const stops: Stop[] = [];
    for (let count = 0; count < 30; count++) {
      await page.keyboard.press("Tab");
      // A map that opens by itself just then moves the page: what counts is where the focus comes to rest.
      await expect.poll(async () => (await focused(page)).isSeen, { timeout: 3_000 }).toBe(true);
      stops.push(await focused(page));
    }

    expect(stops[0]?.what).toBe("A Skip to content");
    expect(stops.filter((stop) => !stop.isMarked || !stop.isSeen)).toEqual([]);
  });
}

test("from the address bar to a listing without a mouse", async ({ page }) => {
  await visit(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(box(page)).toBeFocused();

  await page.keyboard.type("bakery");
  // Letter by letter the list is another one: the arrows are for that of the whole word.
  await expect(status(page)).toContainText("“bakery”");
  await expect(names(page).first()).toHaveText("Hearthstone Bakery");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hearthstone Bakery");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});
