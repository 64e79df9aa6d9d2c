import type { Page } from "@playwright/test";
import { Staff } from "./staff.ts";
import { box, expect, NOT_FOUND, names, openMap, PAGES, test, visit } from "./watched.ts";

test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });

/** How many pixels a page can be moved sideways, and what sticks out. */
function sideways(page: Page): Promise<{ by: number; because: string[] }> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const by = (document.scrollingElement?.scrollWidth ?? 0) - wide;
    const out = [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > wide + 1);
    return { by, because: by > 0 ? out.slice(0, 5).map((e) => `${e.tagName} ${e.className}`) : [] };
  });
}

const STILL = { by: 0, because: [] };

test("no kind of page moves sideways on the narrowest screen", async ({ page, watch }) => {
  watch.expect(NOT_FOUND);
  for (const { name, path } of PAGES) {
    await visit(page, path);
    expect(await sideways(page), name).toEqual(STILL);
  }
});

test("no state moves sideways: results, a hint, the open map", async ({ page }) => {
  await visit(page, "/?q=hearthstone");
  await expect(names(page).first()).toBeVisible();
  expect(await sideways(page)).toEqual(STILL);
  await box(page).fill("W".repeat(100));
  await expect(page.getByText("Try fewer letters")).toBeVisible();
  expect(await sideways(page)).toEqual(STILL);
  await openMap(page);
  expect(await sideways(page)).toEqual(STILL);
});

test("words without an end stay inside the page, and markup in a name is only letters", async ({ page, request }) => {
  const staff = new Staff(request);
  const long = await staff.join(
    "ELECTROENCEPHALOGRAPHOTECHNICIANS & PNEUMONOULTRAMICROSCOPICSILICOVOLCANOCONIOSIS <B>LTD",
    {
      summary: "WE-NEVER-PUT-A-SPACE-ANYWHERE-".repeat(5),
      description: "Supercalifragilisticexpialidocious".repeat(9),
      tags: ["ANOTHEREXTREMELYLONGTAGWITHOUTANYSPACES"],
      address: {
        street: `${"1234567890".repeat(4)} NORTHNORTHWESTERNMOSTBOULEVARDOFTHEUNITEDSTATES`,
        extra: "SUITE1".repeat(12),
        town: "Tivoli",
        state: "NY",
        postalCode: "12583",
      },
      position: { lat: 42.058, lon: -73.911 },
      phone: "+1 (845) 555-0199 ext. 123456",
      email: `${"very.long.address.".repeat(3)}end@${"sub.".repeat(6)}example.com`,
      website: `https://${"domainname".repeat(5)}.example.com/${"path/".repeat(9)}`,
      hours: `Mo-Fr 09:00-17:00 "${"ringandknock".repeat(9)}"`,
    },
  );
  await expect.poll(async () => (await request.get(`/members/${long.slug}/`)).status(), { timeout: 15_000 }).toBe(200);

  for (const path of [`/members/${long.slug}/`, "/towns/tivoli/", "/directory/?q=pneumono"]) {
    await visit(page, path);
    await expect(page.getByText("<B>LTD").filter({ visible: true }).first()).toBeVisible();
    await expect(page.locator("main b")).toHaveCount(0);
    expect(await sideways(page), path).toEqual(STILL);
  }
  await staff.remove(long);
});
