import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { ORIGIN } from "./origin.ts";
import { another, expectRight, REFUSED, signIn } from "./sign-in.ts";
import { STAFF_TOKEN, Staff } from "./staff.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

const HELPER = "helper-of-people@example.org";

test.use({ ...PHONE, colorScheme: "dark" });

/** The row of somebody among the people of a member. */
const row = (page: Page, who: string) =>
  page.getByRole("region", { name: "People" }).getByRole("listitem").filter({ hasText: who });

/** Staff change the role of somebody elsewhere, at whatever version they are. */
async function changeElsewhere(page: Page, memberId: string, email: string, role: string): Promise<void> {
  const headers = { Cookie: `__Host-session=${STAFF_TOKEN}`, Origin: ORIGIN, "Idempotency-Key": randomUUID() };
  const path = `/api/members/${memberId}/people`;
  const { people } = await (await page.request.get(path, { headers })).json();
  const { personKey, version } = people.find((person: { email: string }) => person.email === email);
  const answer = await page.request.patch(`${path}/${personKey}`, {
    headers: { ...headers, "If-Match": `"v${version}"` },
    data: { role },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test("an owner invites somebody, makes them an owner, and removes them", async ({ page, browser, watch }) => {
  test.slow();
  watch.expect(REFUSED);
  // The last owner stays.
  watch.expect(/status of 409/);
  const owner = "owner-of-people@example.org";
  const own = await new Staff(page.request).join("People Bakery", {}, owner);
  const address = `/account/people/?id=${own.memberId}`;
  const helper = await another(browser, { ...DESKTOP, colorScheme: "light" });

  await test.step("the last owner cannot go, and is told so", async () => {
    await page.goto("/account/");
    await signIn(page, owner);
    await page.getByRole("link", { name: "Who acts for it: People Bakery" }).tap();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who acts for People Bakery");
    const leave = row(page, owner).getByRole("button", { name: "Leave People Bakery", exact: true });
    await leave.tap();
    await expect(page.getByText(/^You can no longer change anything of People Bakery/)).toBeFocused();
    await page.getByRole("button", { name: "Yes, leave People Bakery" }).tap();
    await expect(row(page, owner).getByRole("alert")).toHaveText(
      "This is the last owner. Make somebody else an owner first.",
    );
    await expectRight(page, "people-last-owner");
    await page.keyboard.press("Escape");
    await expect(leave).toBeFocused();
    await expect(row(page, owner).getByRole("alert")).toBeHidden();
  });

  await test.step("an invitation is sent, and another one is taken back", async () => {
    const email = page.getByLabel("Their e-mail address");
    const send = page.getByRole("button", { name: "Send the invitation" });
    await email.fill("somebody");
    await send.tap();
    await expect(page.getByRole("alert").filter({ hasText: "Type in a whole e-mail address" })).toBeVisible();
    await expect(email).toBeFocused();
    await email.fill(HELPER);
    await send.tap();
    await expect(page.getByText(`An invitation to ${HELPER} is on its way.`)).toBeVisible();
    await email.fill("wrong-of-people@example.org");
    await email.press("Enter");
    const asked = page.getByRole("region", { name: "Asked, and not answered yet" }).getByRole("listitem");
    await expect(asked).toHaveCount(2);
    await expectRight(page, "people-asked");
    await page.getByRole("button", { name: "Take it back: the invitation of wrong-of-people@example.org" }).tap();
    await expect(page.getByText("The invitation of wrong-of-people@example.org is taken back.")).toBeFocused();
    await expect(asked).toHaveText([new RegExp(`${HELPER}.*as editor`)]);
    await email.fill(owner);
    await send.tap();
    await expect(page.getByText("This person acts for the member already.")).toBeVisible();
  });

  await test.step("who accepts is an editor, and reads the list", async () => {
    await helper.goto("/account/");
    await signIn(helper, HELPER);
    await helper.getByRole("button", { name: "Accept" }).click();
    await helper.getByRole("link", { name: "Who acts for it: People Bakery" }).click();
    await expect(helper.getByText(/^You are an editor: you see this list/)).toBeVisible();
    await expect(row(helper, HELPER)).toContainText("Editor");
    await expect(helper.getByRole("main").getByRole("button")).toHaveCount(0);
    await expectRight(helper, "people-editor");
  });

  await test.step("an owner who is overtaken sees how things stand, and makes the editor an owner", async () => {
    await page.reload();
    await expect(row(page, HELPER)).toContainText("Editor");
    await changeElsewhere(page, own.memberId, HELPER, "owner");
    await changeElsewhere(page, own.memberId, HELPER, "editor");
    const make = row(page, HELPER).getByRole("button", { name: `Make owner: ${HELPER}` });
    await make.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(/may then also say who acts for People Bakery, you included/)).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Somebody else has changed this meanwhile.")).toBeFocused();
    await make.tap();
    await page.getByRole("button", { name: "Make them an owner" }).tap();
    await expect(page.getByText(`${HELPER} is an owner now.`)).toBeVisible();
    await expect(page.getByRole("button", { name: `Make editor: ${HELPER}` })).toBeFocused();
  });

  await test.step("the new owner signs in again, may invite, and is removed: their next call is refused", async () => {
    await helper.goto(address);
    await signIn(helper, HELPER);
    await expect(helper).toHaveURL(address);
    await expect(helper.getByRole("button", { name: `Remove ${owner}` })).toBeVisible();
    await helper.getByRole("button", { name: `Remove ${owner}` }).click();
    await expectRight(helper, "people-owner");
    await helper.getByRole("button", { name: "Never mind" }).click();
    await expect(helper.getByRole("button", { name: `Remove ${owner}` })).toBeFocused();

    await page.getByRole("button", { name: `Remove ${HELPER}` }).tap();
    await expect(page.getByText(/What they have changed stays\. You can invite them again\.$/)).toBeFocused();
    await page.getByRole("button", { name: `Yes, remove ${HELPER}` }).tap();
    await expect(page.getByText(`${HELPER} no longer acts for People Bakery.`)).toBeFocused();
    await expect(row(page, HELPER)).toHaveCount(0);

    await helper.getByLabel("Their e-mail address").fill("friend-of-people@example.org");
    await helper.getByRole("button", { name: "Send the invitation" }).click();
    await signIn(helper, HELPER);
    await expect(helper.getByText(/^You do not act for this member\./)).toBeVisible();
    expect((await helper.request.get(`/api/members/${own.memberId}/people`)).status()).toBe(404);
    await expectRight(helper, "people-stranger");
  });

  await helper.context().close();
  await new Staff(page.request).remove(await new Staff(page.request).listing(own.slug));
});

test("who may see one's name at events is said once, for registrations to come", async ({ page, watch }) => {
  watch.expect(REFUSED);
  await page.goto("/account/");
  await signIn(page, "privacy@example.org");
  const choice = page.getByRole("group", { name: "Who may see your name at events" });
  await expect(choice.getByRole("radio", { name: "Others who come" })).toBeChecked();

  await choice.getByText("Everybody, on the website").tap();
  await page.getByRole("button", { name: "Save" }).tap();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();

  const everybody = choice.getByRole("radio", { name: "Everybody, on the website" });
  await expect(everybody).toBeChecked();
  await expect(everybody).toHaveAccessibleDescription(/^Your name and company are on the public page/);
  await expectRight(page, "account-privacy");
});
