import { states } from "./states.ts";
import { box, DESKTOP, expect, NOT_FOUND, names, PHONE, results, status, TABLET, test, visit } from "./watched.ts";

test.use(TABLET);

for (const [device, use] of states(["a phone", PHONE] as const, ["a desktop", DESKTOP] as const)) {
  test.describe(`on ${device}`, () => {
    test.use(use);

    test("three letters lead to a café and back to the same results", async ({ page }) => {
      await visit(page, "/");
      await box(page).fill("caf");
      await expect(names(page).first()).toBeInViewport();
      const found = await names(page).allTextContents();
      await expect(status(page)).toHaveText(`${found.length} businesses for “caf”`);
      await expect(page.getByRole("heading", { name: "New members" })).toBeHidden();

      await names(page).first().getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(found[0] ?? "");
      await page.goBack();

      await expect(box(page)).toHaveValue("caf");
      await expect(names(page)).toHaveText(found);
      expect(new URL(page.url()).search).toBe("?q=caf");
    });

    test("a listing tells how to call, write, visit and keep it", async ({ page, request }) => {
      await visit(page, "/members/hearthstone-bakery/");
      const actions = page.getByRole("list", { name: "Get in touch" });

      await expect(actions.getByRole("link", { name: "Call" })).toHaveAttribute("href", "tel:8455550101");
      await expect(actions.getByRole("link", { name: "Website" })).toHaveAttribute(
        "href",
        "https://hearthstone.example.com/",
      );
      await expect(actions.getByRole("link", { name: "Directions" })).toHaveAttribute(
        "href",
        /^https:\/\/www\.openstreetmap\.org\/directions\?to=41\.9\d+%2C-74\.0\d+$/,
      );
      await expect(page.getByRole("link", { name: "bread@hearthstone.example.com" })).toHaveAttribute(
        "href",
        "mailto:bread@hearthstone.example.com",
      );
      const card = await request.get((await actions.getByRole("link", { name: "Save" }).getAttribute("href")) ?? "");
      expect(card.headers()["content-type"]).toContain("text/vcard");
      expect(await card.text()).toMatch(/^BEGIN:VCARD[\s\S]*FN:Hearthstone Bakery[\s\S]*845-?555-?0101/);
    });

    test("a category and a town list their own and search among them", async ({ page }) => {
      for (const [path, title, count, own] of [
        ["/directory/bakeries/", "Bakeries", 3, "Hearthstone Bakery"],
        ["/towns/woodstock/", "Businesses in Woodstock", 7, "Café Zoë"],
      ] as const) {
        await visit(page, path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
        await expect(page.locator("[data-static] .card")).toHaveCount(count);
        await expect(page.locator("[data-static] .card-name", { hasText: own }).first()).toBeVisible();

        await box(page).fill("hearthstone");
        await expect(names(page).first()).toHaveText("Hearthstone Bakery");
        expect(await names(page).count()).toBeLessThanOrEqual(count);
        await results(page).getByRole("link", { name: "Search the whole directory" }).click();
        await expect(page).toHaveURL("/directory/?q=hearthstone");
        await expect(names(page)).toHaveCount(3);
      }
    });

    test("an address that leads nowhere leads on to the directory", async ({ page, watch }) => {
      watch.expect(NOT_FOUND);
      const answer = await page.goto("/members/nobody-of-this-name/");

      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is not here");
      await page.getByRole("link", { name: "Open the directory" }).click();
      await expect(page).toHaveURL("/directory/");
    });
  });
}

test("accents make no difference", async ({ page }) => {
  await visit(page, "/directory/?q=café");
  await expect(names(page).first()).toBeVisible();
  const accented = await names(page).allTextContents();

  await box(page).fill("CAFE");
  await expect(status(page)).toContainText("“CAFE”");

  await expect(names(page)).toHaveText(accented);
});

test("slash, arrows and Escape do what people expect", async ({ page }) => {
  await visit(page, "/directory/");
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue("");
  await page.keyboard.type("barber");
  await expect(names(page)).toHaveCount(2);
  const links = names(page).getByRole("link");

  await page.keyboard.press("ArrowDown");
  await expect(links.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(links.last()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveValue("");
  await expect(results(page)).toBeHidden();
  await expect(page.locator("[data-static]")).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
});

test("an address that asks opens with its answer, and the back button goes through what was sent", async ({ page }) => {
  await visit(page, "/?q=hardware");
  await expect(names(page).first()).toHaveText("Esopus Hardware");

  await box(page).fill("gallery");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(names(page).first()).toContainText("Gallery");
  await page.goBack();

  await expect(box(page)).toHaveValue("hardware");
  await expect(names(page).first()).toHaveText("Esopus Hardware");
});

test("words that nobody has get a hint, not a blank", async ({ page }) => {
  await visit(page, "/?q=xyzzyqq");

  await expect(status(page)).toHaveText("No businesses for “xyzzyqq”");
  await expect(results(page)).toContainText("Try fewer letters, another word, or the name of a town.");
});

const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  `"><script>alert(1)</script>`,
  "x".repeat(10_000),
  "🥐".repeat(300),
  "🏳️‍🌈 café",
  "مخبز \u202E drawkcab",
  "%00 %ff {{7*7}} #{7*7} ' or 1=1 --",
  "__proto__ constructor",
  "\ud800 alone",
] as const;

test("whatever is typed into the box is only ever words", async ({ page }) => {
  await visit(page, "/");
  for (const text of HOSTILE) {
    await box(page).fill(text);
    await expect(status(page)).toContainText("for “");
    await expect(page.locator("main :is(img, script:not([src]))")).toHaveCount(0);
  }

  await box(page).fill("caf");
  await expect(names(page).first()).toContainText("Café");
});

test("whatever an address asks is only ever words", async ({ page }) => {
  for (const text of HOSTILE.filter((_text, index) => index % 2 === 0).map((text) => text.toWellFormed())) {
    await visit(page, `/?q=${encodeURIComponent(text.slice(0, 2_000))}`);
    await expect(status(page)).toContainText("for “");
    await expect(page.locator("main :is(img, script:not([src]))")).toHaveCount(0);
  }
});

test("by night the pages are dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, "/");

  const [paper, ink] = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color].map((rgb) => Number(rgb.match(/\d+/)?.[0]));
  });
  expect(paper).toBeLessThan(60);
  expect(ink).toBeGreaterThan(200);
});
