import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { command } from "./command.ts";
import { another, codeFor, expectRight, openDesk, REFUSED, signIn } from "./sign-in.ts";
import { Staff } from "./staff.ts";
import { states } from "./states.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

/** What the browser says when a passkey is shown that the chamber no longer knows. */
const FORBIDDEN = /status of 403/;

/** A device that keeps passkeys and knows its owner. */
async function plugIn(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByLabel("Your e-mail address")).toBeVisible();
}

const card = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

test("a passkey is offered with the second sign-in, signs in without a code, and is removed", async ({
  page,
  watch,
}) => {
  watch.expect(REFUSED);
  watch.expect(FORBIDDEN);
  await plugIn(page);
  const email = "passkey@example.org";
  const staff = new Staff(page.request);
  const own = await staff.join("Passkey Bakery", {}, email);

  await page.goto("/account/");
  await signIn(page, email);
  await expect(page.getByRole("heading", { name: "Passkey Bakery" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /Make a passkey/ })).toBeHidden();
  await signOut(page);
  await signIn(page, email);
  await page.getByRole("button", { name: "Make a passkey on this device" }).click();
  await expect(page.getByText("The passkey is kept.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Remove the passkey/ })).toBeVisible();
  await expectRight(page, "passkeys");

  await signOut(page);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page).toHaveURL("/account/");
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
  await page.getByRole("button", { name: /^Remove the passkey/ }).click();
  await expect(page.getByRole("button", { name: /^Remove the passkey/ })).toBeHidden();
  await signOut(page);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\//);
  await staff.remove(await staff.listing(own.slug));
});

const two = (n: number) => String(n).padStart(2, "0");

/** A spreadsheet of fifty members, each with a mailbox of its own. */
function spreadsheet(): string {
  const rows = Array.from({ length: 50 }, (_, i) => i + 1).map((n) =>
    [
      `Elm Shop ${two(n)}`,
      `Owner ${two(n)}`,
      `owner${two(n)}@elm.example.com`,
      "Elm Street",
      `${n} Elm Street`,
      "Kingston",
      "NY",
      "12401",
      `845-555-01${two(n)}`,
      `https://elm${two(n)}.example.com/`,
    ].join(","),
  );
  return ["Business,Contact,Contact e-mail,Category,Street,Town,State,ZIP,Phone,Website", ...rows, ""].join("\n");
}

test("of fifty imported members one signs in, one is claimed, and another business joins", async ({
  page,
  browser,
  watch,
}) => {
  test.slow();
  watch.expect(REFUSED);
  const file = test.info().outputPath("members.csv");
  writeFileSync(file, spreadsheet());
  expect(await command("import", file)).toMatch(/\b50\b/);
  await expect.poll(async () => (await page.request.get("/members/elm-shop-50/")).status()).toBe(200);

  await test.step("one signs in with the mailbox of the spreadsheet and sees the listing", async () => {
    await page.goto("/account/");
    await signIn(page, "owner07@elm.example.com");
    await expect(page.getByText("You are its owner")).toBeVisible();
    await expect(page.getByRole("link", { name: "Edit Elm Shop 07" })).toBeVisible();
    await expect(page.getByRole("link", { name: /^Edit / })).toHaveCount(1);
  });

  const claimant = await another(browser, PHONE);
  await test.step("one is claimed from another mailbox", async () => {
    await claimant.goto("/members/elm-shop-12/");
    const claim = claimant.getByRole("link", { name: "Is this your business?" });
    await claim.scrollIntoViewIfNeeded();
    await claimant.screenshot({ path: test.info().outputPath("is-this-yours.png") });
    await claim.tap();
    await signIn(claimant, "me@elm12.example.com");
    await expect(claimant.getByRole("heading", { level: 1 })).toHaveText("Is Elm Shop 12 your business?");
    await claimant.getByLabel("How do you belong to it?").fill("I own it, the other mailbox is my accountant's.");
    await claimant.getByRole("button", { name: "Ask to look after it" }).tap();
    await expect(claimant.getByText(/^You have asked on /)).toBeVisible();
  });

  const joiner = await another(browser, PHONE);
  await test.step("another business asks to join", async () => {
    await joiner.goto("/members/elm-shop-12/");
    await joiner.getByRole("link", { name: "Become a member" }).tap();
    await joiner.getByLabel("Website").fill("rising");
    await joiner.getByRole("button", { name: "Go on to your e-mail address" }).tap();
    await expect(joiner.getByLabel("Name of the business")).toBeFocused();
    await expectRight(joiner, "join-wrong");
    await joiner.getByLabel("Name of the business").fill("Rising Loaf");
    await joiner.getByLabel("Website").fill("rising.example.com");
    await joiner.getByLabel("Town").fill("Kingston");
    await joiner.getByLabel("Anything else").fill("We open in May.");
    await joiner.getByRole("button", { name: "Go on to your e-mail address" }).tap();
    await expect(joiner.getByText("The one at which the chamber shall answer you.")).toBeVisible();
    await signIn(joiner, "loaf@rising.example.com");
    await expect(joiner).toHaveURL("/join/");
    await expect(joiner.getByText("You are signed in. Look it over once more")).toBeFocused();
    await expect(joiner.getByLabel("Name of the business")).toHaveValue("Rising Loaf");
    await expect(joiner.getByLabel("Anything else")).toHaveValue("We open in May.");
    await expectRight(joiner, "join");
    await joiner.getByRole("button", { name: "Send it to the chamber" }).tap();
    await expect(joiner.getByRole("heading", { name: "The chamber has it" })).toBeFocused();
    await expectRight(joiner, "join-done");
    await joiner.reload();
    await expect(joiner.getByLabel("Name of the business")).toHaveValue("");
    await joiner.goto("/account/");
    await expect(joiner.getByText(/^Your application for Rising Loaf waits for staff since /)).toBeVisible();
    await expect(joiner.getByRole("main").getByRole("link", { name: "Become a member" })).toHaveCount(0);
    await expectRight(joiner, "account-applied");
  });

  const desk = await another(browser);
  await test.step("staff see both, and accept them", async () => {
    await openDesk(desk, "desk@example.org", "/staff/changes/");
    await desk.getByRole("link", { name: /^Asking to join/ }).click();
    await expect(desk).toHaveURL("/staff/people/");
    const claim = card(desk, "Elm Shop 12");
    await expect(claim).toContainText("Mailbox and website are of one domain");
    await expect(claim).toContainText("I own it, the other mailbox is my accountant's.");
    await claim.getByRole("button", { name: /^Accept/ }).click();
    await expect(desk.getByText(/^Accepted\. me@elm12\.example\.com acts for Elm Shop 12/)).toBeFocused();
    await expect(claim).toHaveCount(0);

    const application = card(desk, "Rising Loaf");
    await expect(application).toContainText("loaf@rising.example.com");
    await application.getByRole("button", { name: "Accept Rising Loaf as a member" }).click();
    await expect(desk.getByText(/^Accepted\. Rising Loaf is a member/)).toBeFocused();
    await expect(card(desk, "Rising Loaf")).toContainText("the pin on the map");
    await expect(card(desk, "Rising Loaf")).not.toContainText("a membership");
    await expectRight(desk, "people-accepted");
  });

  await test.step("both sign in and see their listing, which staff show once it says enough", async () => {
    await claimant.goto("/account/");
    await signIn(claimant, "me@elm12.example.com");
    await expect(claimant.getByRole("link", { name: "Edit Elm Shop 12" })).toBeVisible();
    await joiner.goto("/account/");
    await signIn(joiner, "loaf@rising.example.com");
    await expect(joiner.getByText("Not shown on the site")).toBeVisible();
    await joiner.getByRole("link", { name: "Edit Rising Loaf" }).tap();
    await joiner.getByLabel("Summary").fill("Bread that rises");
    await joiner.getByRole("button", { name: "Save" }).tap();
    await expect(joiner.getByText("Saved: summary.")).toBeVisible();

    await desk.reload();
    await expect(card(desk, "Rising Loaf")).not.toContainText("a few words about it");
    await desk.getByRole("button", { name: "Show it on the site: Rising Loaf" }).click();
    await expect(desk.getByText("Rising Loaf is on the site within seconds.")).toBeVisible();
    await expect(desk.getByRole("heading", { name: /not shown yet/ })).toBeHidden();
    await expect.poll(async () => (await page.request.get("/members/rising-loaf/")).status()).toBe(200);
    expect(await (await page.request.get("/members/rising-loaf/")).text()).toContain("Bread that rises");
  });

  for (const other of [claimant, joiner, desk]) await other.context().close();
});

/** From the form for the address to wherever signing in leads, with the form's own fields focused. */
async function signInByKeys(page: Page, email: string): Promise<void> {
  const address = page.getByLabel("Your e-mail address");
  await expect(address).toBeVisible();
  for (let count = 0; count < 20 && !(await address.evaluate((it) => it === document.activeElement)); count++)
    await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await page.keyboard.type(await codeFor(page, email));
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/\/sign-in\//);
}

test("a business joins by keyboard alone", async ({ page, watch }) => {
  watch.expect(REFUSED);
  const type = async (label: string, text: string) => {
    const to = page.getByLabel(label, { exact: false });
    for (let count = 0; count < 40; count++) {
      if (await to.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(to).toBeFocused();
    await page.keyboard.type(text);
  };
  await page.goto("/join/");
  await expect(page.getByLabel("Name of the business")).toBeVisible();

  await type("Name of the business", "Keyboard Pies");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-in/?next=%2Fjoin%2F");
  await signInByKeys(page, "pies@example.org");
  await expect(page.getByText("You are signed in.")).toBeFocused();
  await type("Anything else", "No mouse was used.");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Send it to the chamber" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The chamber has it" })).toBeFocused();
});

