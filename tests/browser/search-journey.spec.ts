import type { Page } from "@playwright/test";
import { box, DESKTOP, expect, names, openMap, PHONE, results, status, TABLET, test, visit } from "./watched.ts";

const chips = (page: Page) => page.getByRole("list", { name: "What the list is narrowed to" }).getByRole("button");
const query = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);

test.describe("on a desktop", () => {
  test.use(DESKTOP);

  test("type, filter, pan, select, share, reload and go back: list, map and address say the same", async ({
    page,
    context,
  }) => {
    await visit(page, "/directory/");
    await openMap(page);

    await test.step("words and filters narrow the list, and each has its chip", async () => {
      await box(page).fill("k");
      await expect(names(page).first()).toBeVisible();
      await page.getByRole("button", { name: "Filters" }).click();
      const town = page.getByRole("combobox", { name: "Town" });
      await expect(town).toContainText(/Kingston \(\d+\)/);
      await town.selectOption("Kingston");
      await expect(chips(page)).toHaveText(["In Kingston×"]);
      await expect(page.locator(".card.found .card-what").filter({ hasText: "·" }).first()).toContainText("Kingston");
      expect(query(page)).toEqual({ q: "k", town: "Kingston" });
    });
    const inTown = await names(page).allTextContents();

    await test.step("moving the map searches what it shows", async () => {
      await page.waitForTimeout(1_500);
      for (let step = 0; step < 3; step++) await page.getByRole("button", { name: "Move left" }).click();
      await expect(chips(page)).toHaveText(["In Kingston×", "In this part of the map×", "Clear all"]);
      await expect.poll(() => query(page).bbox).toMatch(/^-?[\d.]+(,-?[\d.]+){3}$/);
      await page.goBack();
      await expect(chips(page)).toHaveText(["In Kingston×"]);
      await expect(names(page)).toHaveText(inTown);
    });

    await test.step("a card shows its pin, the pin its card", async () => {
      const first = page
        .locator(".card.found")
        .filter({ has: page.locator(".card-pin") })
        .first();
      const name = (await first.getByRole("heading").textContent()) ?? "";
      await first.getByRole("button", { name: /on the map$/ }).click();
      await expect(page.locator("[data-map-card]")).toContainText(name);
      await expect(first).toHaveClass(/chosen/);
      await expect.poll(() => query(page).selected).toBeTruthy();
    });

    const { selected } = query(page);
    const shared = page.url();
    await test.step("the address opens the same for somebody else", async () => {
      const other = await context.newPage();
      await visit(other, shared);
      await expect(names(other)).toHaveText(inTown);
      await expect(box(other)).toHaveValue("k");
      await expect(other.locator(".card.chosen").getByRole("link").first()).toHaveAttribute(
        "href",
        `/members/${selected}/`,
        { timeout: 20_000 },
      );
      await expect(other.locator("[data-map-card]")).toBeVisible({ timeout: 20_000 });
      await other.close();
    });

    await test.step("Escape lets go of the pin, and back goes through what was asked", async () => {
      await page.keyboard.press("Escape");
      await expect(page.locator("[data-map-card]")).toBeHidden();
      expect(query(page).selected).toBeUndefined();
      await page.goBack();
      await expect(chips(page)).toHaveCount(0);
      await expect(box(page)).toHaveValue("k");
      await page.goForward();
      await expect(names(page)).toHaveText(inTown);
    });
  });

  test("with the box unticked the map waits for the button", async ({ page }) => {
    await visit(page, "/directory/");
    await openMap(page);
    await page.getByRole("checkbox", { name: "Search as the map moves" }).uncheck();
    await page.getByRole("button", { name: "Zoom in" }).click();
    const here = page.getByRole("button", { name: "Search this area" });
    await expect(here).toBeVisible();
    expect(query(page)).toEqual({});

    await here.click();
    await expect(here).toBeHidden();
    await expect(chips(page)).toHaveText(["In this part of the map×"]);
    await chips(page).first().click();
    await expect(results(page)).toBeHidden();
    expect(query(page)).toEqual({});
  });
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the page's own cards show their pins once the map is open, clear of its buttons", async ({ page }) => {
    await visit(page, "/towns/woodstock/");
    await openMap(page);
    const card = page.locator("[data-static] .card").filter({ hasText: "Kestrel Yoga" });
    await card.getByRole("button", { name: "Show Kestrel Yoga on the map" }).click();

    const named = page.locator("[data-map-card]");
    await expect(named).toContainText("Kestrel Yoga");
    await expect(card).toHaveClass(/chosen/);
    await page.waitForTimeout(800);
    const boxes = await Promise.all([named, page.locator(".map-pan")].map((part) => part.boundingBox()));
    const [below, dial] = boxes;
    expect(below?.y).toBeGreaterThan((dial?.y ?? Infinity) + (dial?.height ?? 0));
    await page.getByRole("button", { name: "Move up" }).tap();
    await page.getByRole("button", { name: "Close" }).tap();
    await expect(named).toBeHidden();
    await expect(card).not.toHaveClass(/chosen/);
  });

  test("near me sorts by distance, and an empty list says what to loosen", async ({ page, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ latitude: 41.9337, longitude: -74.0187 });
    await visit(page, "/directory/");
    await page.getByRole("button", { name: "Near me" }).click();

    await expect(page.getByText("Nearest first")).toBeVisible();
    const lines = await page.locator(".card.found .card-what:not(.no-pin)").allTextContents();
    const miles = lines.flatMap((line) => / · ([\d.]+) mi$/.exec(line)?.[1] ?? []).map(Number);
    expect(miles.length).toBeGreaterThan(10);
    expect(miles).toEqual(miles.toSorted((a, b) => a - b));
    expect(query(page).near).toBe("41.934,-74.019");

    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("combobox", { name: "Distance" }).selectOption({ label: "Within 1 mi" });
    await box(page).fill("kestrel yoga");
    await expect(results(page)).toContainText("Loosen it a little");
    await page.getByRole("button", { name: "Without “Near you”" }).click();
    await expect(names(page).first()).toHaveText("Kestrel Yoga");
  });

  test("who does not say where they are is told what to do instead", async ({ page, context }) => {
    await context.clearPermissions();
    await page.addInitScript(() => {
      Object.defineProperty(navigator.geolocation, "getCurrentPosition", {
        value: (_told: unknown, refused: (error: { code: number }) => void) => refused({ code: 1 }),
      });
    });
    await visit(page, "/directory/");
    await page.getByRole("button", { name: "Near me" }).click();

    await expect(page.getByText("Type a town or a ZIP code instead")).toBeVisible();
    expect(query(page)).toEqual({});
  });
});

