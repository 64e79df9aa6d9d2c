import { expect, NOT_FOUND, PAGES, test } from "./watched.ts";

test.use({ javaScriptEnabled: false });

for (const { name, path } of PAGES) {
  test(`without JavaScript the ${name} page can be read, and nothing on it is dead`, async ({ page, watch }) => {
    if (name === "not found") watch.expect(NOT_FOUND);
    await page.goto(path);

    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const control of await page.locator("button, input, select, [role=button]").all()) {
      await expect(control).toBeHidden();
    }
    const links = page.locator("main a, header a, footer a");
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    const inside = new Set(hrefs.filter((href) => href.startsWith("/")).map((href) => href.replace(/#.*/, "")));
    expect(inside.size).toBeGreaterThan(3);
    // Every link of every page is followed in tests/site; here a few, as the server answers them.
    const broken = [...inside].slice(0, 20).map(async (href) => ((await page.request.head(href)).ok() ? [] : [href]));
    expect((await Promise.all(broken)).flat()).toEqual([]);
  });
}

test("without JavaScript one walks from home to a bakery by links alone", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: /^Food & drink/ }).click();
  await page.getByRole("link", { name: /^Bakeries/ }).click();
  await page.getByRole("link", { name: "Hearthstone Bakery" }).first().click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hearthstone Bakery");
  await expect(page.getByRole("row", { name: /Monday/ })).toContainText("7 AM – 5 PM");
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Directory" }).click();
  await expect(page.locator(".card")).not.toHaveCount(0);
});
