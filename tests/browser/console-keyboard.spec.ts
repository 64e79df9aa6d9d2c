import { CONSOLE_PATHS } from "@mainstreet/core/page";
import type { Page, Route } from "@playwright/test";
import { beStaff, Staff } from "./staff.ts";
import { isLong, states } from "./states.ts";
import { DESKTOP, expect, test } from "./watched.ts";

test.use(DESKTOP);
test.beforeEach(({ context }) => beStaff(context));

type View = (typeof CONSOLE_PATHS)[number];
type Known = { readonly memberId: string; readonly draft: string };

/** Where a view shows more than at its plain address; whatever is in no line here is walked at that. */
const ADDRESSES: Readonly<Partial<Record<View, (known: Known) => readonly string[]>>> = {
  "/staff/member/": ({ memberId }) => [`?id=${memberId}`, "?id=new"],
  "/staff/quiet/": () => ["", "?tab=guests"],
  "/staff/announcements/": ({ draft }) => ["", `?id=${draft}`],
  "/staff/settings/": () =>
    ["about", "look", "place", "renewal", "region", "levels", "approval"].map((section) => `?section=${section}`),
};

/** A control of a page: what it is called, and what keeps it from those without a mouse. */
type Missed = { readonly what: string; readonly why: string };

/** So many stops a page may have, and so often it is gone through: what appears on the way may stand before it. */
const MOST_STOPS = 600;
const MOST_WALKS = 3;
/** A date alone has four. */
const MOST_IN_POPUP = 20;

/** Goes through all of a page with the keyboard. @returns the controls that were not reached, or that no key works */
async function walk(page: Page): Promise<readonly Missed[]> {
  await page.evaluate(guard);
  const mute: Missed[] = [];
  for (let walks = 0; walks < MOST_WALKS; walks++) {
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      window.scrollTo(0, 0);
    });
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(arrive, walks);
      if (stop.isOver) break;
      if (!stop.isNew) continue;
      const said = await use(page, stop.kind);
      if (said) mute.push({ what: stop.what, why: said });
    }
    const missed = await page.evaluate(unreached);
    if (missed.length === 0) return mute;
    if (walks === MOST_WALKS - 1) return [...mute, ...missed];
  }
  return mute;
}

/** Presses the key that belongs to what has the focus. @returns what was wrong with that */
async function use(page: Page, kind: string): Promise<string | null> {
  if (kind === "typed") return null;
  if (kind === "popup") return openAndClose(page);
  if (kind === "radio" || kind === "row") {
    const before = await page.evaluate(nameOfFocus);
    const hasMoved = async () => (await page.evaluate(nameOfFocus)) !== before;
    let isMoved = await page.evaluate(isAlone);
    for (const key of ["ArrowDown", "ArrowUp"]) {
      if (isMoved) break;
      await page.keyboard.press(key);
      isMoved = await soon(hasMoved);
    }
    if (!isMoved) return "the arrow keys lead to no other of its kind";
    if (kind === "radio") return null;
    await page.keyboard.press("Space");
    return (await soon(() => page.evaluate(isChosen))) ? null : "Space does not choose it";
  }
  const [before, at] = [await page.evaluate(pressed), await page.evaluateHandle(() => document.activeElement)];
  await page.keyboard.press(kind === "tick" ? "Space" : "Enter");
  // What acts by itself has asked for something, which was refused, or is gone.
  const hasActed = async () =>
    (await page.evaluate(pressed)) > before || !(await at.evaluate((each) => each?.isConnected));
  if ((await hasActed()) || (kind === "act" && (await soon(hasActed)))) return null;
  return `${kind === "tick" ? "Space" : "Enter"} does nothing`;
}

/** Opens a menu or a small dialog, goes through what is in it, and closes it: the focus is back where it was. */
async function openAndClose(page: Page): Promise<string | null> {
  const isOpen = () => page.evaluate(() => document.activeElement?.closest("[role=menu], [role=dialog]") !== null);
  const at = await page.evaluateHandle(() => document.activeElement);
  await page.keyboard.press("Enter");
  if (!(await soon(isOpen))) return "Enter opens nothing";
  const mark = () => page.evaluate(() => document.activeElement?.setAttribute("data-reached", ""));
  await mark();
  for (let stops = 0; stops < MOST_IN_POPUP && (await page.evaluate(inPopup)) > 0; stops++) {
    await page.keyboard.press((await page.evaluate(isInMenu)) ? "ArrowDown" : "Tab");
    await mark();
  }
  const left = await page.evaluate(inPopup);
  await page.keyboard.press("Escape");
  if (!(await soon(() => at.evaluate((each) => each === document.activeElement)))) return "Escape does not lead back";
  return left === 0 ? null : `${left} of its controls are not reached`;
}

