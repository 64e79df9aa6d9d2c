import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { ORIGIN } from "./origin.ts";
import { another, codeFor, expectRight, openDesk, REFUSED, signIn } from "./sign-in.ts";
import { type Listing, STAFF_TOKEN, Staff } from "./staff.ts";
import { states } from "./states.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

/** From a committed write to the files of the site (docs/architecture.md). */
const GOAL_MS = 2_000;

type Business = Pick<Listing, "id" | "slug">;

/** A member with one listing, and an invitation to act for it. */
async function business(page: Page, name: string, email: string): Promise<Business> {
  const staff = new Staff(page.request);
  const made = await staff.join(name, {
    hours: "Mo-Fr 09:00-17:00",
    phone: "845-555-0188",
    address: { street: "1 Test Street", extra: "", town: "Tivoli", state: "NY", postalCode: "12583" },
    position: { lat: 42.058, lon: -73.911 },
  });
  const headers = { Cookie: `__Host-session=${STAFF_TOKEN}`, Origin: ORIGIN, "Idempotency-Key": randomUUID() };
  const { memberId } = made;
  const invited = await page.request.post(`/api/members/${memberId}/invitations`, {
    headers,
    data: { email, role: "owner" },
  });
  expect(invited.ok(), await invited.text()).toBe(true);
  await expect.poll(async () => (await page.request.get(`/members/${made.slug}/`)).status()).toBe(200);
  return made;
}

/** Signs a member in and accepts the invitation, up to the form of the listing. */
async function edit(page: Page, { id }: Business, email: string): Promise<void> {
  await page.goto("/account/");
  await signIn(page, email);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByRole("link", { name: /^Edit / })).toHaveAttribute("href", `/account/listings/?id=${id}`);
  await page.getByRole("link", { name: /^Edit / }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
}

async function msUntil(what: () => Promise<boolean>): Promise<number> {
  const from = performance.now();
  await expect.poll(what, { intervals: [25], timeout: 15_000 }).toBe(true);
  return performance.now() - from;
}

test("a member fixes the hours at once, and the name when staff approve", async ({ page, browser, watch }) => {
  watch.expect(REFUSED);
  const email = "journey@example.org";
  const own = await business(page, "Journey Bakery", email);
  // A connection that has rested for five seconds is closed by the server, maybe just as it is asked again.
  const pageSays = async (text: string) =>
    (await (await page.request.get(`/members/${own.slug}/`, { maxRetries: 1 })).text()).includes(text);

  await edit(page, own, email);
  await page.getByLabel("Wednesday, closes").fill("18:45");
  await page.getByRole("combobox", { name: "Friday" }).selectOption("Closed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved: hours.")).toBeVisible();
  const shown = await msUntil(() => pageSays("6:45"));

  await page.getByLabel("Name", { exact: false }).first().fill("Journey Bakery & Café");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Waits for staff: name.").first()).toBeVisible();
  expect(await pageSays("Journey Bakery &amp; Café")).toBe(false);

  const staff = await another(browser);
  await openDesk(staff, "desk-journey@example.org", "/staff/changes/");
  await expect(staff).toHaveURL(/\/staff\/changes\/$/);
  const asked = staff.getByRole("listitem").filter({ hasText: "Journey Bakery & Café" });
  await expect(asked).toContainText("Before");
  await asked.getByRole("button", { name: "Approve the change of Journey Bakery" }).click();
  await expect(staff.getByText(/^Approved\./)).toBeVisible();
  const approved = await msUntil(() => pageSays("Café"));

  console.log(`  hours shown after ${shown.toFixed(0)} ms, the approved name after ${approved.toFixed(0)} ms`);
  expect(Math.max(shown, approved)).toBeLessThan(GOAL_MS);
  await staff.context().close();
  const change = new Staff(page.request);
  await change.remove(await change.listing(own.slug));
});

test("two who change the same are shown both values, and nothing typed is lost", async ({ page, watch }) => {
  watch.expect(REFUSED);
  const email = "clash@example.org";
  const own = await business(page, "Clash Bakery", email);
  const staff = new Staff(page.request);
  await edit(page, own, email);

  await staff.change(await staff.listing(own.slug), { phone: "845-555-0111", summary: "By staff" });
  await page.getByLabel("Phone").fill("845-555-0122");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Somebody else has changed the same" })).toBeFocused();
  const choice = page.getByRole("group", { name: "Phone" });
  await expect(choice).toContainText("845-555-0122");
  await expect(choice).toContainText("845-555-0111");
  await expect(page.getByLabel("Summary")).toHaveValue("By staff");
  await page.getByRole("button", { name: "Save my choice" }).click();
  await expect(page.getByText("Saved: phone.")).toBeVisible();

  // Signed out in the middle of it: after signing in, what was typed is here again.
  await page.getByLabel("Description").fill("Typed before the session was over.");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, email);
  await expect(page).toHaveURL(`/account/listings/?id=${own.id}`);
  await expect(page.getByLabel("Description")).toHaveValue("Typed before the session was over.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved: description.")).toBeVisible();
  await staff.remove(await staff.listing(own.slug));
});

