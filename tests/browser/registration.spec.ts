import type { Browser, Page } from "@playwright/test";
import { BLANK_EVENT } from "../../packages/core/src/event-builder.ts";
import { Staff } from "./staff.ts";
import { expect, PHONE, test } from "./watched.ts";

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** An event a month from now, which is on the site. */
async function planned(page: Page, title: string): Promise<string> {
  const day = new Date(Date.now() + MONTH_MS).toISOString().slice(0, 10);
  const times = { startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
  const { slug } = await new Staff(page.request).plan({ ...BLANK_EVENT, ...times, title, capacity: 3 });
  await expect.poll(async () => (await page.request.get(`/mixers/${slug}/`)).status()).toBe(200);
  return slug;
}

/** Another visitor, on a phone of their own. */
async function visitor(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  return (await browser.newContext({ ...PHONE, javaScriptEnabled })).newPage();
}

/** From the page of an event to the code: a party of so many, by names made of the first one's. */
async function ask(page: Page, slug: string, name: string, size: number): Promise<void> {
  await page.goto(`/mixers/${slug}/`);
  await page.getByRole("link", { name: "Register" }).click();
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").first().fill(emailOf(name, slug));
  if (size > 1) await page.getByText("Who comes with you").click();
  for (let guest = 1; guest < size; guest++) {
    const fields = page.getByRole("group", { name: `Person ${guest}` });
    await fields.getByLabel("Name").fill(`${name}’s guest ${guest}`);
  }
  await page.getByRole("button", { name: "Send me a code" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Type in the code");
}

function emailOf(name: string, slug: string): string {
  return `${name.toLowerCase()}.${slug}@example.org`;
}

/** The newest code that was mailed to an address. */
async function codeFor(page: Page, email: string): Promise<string> {
  let code = "";
  await expect(async () => {
    const outbox = await (await page.request.get("/dev/mail")).text();
    const mail = outbox.split("<article").find((part) => part.includes(`To ${email}`) && /\b\d{6}\b/.test(part));
    code = /\b(\d{6})\b/.exec(mail?.replace(/<p class="hint">.*?<\/p>/s, "") ?? "")?.[1] ?? "";
    expect(code).not.toBe("");
  }).toPass();
  return code;
}

async function prove(page: Page, slug: string, name: string): Promise<void> {
  await page.getByLabel("Code").fill(await codeFor(page, emailOf(name, slug)));
  await page.getByRole("button", { name: "Go on" }).click();
}

for (const scripts of [true, false]) {
  test(`three register, one waits, and gets a seat when they cancel, ${scripts ? "with" : "without"} scripts`, async ({
    page,
    browser,
  }) => {
    const slug = await planned(page, scripts ? "Scripted mixer" : "Plain mixer");
    const [ada, ben] = [await visitor(browser, scripts), await visitor(browser, scripts)];

    await ask(ada, slug, "Ada", 3);
    await ada.getByLabel("Code").fill("000000");
    await ada.getByRole("button", { name: "Go on" }).click();
    await expect(ada.getByRole("alert")).toBeVisible();
    await prove(ada, slug, "Ada");
    await expect(ada.getByText("You are coming.")).toBeVisible();
    await expect(ada.getByText("3 seats")).toBeVisible();

    await ask(ben, slug, "Ben", 2);
    await prove(ben, slug, "Ben");
    await expect(ben.getByText("You are on the waitlist.")).toBeVisible();
    await expect(ben.getByText("About position 1")).toBeVisible();

    await ada.getByText("Cancel", { exact: true }).click();
    await ada.getByRole("button", { name: "Cancel my registration" }).click();
    await expect(ada.getByText("Your registration is cancelled.")).toBeVisible();
    await ben.goto(`/api/mixers/${slug}/registration`);
    await expect(ben.getByText("You are coming.")).toBeVisible();

    await ben.getByText("Change who comes").click();
    await ben.getByRole("group", { name: "Person 1" }).getByLabel("Name").fill("");
    await ben.getByRole("button", { name: "Save the change" }).click();
    await expect(ben.getByText("One seat")).toBeVisible();
    for (const each of [ada, ben]) await each.context().close();
  });
}