/** Whether something comes true within a moment. */
async function soon(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + 2_000; Date.now() < until; await new Promise((done) => setTimeout(done, 20)))
    if (await isSo()) return true;
  return false;
}

/* What follows runs in the page. */

/** How many controls of what has opened were not reached. */
function inPopup(): number {
  const popup = document.activeElement?.closest("[role=menu], [role=dialog]");
  const controls = popup?.querySelectorAll("[role^=menuitem], a[href], button, input, select, textarea") ?? [];
  return [...controls].filter(
    (each) =>
      each.checkVisibility() && !each.matches("[data-reached], :disabled, [aria-disabled=true], [aria-label=Dismiss]"),
  ).length;
}

function isInMenu(): boolean {
  return document.activeElement?.closest("[role=menu]") !== null;
}

/** Sees to it that a press is noted and nothing comes of it; only what folds out does, and what brings a form. */
function guard(): void {
  window.addEventListener(
    "click",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      document.documentElement.dataset.pressed = String(Number(document.documentElement.dataset.pressed ?? 0) + 1);
      if (target?.closest("summary, [data-opens]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

function pressed(): number {
  return Number(document.documentElement.dataset.pressed ?? 0);
}

/** Notes what has the focus now, and says what it is. @param walk how often the page was gone through before */
function arrive(walk: number): { isOver: boolean; isNew: boolean; kind: string; what: string } {
  const at = document.activeElement;
  const nothing = { isOver: true, isNew: false, kind: "", what: "" };
  if (!(at instanceof HTMLElement) || at === document.body) return nothing;
  // A date has several stops of its own, and the preview of the site all of its links.
  const isSame = at.dataset.walking !== undefined;
  if (isSame || at.tagName === "IFRAME") return { ...nothing, isOver: false };
  document.querySelector("[data-walking]")?.removeAttribute("data-walking");
  at.dataset.walking = "";
  if (at.dataset.walked === String(walk)) return nothing;
  at.dataset.walked = String(walk);
  const isNew = at.dataset.reached === undefined;
  at.dataset.reached = "";
  const type = at instanceof HTMLInputElement ? at.type : "";
  const isOpened = at.tagName === "SUMMARY" && at.closest("details")?.open;
  const kind =
    at.dataset.row !== undefined
      ? "row"
      : type === "radio"
        ? "radio"
        : type === "checkbox"
          ? "tick"
          : at.tagName === "BUTTON" && at.dataset.rac !== undefined && at.hasAttribute("aria-expanded")
            ? "popup"
            : at.closest(".import-drop") && at.dataset.rac === undefined && !at.textContent
              ? "typed"
              : at.tagName === "BUTTON" && at.dataset.rac !== undefined
                ? "act"
                : /^(A|BUTTON|SUMMARY)$/.test(at.tagName) && !isOpened
                  ? "press"
                  : "typed";
  const what = `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent?.trim().slice(0, 60)}`;
  return { isOver: false, isNew, kind, what };
}

function nameOfFocus(): string {
  const at = document.activeElement;
  return at instanceof HTMLElement ? `${at.dataset.row ?? ""}${at.parentElement?.textContent ?? ""}` : "";
}

/** Whether there is no other of the kind that has the focus. */
function isAlone(): boolean {
  const at = document.activeElement;
  if (at instanceof HTMLInputElement) return document.querySelectorAll(`input[name="${at.name}"]`).length < 2;
  return document.querySelectorAll("[data-row]").length < 2;
}

function isChosen(): boolean {
  return document.activeElement?.getAttribute("aria-selected") === "true";
}

/** The visible controls to which no key has led. */
function unreached(): { what: string; why: string }[] {
  const controls = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], [role=button]";
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const isOff = (element: Element) => element.matches(":disabled, [aria-disabled=true], [type=hidden]");
  const radios = new Set(
    [...document.querySelectorAll<HTMLInputElement>("input[type=radio][data-reached]")].map(({ name }) => name),
  );
  const isReached = (element: Element): boolean => {
    if (!(element instanceof HTMLElement) || element.dataset.reached !== undefined) return true;
    if (element instanceof HTMLInputElement && element.type === "radio") return radios.has(element.name);
    // The rows of a table are gone through with the arrows, and each has its own keys: Space chooses it, Enter opens it.
    const row = element.closest("[data-row]");
    if (row && (row === element || element.tabIndex < 0))
      return document.querySelector("[data-row][data-reached]") !== null;
    // Headings that are jumped to, and the page itself, are no controls.
    return !element.matches("a[href], button, input, select, textarea, summary") && element.tabIndex < 0;
  };
  const told = (element: Element) =>
    `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 60)}`;
  const missed = [...document.querySelectorAll(controls)]
    .filter((element) => isSeen(element) && !isOff(element) && !isReached(element))
    .map((element) => ({ what: told(element), why: "no key leads to it" }));
  // Whatever shows a hand without being a control is for those with a mouse alone.
  const hands = [...document.querySelectorAll("main *, .toasts *")]
    .filter((element) => isSeen(element) && getComputedStyle(element).cursor === "pointer")
    .filter((element) => !element.closest(`${controls}, label`))
    .map((element) => ({ what: told(element), why: "it is for a mouse alone" }));
  return [...missed, ...hands];
}

/** A member with something of everything, and a draft. */
async function settle(page: Page, name: string): Promise<Known> {
  const staff = new Staff(page.request);
  const { memberId } = await staff.join(name, { status: "hidden" });
  await staff.ask("POST", "/api/staff/notes", { memberId, text: "Rings back" });
  await staff.ask("POST", "/api/staff/tasks", { memberId, title: "Ring", due: "2027-01-01" });
  const audience = { states: [], levels: [], towns: [], whom: "owners" };
  const mailing = { subject: name, text: "By keyboard", audience };
  const { id: draft } = await staff.ask("POST", "/api/staff/announcements", mailing);
  return { memberId, draft };
}

/** Whatever is pressed, nothing is changed; it shows that something was asked for. */
async function refuseWrites(route: Route): Promise<void> {
  const request = route.request();
  if (request.method() === "GET" || /\/(preview|count|plan)$/.test(request.url())) return route.continue();
  await request.frame().evaluate(() => {
    document.documentElement.dataset.pressed = String(Number(document.documentElement.dataset.pressed ?? 0) + 1);
  });
  const problem = { title: "Busy", status: 503, code: "busy", detail: "Not now." };
  await route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) });
}

