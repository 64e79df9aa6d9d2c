import type { Page } from "@playwright/test";
import { expectRight, REFUSED } from "./sign-in.ts";
import { beStaff, type Listing, Staff } from "./staff.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

test.use(DESKTOP);

const ADDRESS = { street: "14 Dusty Lane", extra: "", town: "Tivoli", state: "NY", postalCode: "12583" };

/** Opens the list of pairs as one of the chamber's staff. */
async function openPairs(page: Page): Promise<void> {
  await beStaff(page.context());
  await page.goto("/staff/duplicates/");
  await expect(page.getByText(/^\d+ (pairs?|of \d+ pairs)$/)).toBeVisible();
}

const pair = (page: Page, name: RegExp) => page.getByRole("link", { name });
const field = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const textOf = async (page: Page, { slug }: Listing) => (await page.request.get(`/members/${slug}/`)).text();

test("two listings of one business become one, with the phone of the one that goes", async ({ page }) => {
  const staff = new Staff(page.request);
  const one = await staff.join("Dusty Corner Bakery", {
    ...{ address: ADDRESS, position: { lat: 42.0581, lon: -73.9111 }, phone: "845-555-0143" },
    ...{ website: "https://dusty.example.org/", summary: "Bread from a wood-fired oven." },
  });
  const other = await staff.join("The Dusty Corner Bakery", {
    ...{ address: { ...ADDRESS, street: "14 Dusty Ln" }, position: { lat: 42.0583, lon: -73.9113 } },
    ...{ phone: "845-555-0199", website: "https://www.dusty.example.org", hours: "Tu-Su 07:00-15:00" },
  });
  await expect.poll(() => textOf(page, one)).toContain("0143");
  await expect.poll(async () => (await page.request.get(`/members/${other.slug}/`)).status()).toBe(200);

  await openPairs(page);
  const row = page.getByRole("listitem").filter({ has: pair(page, /Dusty Corner/) });
  await expect(row).toContainText("same website");
  await expect(row).toContainText(/\d+ m apart/);
  await expectRight(page, "pairs");
  await pair(page, /Dusty Corner/).click();
  await expect(heading(page)).toBeFocused();
  await expect(heading(page)).toContainText("Dusty Corner Bakery and The Dusty Corner Bakery");
  await expectRight(page, "pair");
  await page.setViewportSize(PHONE.viewport);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectRight(page, "pair");
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(DESKTOP.viewport);

  await page
    .getByRole("radio", { name: /^[AB] Dusty Corner Bakery$/ })
    .first()
    .check();
  await field(page, "Phone").getByRole("radio", { name: /0199/ }).check();
  const told = page.getByRole("status").filter({ hasText: "will lead to" });
  await expect(told).toContainText(`/members/${other.slug}/ will lead to Dusty Corner Bakery.`);
  await expect(told).toContainText("Taken over: phone and hours.");
  await page.getByRole("button", { name: "Merge", exact: true }).click();

  await expect(page.getByText("The Dusty Corner Bakery is part of Dusty Corner Bakery now.")).toBeVisible();
  await expect(heading(page)).toBeFocused();
  await expect.poll(() => textOf(page, one)).toContain("0199");
  await expect.poll(() => textOf(page, one)).toContain('"opens":"07:00"');
  await expect
    .poll(async () => (await page.request.get(`/members/${other.slug}/`, { maxRedirects: 0 })).headers().location ?? "")
    .toContain(`/members/${one.slug}/`);
  await page.goto("/staff/duplicates/");
  await expect(page.getByText(/\d+ pairs?|No two listings/).first()).toBeVisible();
  await expect(pair(page, /Dusty Corner/)).toHaveCount(0);
});