for (const [state, use] of states(
  ["on a desktop by day", { ...DESKTOP, colorScheme: "light" }] as const,
  ["on a phone by night", { ...PHONE, colorScheme: "dark" }] as const,
)) {
  test.describe(state, () => {
    test.use(use);

    test(`staff refuse people with a reason, and their pages pass axe ${state}`, async ({ page, browser, watch }) => {
      watch.expect(REFUSED);
      const shop = `Stranger's Bakery ${use.colorScheme}`;
      const own = await new Staff(page.request).join(shop, { website: "https://bakery.example.com/" });
      await expect.poll(async () => (await page.request.get(`/members/${own.slug}/`)).status()).toBe(200);
      const stranger = await another(browser, use);
      await stranger.goto("/join/");
      await expect(stranger.getByLabel("Name of the business")).toBeVisible();
      await expectRight(stranger, "join-empty");
      await stranger.goto(`/claim/?listing=${own.id}`);
      await signIn(stranger, `stranger-${use.colorScheme}@example.org`);
      await stranger.getByLabel("How do you belong to it?").fill("I like it.");
      await stranger.getByRole("button", { name: "Ask to look after it" }).click();
      await expect(stranger.getByText(/^You have asked on /)).toBeVisible();
      await stranger.goto("/join/");
      await stranger.getByLabel("Name of the business").fill(`Pop-up ${use.colorScheme}`);
      await stranger.getByRole("button", { name: "Send it to the chamber" }).click();
      await expect(stranger.getByRole("heading", { name: "The chamber has it" })).toBeVisible();

      await openDesk(page, `desk-${use.colorScheme}@example.org`, "/staff/people/");
      const claim = card(page, shop);
      await expect(claim).toContainText("Mailbox and website are of different domains");
      await claim.getByRole("button", { name: /^Refuse/ }).click();
      await claim.getByRole("button", { name: "Refuse it" }).click();
      await expect(claim.getByRole("alert")).toHaveText("Say why: they read this.");
      await expectRight(page, "people");
      await claim.getByLabel("Why not?").fill("To like it is not enough.");
      await claim.getByRole("button", { name: "Refuse it" }).click();
      await expect(page.getByText(/^Refused\. stranger-.* is told why\.$/)).toBeFocused();
      const application = card(page, `Pop-up ${use.colorScheme}`);
      await application.getByRole("button", { name: /^Refuse/ }).click();
      await application.getByRole("button", { name: "Never mind" }).click();
      await expect(application.getByRole("button", { name: /^Refuse Pop-up/ })).toBeFocused();
      await application.getByRole("button", { name: /^Refuse Pop-up/ }).click();
      await application.getByLabel("Why not?").fill("Not in the region.");
      await application.getByRole("button", { name: "Refuse it" }).click();
      await expect(application).toHaveCount(0);

      await stranger.goto(`/claim/?listing=${own.id}`);
      await expect(stranger.getByText(/^Staff have said no: To like it is not enough\./)).toBeVisible();
      await expectRight(stranger, "claim-refused");
      await stranger.context().close();
      await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
    });
  });
}
