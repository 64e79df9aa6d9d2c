import {
  test as base,
  expect as baseExpect,
  type ConsoleMessage,
  type Locator,
  type Page,
  type Request,
} from "@playwright/test";

/** Patient enough for a machine that does other things as well. */
export const expect = baseExpect.configure({ timeout: 10_000 });

/** What a test's pages may do beyond the ordinary; and what they have done beyond that. */
export class Watch {
  readonly #expected: RegExp[] = [];
  readonly #origins: Set<string>;
  readonly complaints: string[] = [];

  constructor(origin: string) {
    this.#origins = new Set([origin]);
  }

  /** Names an error that belongs to the test. */
  expect(error: RegExp): void {
    this.#expected.push(error);
  }

  /** Names another server that pages may ask. */
  allow(origin: string): void {
    this.#origins.add(origin);
  }

  note(complaint: string): void {
    if (!this.#expected.some((error) => error.test(complaint))) this.complaints.push(complaint);
  }

  console(message: ConsoleMessage): void {
    const text = message.text();
    if (message.type() === "error" || /content security policy/i.test(text)) {
      this.note(`console: ${text} (${message.location().url})`);
    }
  }

  request(request: Request): void {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !this.#origins.has(origin)) this.note(`asks another server: ${request.url()}`);
  }
}

/**
 * The test of this folder: whatever its pages do, a test fails on a break of the content policy, an error of a script, an
 * error in the console, an alert, and a request to any other server.
 */
export const test = base.extend<{ watch: Watch }>({
  watch: async ({ baseURL }, use) => {
    const watch = new Watch(new URL(baseURL ?? "").origin);
    await use(watch);
    expect(watch.complaints).toEqual([]);
  },
  context: async ({ context, watch }, use) => {
    context.on("console", (message) => watch.console(message));
    context.on("weberror", (error) => watch.note(`error: ${error.error()}`));
    context.on("request", (request) => watch.request(request));
    context.on("dialog", async (dialog) => {
      watch.note(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy broken: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(context);
  },
});

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** Too narrow for a map that opens by itself: for tests that are not about it. */
export const TABLET = { viewport: { width: 900, height: 900 } } as const;
export const DESKTOP = { viewport: { width: 1280, height: 900 } } as const;

/** One page of each kind. */
export const PAGES = [
  { name: "home", path: "/" },
  { name: "directory", path: "/directory/" },
  { name: "category", path: "/directory/food-and-drink/" },
  { name: "town", path: "/towns/kingston/" },
  { name: "listing", path: "/members/hearthstone-bakery/" },
  { name: "mixers", path: "/mixers/" },
  { name: "not found", path: "/members/nobody-of-this-name/" },
] as const;

/** What the browser says of a page that is not there: tests that go to one expect it. */
export const NOT_FOUND = /status of 404/;

/** Goes to a page and waits for its scripts to have found their places. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "load" });
}

export const box = (page: Page): Locator => page.getByRole("searchbox", { name: /^Search (the directory|in )/ });
export const status = (page: Page): Locator => page.locator("[data-search-status]");
export const results = (page: Page): Locator => page.getByRole("region", { name: "Search results" });
export const names = (page: Page): Locator => results(page).getByRole("heading", { level: 3 });

/** Opens the map, which wide screens do themselves, and waits until it is drawn. */
export async function openMap(page: Page): Promise<void> {
  const wide = (page.viewportSize()?.width ?? 0) >= 1024;
  if (!wide) await page.getByRole("button", { name: "Show map" }).click();
  await expect(page.locator(".map-panel.open")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".map-panel canvas")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[data-map-note]")).toHaveText("", { timeout: 30_000 });
}