test("a merge with the members is taken back, and both listings have their pages again", async ({ page }) => {
  const staff = new Staff(page.request);
  const address = { ...ADDRESS, street: "8 Marrow Street" };
  const said = { address, position: { lat: 42.0591, lon: -73.9131 }, phone: "845-555-0155" };
  const one = await staff.join("Marrowbone Supply", { ...said, website: "https://marrow.example.org/" });
  const other = await staff.join("Marrowbone Supply Co", said);
  const status = async ({ slug }: Listing) =>
    (await page.request.get(`/members/${slug}/`, { maxRedirects: 0 })).status();
  await expect.poll(() => status(other)).toBe(200);

  await openPairs(page);
  await pair(page, /Marrowbone/).click();
  await page.getByRole("checkbox", { name: /Merge the member “Marrowbone Supply Co”/ }).check();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText("Marrowbone Supply Co is part of Marrowbone Supply now.")).toBeVisible();
  await expect.poll(() => status(other)).toBe(301);
  expect((await staff.listing(other.slug)).memberId).toBe(one.memberId);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await expect.poll(() => status(other)).toBe(200);
  expect((await staff.listing(other.slug)).memberId).toBe(other.memberId);
});

test("what is no duplicate is not proposed again, unless that is taken back", async ({ page }) => {
  const staff = new Staff(page.request);
  const address = { ...ADDRESS, street: "3 Quill Street" };
  await staff.join("Quillfeather Books", { address, phone: "845-555-0177" });
  await staff.join("Quillfeather Books", { address, website: "https://quill.example.org/" });

  await openPairs(page);
  await pair(page, /Quillfeather/).click();
  await page.getByRole("button", { name: "Not a duplicate" }).click();
  await expect(page.getByText(/two businesses and are not proposed again/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await page.goto("/staff/duplicates/");
  await pair(page, /Quillfeather/).click();
  await page.getByRole("button", { name: "Not a duplicate" }).click();
  await expect(page.getByText(/two businesses and are not proposed again/)).toBeVisible();
  await page.goto("/staff/duplicates/");
  await expect(page.getByText(/\d+ pairs?|No two listings/).first()).toBeVisible();
  await expect(pair(page, /Quillfeather/)).toHaveCount(0);
});

test("what somebody else has changed meanwhile is shown before anything is merged", async ({ page, watch }) => {
  watch.expect(REFUSED);
  const staff = new Staff(page.request);
  const address = { ...ADDRESS, street: "77 Thimble Row" };
  const one = await staff.join("Thimble Row Tailors", { address, phone: "845-555-0161", hours: "Mo 09:00-17:00" });
  await staff.join("Thimble Row Tailors", { address, phone: "845-555-0161" });
  await openPairs(page);
  await pair(page, /Thimble/).click();
  await expect(page.getByRole("button", { name: "Merge", exact: true })).toBeVisible();

  await staff.change(one, { phone: "845-555-0162" });
  await page.getByRole("button", { name: "Merge", exact: true }).click();

  const told = page.getByRole("alert").filter({ hasText: "Nothing was merged" });
  await expect(told).toContainText(/listing [AB] says something else now \(phone\)/);
  await field(page, "Phone").getByRole("radio", { name: /0162/ }).check();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText("Thimble Row Tailors is one listing now.")).toBeVisible();
  await expect.poll(() => textOf(page, one)).toContain("0162");
});

test("members that could not be merged with their listings are merged when somebody asks again", async ({
  page,
  watch,
}) => {
  watch.expect(/status of 409/);
  const staff = new Staff(page.request);
  const said = { address: { ...ADDRESS, street: "21 Gable Court" }, phone: "845-555-0171" };
  const one = await staff.join("Gable Court Framing", { ...said, hours: "Mo 09:00-17:00" });
  const other = await staff.join("Gable Court Framing Inc", said);
  await openPairs(page);
  await pair(page, /Gable/).click();
  await page.getByRole("checkbox", { name: /^Merge the member/ }).check();
  const refusal = { status: 409, code: "stale", detail: "It has been changed meanwhile." };
  await page.route("**/api/members/*/merge", (route) => route.fulfill({ status: 409, json: refusal }), { times: 1 });
  await page.getByRole("button", { name: "Merge", exact: true }).click();

  const told = page.getByRole("alert").filter({ hasText: "The listings are merged" });
  await expect(told).toContainText("“Gable Court Framing Inc” is not yet part of “Gable Court Framing”");
  await told.getByRole("button", { name: "Merge the members now" }).click();
  await expect(page.getByText("Gable Court Framing Inc is part of Gable Court Framing now.")).toBeVisible();
  expect((await staff.listing(other.slug)).memberId).toBe(one.memberId);
});
