import { states } from "./states.ts";
import { box, DESKTOP, expect, names, PHONE, results, status, TABLET, test, visit } from "./watched.ts";

test.use(TABLET);

const SORRY = "Search cannot be reached just now. The lists on this site are complete.";

for (const [device, use] of states(["a phone", PHONE] as const, ["a desktop", DESKTOP] as const)) {
  test.describe(`on ${device}`, () => {
    test.use(use);

    test("without the search files one sentence says so, and the list stays", async ({ page, context, watch }) => {
      watch.expect(/net::ERR_FAILED/);
      await context.route("**/s/*", (route) => route.abort());
      await visit(page, "/directory/");
      const rows = await page.locator("[data-static] .card").count();
      await box(page).fill("caf");

      await expect(status(page)).toHaveText(SORRY);
      await expect(page.locator("[data-static] .card")).toHaveCount(rows);
      await expect(page.locator("[data-static] .card").first()).toBeVisible();
      await expect(results(page)).toBeHidden();

      await context.unroute("**/s/*");
      await box(page).fill("cafe");
      await expect(results(page)).toBeVisible();
      await expect(status(page)).toContainText("for “cafe”");
    });
  });
}

test("a server that answers with errors or nonsense is an outage like any other", async ({ page, context, watch }) => {
  watch.expect(/status of 50\d/);
  for (const answer of [
    { status: 503, body: "" },
    { status: 200, body: "<!doctype html><title>Captive portal</title>" },
  ]) {
    await context.route("**/s/*", (route) => route.fulfill(answer));
    await visit(page, "/towns/kingston/");
    await box(page).fill("caf");
    await expect(status(page)).toHaveText(SORRY);
    await expect(page.locator("[data-static] .card").first()).toBeVisible();
    await context.unroute("**/s/*");
  }
});

test("a page that is older than the directory asks the server, and says so", async ({ page, context }) => {
  await context.route("**/s/head.json", (route) => route.fulfill({ json: { version: 2 } }));
  await visit(page, "/directory/");
  await box(page).fill("hearthstone");

  await expect(names(page).first()).toHaveText("Hearthstone Bakery");
  await expect(status(page)).toContainText("This page is older than the directory");
  await expect(page.locator(".card.found .tel").first()).toHaveText(/555/);
});