test.describe("whatever an address says", () => {
  test.use(TABLET);

  test("words are sent and gone back to before the script of the filters has come", async ({ page, context }) => {
    await context.route("**/_a/screen*", () => new Promise(() => undefined));
    await visit(page, "/?q=hardware");
    await expect(names(page).first()).toHaveText("Esopus Hardware");
    await box(page).fill("gallery");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(names(page).first()).toContainText("Gallery");
    expect(query(page)).toEqual({ q: "gallery" });

    await page.goBack();
    await expect(box(page)).toHaveValue("hardware");
    await expect(names(page).first()).toHaveText("Esopus Hardware");
  });

  test("what makes no sense is passed over", async ({ page }) => {
    await visit(
      page,
      "/directory/?bbox=1,2&near=x&radius=-3&open=maybe&category=..%2F..&selected=%00&tags=,,&q=barber",
    );
    await expect(names(page)).toHaveCount(2);
    await expect(chips(page)).toHaveCount(0);

    await visit(page, "/directory/?category=nobody-has-this&q=barber");
    await expect(names(page)).toHaveCount(2);
    await expect(status(page)).toHaveText("2 businesses for “barber”");
    // The address says it once the answer is on the screen.
    await expect.poll(() => query(page)).toEqual({ q: "barber" });
  });

  test("a place in the words is understood, shown, and taken away again", async ({ page }) => {
    await visit(page, "/directory/?q=bakery in rhinebeck");
    await expect(chips(page)).toHaveText(["In Rhinebeck×"]);
    await expect(names(page)).toHaveText(["Hearthstone Bakery"]);
    await expect(page.locator(".card.found .card-what")).toContainText("Rhinebeck");

    await chips(page).first().click();
    await expect(box(page)).toHaveValue("bakery");
    await expect(names(page)).not.toHaveCount(1);

    await box(page).fill("near 12401");
    await expect(chips(page)).toHaveText(["Near 12401×"]);
    await expect(page.getByText("Nearest first")).toBeVisible();
  });

  test("a slip of the finger finds what was meant, and says so", async ({ page }) => {
    await visit(page, "/directory/?q=hearthstoen");
    await expect(status(page)).toHaveText("No exact match for “hearthstoen”; showing similar names (3)");
    await expect(names(page).first()).toHaveText("Hearthstone Bakery");
  });

  test("open now asks for what is open now", async ({ page }) => {
    await visit(page, "/directory/?open=1");
    await expect(status(page)).toHaveText(/business(es)?$/);
    await expect(chips(page)).toHaveText(["Open now×"]);
    await expect(page.getByRole("button", { name: "Open now", exact: true })).toHaveAttribute("aria-pressed", "true");
    for (const line of await page.locator(".card.found .card-opening").allTextContents()) {
      expect(line).toMatch(/^(Open|Closes in|$)/);
    }
  });
});
