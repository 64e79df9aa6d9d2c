import { states } from "./states.ts";
import { DESKTOP, expect, PHONE, test, visit } from "./watched.ts";

for (const [device, use] of states(["a phone", PHONE] as const, ["a desktop", DESKTOP] as const)) {
  test.describe(`on ${device}`, () => {
    test.use(use);

    test("the next mixer is a click from home, with its host, its venue and a calendar", async ({ page, request }) => {
      await visit(page, "/");
      const next = page.getByRole("region", { name: "Coming up" });
      await next.getByRole("link").first().click();

      await expect(page).toHaveURL(/\/mixers\/[a-z0-9-]+\/$/);
      await expect(page.getByRole("heading", { name: "When" })).toBeVisible();
      const address = await page.getByRole("link", { name: "Add to calendar" }).getAttribute("href");
      const calendar = await request.get(address ?? "");
      expect(calendar.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
      expect(await calendar.text()).toMatch(
        /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART;TZID=America\/New_York:\d{8}T\d{6}\r\n/,
      );

      await page.getByRole("region", { name: "Where" }).getByRole("link").first().click();
      await expect(page).toHaveURL(/\/members\/[a-z0-9-]+\/$/);
      await expect(page.getByRole("heading", { name: "Mixers here" })).toBeVisible();
    });

    test("a day of the month leads to its event in the list", async ({ page }) => {
      await visit(page, "/mixers/");
      const day = page.getByRole("table").getByRole("link").first();
      const target = (await day.getAttribute("href")) ?? "";
      await day.click();

      await expect(page.locator(`[id="${target.slice(1)}"]`)).toBeInViewport();
      await page
        .locator(`[id="${target.slice(1)}"]`)
        .getByRole("link")
        .click();
      await expect(page).toHaveURL(new RegExp(`/mixers/${target.slice(1)}/$`));
      await expect(page.getByRole("link", { name: "Register" })).toBeVisible();
    });
  });
}