test("the pin is moved by buttons, keys and numbers, and the preview shows what is typed", async ({ page, watch }) => {
  watch.expect(REFUSED);
  // What the test's own script gets to hear from the frame.
  watch.expect(/Blocked script execution/);
  const email = "pin@example.org";
  const own = await business(page, "Pin Bakery", email);
  await edit(page, own, email);
  const numbers = page.getByText("As numbers");

  await page.getByRole("button", { name: "Show the map" }).click();
  const pin = page.getByRole("button", { name: "Pin: move it with the arrow keys" });
  await expect(pin).toBeVisible({ timeout: 20_000 });
  await numbers.click();
  const lat = async () => Number(await page.getByLabel("Latitude").inputValue());
  await page.getByRole("button", { name: "North" }).click();
  expect(await lat()).toBeCloseTo(42.05809, 5);
  await pin.focus();
  await page.keyboard.press("ArrowDown");
  expect(await lat()).toBeLessThan(42.05809);
  await page.getByLabel("Latitude").fill("42.06");
  await page.getByLabel("Latitude").press("Tab");
  await expect(page.getByText("The pin is at 42.060000")).toBeVisible();

  await page.getByLabel("Summary").fill("Pins of every size");
  await page.getByRole("button", { name: "Show a preview" }).click();
  const preview = page.frameLocator("iframe");
  await expect(preview.getByText("Pins of every size")).toBeVisible();
  await page.getByLabel("Summary").fill("Needles as well");
  await expect(preview.getByText("Needles as well")).toBeVisible();
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await preview.getByRole("heading", { level: 1 }).click();
  await page.screenshot({ path: test.info().outputPath("preview.png") });
  await page.getByRole("button", { name: "Throw my changes away" }).click();
  await expect(page.getByLabel("Summary")).toHaveValue("");
  await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
});

test("whoever owns a listing says so from its page, and sees that staff look at it", async ({ page, watch }) => {
  watch.expect(REFUSED);
  const own = await business(page, "Claimed Bakery", "somebody-else@example.org");

  await page.goto(`/members/${own.slug}/`);
  await page.getByRole("link", { name: "Is this your business?" }).click();
  await signIn(page, "claimant@example.org");
  await expect(page).toHaveURL(`/claim/?listing=${own.id}`);
  await page.getByLabel("How do you belong to it?").fill("I bake there.");
  await expectRight(page, "claim");
  await page.getByRole("button", { name: "Ask to look after it" }).click();
  await expect(page.getByText(/^You have asked on .* Staff look at it/)).toBeVisible();
  await page.goto("/account/");
  await expect(page.getByText("You do not act for a member yet.")).toBeVisible();
  await expectRight(page, "no-member");
  await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
});

/** Tabs until something has the focus. */
async function tabTo(page: Page, to: Locator): Promise<void> {
  for (let count = 0; count < 90; count++) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("no number of tabs leads there");
}

test("from signing in to saved hours without a mouse", async ({ page, watch }) => {
  watch.expect(REFUSED);
  const email = "keys@example.org";
  const own = await business(page, "Keys Bakery", email);
  await page.addInitScript(() => {
    for (const kind of ["pointerdown", "mousedown", "touchstart"])
      document.addEventListener(kind, () => console.error(`not by keyboard: ${kind}`), { capture: true });
  });

  await page.goto("/sign-in/?next=//evil.example");
  await expect(page.getByLabel("Your e-mail address")).toBeVisible();
  await tabTo(page, page.getByLabel("Your e-mail address"));
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "4 more tries are left" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(await codeFor(page, email));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account/");

  await tabTo(page, page.getByRole("button", { name: "Accept" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /^Edit / })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: /^Edit / }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  await tabTo(page, page.getByLabel("Monday, opens"));
  await page.keyboard.type("0715AM");
  await tabTo(page, page.getByRole("button", { name: "Copy Monday to all weekdays" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved: hours.")).toBeVisible();
  await expect(page.getByText("Stored as: Mo-Fr 07:15-17:00")).toBeVisible();
  await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
});

for (const [state, use] of states(
  ["on a phone by night", { ...PHONE, colorScheme: "dark" }] as const,
  ["on a desktop by day", { ...DESKTOP, colorScheme: "light" }] as const,
)) {
  test.describe(state, () => {
    test.use(use);

    test(`every page of an account passes axe and keeps its width ${state}`, async ({ page, watch }) => {
      watch.expect(REFUSED);
      const email = `axe-${use.colorScheme}@example.org`;
      const own = await business(page, `Axe Bakery ${use.colorScheme}`, email);
      await page.goto("/sign-in/");
      await expect(page.getByLabel("Your e-mail address")).toBeVisible();
      await expectRight(page, "sign-in");
      await edit(page, own, email);
      await page.getByRole("button", { name: "Add a day" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Choose a date.")).toBeVisible();
      await expectRight(page, "listing");
      await page.getByRole("button", { name: "Throw my changes away" }).click();
      await page.getByLabel("Name", { exact: false }).first().fill(`Axe Bakery ${use.colorScheme} & Sons`);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Waits for staff: name.").first()).toBeVisible();
      await page.goto("/account/");
      await expect(page.getByText("Waits for staff: name")).toBeVisible();
      await expectRight(page, "account");
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page.getByLabel("Your e-mail address")).toBeVisible();
      await openDesk(page, `desk-axe-${use.colorScheme}@example.org`, "/staff/changes/");
      const asked = page.getByRole("listitem").filter({ hasText: `Axe Bakery ${use.colorScheme}` });
      await asked.getByRole("button", { name: /^Edit, then approve/ }).click();
      await asked.getByRole("button", { name: /^Refuse the change/ }).click();
      await expectRight(page, "changes");
      await asked.getByLabel("Why not?").fill("Not your name.");
      await asked.getByRole("button", { name: "Refuse it" }).click();
      await expect(page.getByText(/^Refused\./)).toBeVisible();
      await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
    });
  });
}