for (const path of states(...CONSOLE_PATHS)) {
  test(`every control of ${path} is reached and worked without a mouse`, async ({ page, watch }) => {
    test.setTimeout(240_000);
    watch.expect(/Blocked script execution in 'about:srcdoc'/);
    watch.expect(/status of 503/);
    const known = await settle(page, `Keyboard Makers of ${path.replaceAll("/", " ").trim()}`);
    await page.route("**/api/**", refuseWrites);
    for (const query of ADDRESSES[path]?.(known) ?? [""]) {
      await page.goto(path + query);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      // Drawn in the middle of a walk, it would take the focus away.
      if (path === "/staff/settings/") await expect(page.getByTitle("How the site would look")).toBeVisible();

      expect(await walk(page), path + query).toEqual([]);

      expect(await page.locator("main [data-reached]").count(), path + query).toBeGreaterThan(1);
    }
    const rows = page.locator("[data-row]");
    if ((await rows.count()) === 0) return;
    await page.reload();
    await expect(rows.first()).toBeVisible();
    await rows.first().focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/staff\/member\/\?id=/);
  });
}

// A map takes a while to draw.
if (isLong)
  test("a border is drawn on the map without a mouse, corner by corner, and not saved", async ({ page, watch }) => {
    watch.expect(/Blocked script execution in 'about:srcdoc'/);
    await page.goto("/staff/settings/?section=region");
    const press = async (name: string) => {
      const button = page.getByRole("button", { name, exact: true });
      await expect(button).toBeEnabled();
      await button.focus();
      await page.keyboard.press("Enter");
    };
    const canvas = page.locator(".region-map canvas");
    await expect(canvas).toBeVisible({ timeout: 20_000 });
    await press("Draw it on the map");
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft"]) {
      await press("Set a corner in the middle of the map");
      await canvas.focus();
      await page.keyboard.press(key);
      // The map glides to where it is sent.
      await page.waitForTimeout(700);
    }
    await press("Use what was drawn");

    await expect(page.getByText("4 points")).toBeVisible();
  });
