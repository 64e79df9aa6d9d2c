import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { command } from "./command.ts";
import { DESKTOP, expect, test } from "./watched.ts";

/** What the browser says of requests that journeys of people expect to be refused. */
export const REFUSED = /status of 4(01|12|22)/;

/** Codes that were used: the mail with the next one may take a moment. */
const used = new Set<string>();

/** The newest code that was mailed to an address. */
export async function codeFor(page: Page, email: string): Promise<string> {
  let code = "";
  await expect(async () => {
    const outbox = await (await page.request.get("/dev/mail")).text();
    const mail = outbox.split("<article").find((part) => part.includes(`To ${email}`) && /\b\d{6}\b/.test(part));
    code = /\b(\d{6})\b/.exec(mail?.replace(/<p class="hint">.*?<\/p>/s, "") ?? "")?.[1] ?? "";
    expect(code).not.toBe("");
    expect(used.has(email + code)).toBe(false);
  }).toPass();
  used.add(email + code);
  return code;
}

/** From the form for the address to wherever signing in leads. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await page.getByLabel("Code", { exact: true }).fill(await codeFor(page, email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/sign-in\//);
}

/** Opens a page as one of the chamber's staff of this test's own: of one mailbox, two tests would take each other's codes. */
export async function openDesk(page: Page, email: string, path: string): Promise<void> {
  await command("staff", "add", email, "--role", "editor");
  await page.goto(path);
  await signIn(page, email);
}

/** A browser of somebody else. */
export async function another(browser: Browser, use: Parameters<Browser["newContext"]>[0] = DESKTOP): Promise<Page> {
  return (await browser.newContext(use)).newPage();
}

/** That a page passes axe and keeps its width; leaves a picture of it. @param where names the page in both */
export async function expectRight(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .setLegacyMode()
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(told, where).toEqual([]);
  const by = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(by, where).toBe(0);
  const { width } = page.viewportSize() ?? { width: 0 };
  await page.screenshot({ path: test.info().outputPath(`${where}-${width}.png`), fullPage: true });
}
