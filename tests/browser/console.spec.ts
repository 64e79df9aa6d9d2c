import type { Category } from "@mainstreet/core/category";
import type { Chamber } from "@mainstreet/core/chamber";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import type { Member } from "@mainstreet/core/member";
import { CONSOLE_PATHS } from "@mainstreet/core/page";
import type { Locator, Page } from "@playwright/test";
import { expectRight } from "./sign-in.ts";
import { beStaff, Staff } from "./staff.ts";
import { states } from "./states.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

/** The preview of the site runs none, nor what this folder has every page run. */
const NO_SCRIPTS = /Blocked script execution in 'about:srcdoc'/;

test.use(DESKTOP);
test.beforeEach(({ context }) => beStaff(context));

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Goes on with the Tab key until something has the focus. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeAttached();
  for (let presses = 0; presses < 120; presses++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(goal).toBeFocused();
}

test("two hundred members chosen by keyboard are renewed until a day, and taken back from the toast", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const staff = new Staff(page.request);
  const { levels }: Chamber = await staff.ask("GET", "/api/chamber");
  const names = Array.from({ length: 200 }, (_, i) => `Windmill Keeper ${String(i + 1).padStart(3, "0")}`);
  for (let from = 0; from < names.length; from += 10) {
    const some = names.slice(from, from + 10);
    await Promise.all(
      some.map((name) =>
        staff.ask("POST", "/api/members", { name, memberships: [lasting(from, levels[0]?.id ?? "")] }),
      ),
    );
  }
  const stored = async () => {
    const members = await allMembers(staff);
    const own = members.filter(({ name }) => name.startsWith("Windmill Keeper"));
    return new Map(own.map(({ name, memberships, status }) => [name, { memberships, status }]));
  };
  const before = await stored();
  const chosen = page.getByRole("region", { name: "What to do with those chosen" });

  await page.goto("/staff/members/?q=windmill+keeper");
  await expect(page.getByText(/^200 of /)).toBeVisible();
  await tabTo(page, page.locator("[data-row]").first());
  await page.keyboard.press("Control+a");
  await expect(chosen).toContainText("200 chosen");
  await chosen.getByLabel("Paid until").fill("2031-12-31");
  const began = performance.now();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "of 200" })).toBeVisible();
  await expect(page.getByText("200 changed.")).toBeVisible({ timeout: 60_000 });
  const renewed = performance.now() - began;
  const after = await stored();

  const undoing = performance.now();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible({ timeout: 60_000 });

  console.log(`  renewed in ${renewed.toFixed(0)} ms, undone in ${(performance.now() - undoing).toFixed(0)} ms`);
  const ends = [...after.values()].map(({ memberships }) => memberships.at(-1)?.until);
  expect([before.size, new Set(ends)]).toEqual([200, new Set(["2031-12-31"])]);
  expect(await stored()).toEqual(before);
});

/** A membership with an end of its own. */
function lasting(n: number, level: string): Member["memberships"][number] {
  const id = `msh_${String(n).padStart(26, "0")}`;
  return { id, level, from: "2025-01-01", until: `2027-${String((n % 12) + 1).padStart(2, "0")}-15` };
}

async function allMembers(staff: Staff): Promise<Pick<Member, "name" | "memberships" | "status">[]> {
  const members = [];
  for (let from = ""; ; ) {
    const { rows, cursor } = await staff.ask("GET", `/api/staff/rows/members${from}`);
    members.push(...rows);
    if (cursor === null) return members;
    from = `?cursor=${encodeURIComponent(cursor)}`;
  }
}

test("a category is merged: its old address leads on, and its listings stand in the other", async ({ page }) => {
  const staff = new Staff(page.request);
  const make = (name: string): Promise<Category> =>
    staff.ask("POST", "/api/categories", { name, parentId: null, schemaType: "Store" });
  const [clocks, watches] = [await make("Clock Menders"), await make("Watch Menders")];
  const listing = await staff.join("Tick Tock Repairs", { status: "published", categories: [clocks.id] });
  await expect.poll(async () => (await page.request.get("/directory/clock-menders/")).status()).toBe(200);

  await page.setViewportSize(PHONE.viewport);
  await page.goto("/staff/categories/");
  await page.getByRole("link", { name: "Clock Menders" }).click();
  const editor = page.getByRole("heading", { name: "Clock Menders" });
  await expect(editor).toBeFocused();
  await expect(editor).toBeInViewport();
  await page.setViewportSize(DESKTOP.viewport);
  await page.getByLabel("Merge into").selectOption(watches.id);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText(/Clock Menders .*Watch Menders/)).toBeVisible();

  const old = () => page.request.get("/directory/clock-menders/", { maxRedirects: 0 });
  await expect.poll(async () => (await old()).status()).toBe(301);
  expect((await old()).headers().location).toBe("/directory/watch-menders/");
  await page.goto("/directory/clock-menders/");
  await expect(page).toHaveURL("/directory/watch-menders/");
  await expect(title(page)).toContainText("Watch Menders");
  await expect(page.getByRole("main").getByRole("link", { name: "Tick Tock Repairs" })).toBeVisible();
  await staff.remove(await staff.listing(listing.slug));
});

test("a setting is seen in the preview as it is typed, and on the site within five seconds of being saved", async ({
  page,
  watch,
}) => {
  watch.expect(NO_SCRIPTS);
  const staff = new Staff(page.request);
  const before: Chamber = await staff.ask("GET", "/api/chamber");
  const home = async () => (await page.request.get("/")).text();
  const themeOf = (html: string) => /theme-[\w-]+\.css/.exec(html)?.[0] ?? "";
  const preview = page.getByTitle("How the site would look");
  const save = page.getByRole("button", { name: "Save", exact: true });
  const tagline = "Open late on the last Thursday";
  try {
    await page.goto("/staff/settings/");
    await page.getByLabel("In one line").fill(tagline);
    await expect(preview).toHaveAttribute("srcdoc", new RegExp(tagline));
    expect(await home()).not.toContain(tagline);
    await save.click();
    const saved = performance.now();
    await expect.poll(home, { intervals: [50], timeout: 5_000 }).toContain(tagline);
    const shown = performance.now() - saved;

    await page.getByRole("button", { name: "Look", exact: true }).click();
    await expect(preview).toHaveAttribute("srcdoc", new RegExp(tagline));
    const [drawn, theme] = [await preview.getAttribute("srcdoc"), themeOf(await home())];
    await page.getByLabel("Color").fill("#7a1f5c");
    await expect(preview).not.toHaveAttribute("srcdoc", drawn ?? "");
    expect(themeOf(await home())).toBe(theme);
    await save.click();
    await expect.poll(async () => themeOf(await home()), { intervals: [50], timeout: 5_000 }).not.toBe(theme);
    console.log(`  the tagline was shown after ${shown.toFixed(0)} ms`);
  } finally {
    const now: Chamber = await staff.ask("GET", "/api/chamber");
    await staff.ask("PATCH", "/api/chamber", { tagline: before.tagline, accent: before.accent }, now.version);
  }
  await expect.poll(home).not.toContain(tagline);
});

test("without a mouse: found by a few letters, noted, and a task made and done", async ({ page }) => {
  const staff = new Staff(page.request);
  const { id }: Member = await staff.ask("POST", "/api/members", { name: "Quillfeather Stationers" });
  await page.goto("/staff/");
  await expect(title(page)).toHaveText("Today");
  await expect(page.getByText("Reading")).toBeHidden();

  await page.keyboard.press("/");
  await page.keyboard.type("quillf");
  await expect(page.getByRole("option", { name: /Quillfeather/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Quillfeather Stationers");
  await expect(page).toHaveURL(new RegExp(id));

  const addNote = page.getByRole("button", { name: "Add a note" });
  await tabTo(page, addNote);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Write a note. Only staff read it.")).toBeFocused();
  await page.keyboard.type("Moves to Elm Street in May");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Moves to Elm Street in May" })).toBeVisible();
  await expect(addNote).toBeFocused();

  const addTask = page.getByRole("button", { name: "Add a task" });
  await tabTo(page, addTask);
  await page.keyboard.press("Space");
  await expect(page.getByLabel("What is to be done")).toBeFocused();
  await page.keyboard.type("Send a welcome card");
  await page.keyboard.press("Enter");
  const task = page.getByRole("checkbox", { name: "Send a welcome card" });
  await expect(task).toBeVisible();
  await expect(addTask).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(task).toBeFocused();
  await page.keyboard.press("Space");

  await expect(page.getByText("Done: Send a welcome card")).toBeVisible();
  await expect(task).toBeHidden();
  const { tasks } = await staff.ask("GET", "/api/staff/tasks?state=done");
  expect(tasks).toContainEqual(expect.objectContaining({ title: "Send a welcome card", memberId: id }));
});

test("a table that is come back to is as it was left: narrowed, chosen, scrolled, and with the focus", async ({
  page,
}) => {
  const staff = new Staff(page.request);
  const names = Array.from({ length: 60 }, (_, i) => `Returning Swallow ${String(i + 1).padStart(2, "0")}`);
  for (let from = 0; from < names.length; from += 10)
    await Promise.all(names.slice(from, from + 10).map((name) => staff.ask("POST", "/api/members", { name })));
  const [first, far] = ["Returning Swallow 01", "Returning Swallow 50"].map((name) =>
    page.getByRole("row").filter({ hasText: name }),
  );
  if (!first || !far) throw new Error("There are two.");
  const table = page.locator(".table-place");
  const scrolled = () => table.evaluate(({ scrollTop }) => scrollTop);

  await page.goto("/staff/members/");
  await page.getByLabel("Name, contact, town or listing").fill("returning swallow");
  await expect(page.getByText(/^60 of /)).toBeVisible();
  await first.getByRole("checkbox").click();
  await table.evaluate((place) => place.scrollTo(0, 48 * 45));
  await far.getByRole("link").click();
  await expect(title(page)).toHaveText("Returning Swallow 50");
  await expect(title(page)).toBeFocused();
  await expect(page.getByRole("grid")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  expect(new URL(page.url()).search).not.toContain("q=");

  const link = page.getByRole("link", { name: "‹ Members" });
  for (const { back, left } of [
    { back: () => page.goBack(), left: far.getByRole("link") },
    { back: () => link.click(), left: far },
  ]) {
    await back();
    await expect(page).toHaveURL(/\?q=returning\+swallow$/);
    await expect(left).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Members");
    expect(await scrolled()).toBe(48 * 45);
    await expect(page.getByText("1 chosen")).toBeVisible();
    await expect(page.getByLabel("Name, contact, town or listing")).toHaveValue("returning swallow");
    await far.press("Enter");
    await expect(title(page)).toHaveText("Returning Swallow 50");
  }

  // What was done on the member's page stands in the row, which has the focus by itself where it was opened by key.
  await page.getByRole("button", { name: "Edit the details" }).click();
  const form = page.locator("form.edit-form");
  await form.getByLabel("Name", { exact: true }).fill("Returning Swallow 50 and a half");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(title(page)).toHaveText("Returning Swallow 50 and a half");
  await expect(page.getByRole("button", { name: "Edit the details" })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("row").filter({ hasText: "and a half" })).toBeFocused();

  // Gone to by itself it is a table of its own.
  await far.press("Enter");
  await expect(title(page)).toHaveText("Returning Swallow 50 and a half");
  await page.getByRole("navigation").getByRole("link", { name: "Members", exact: true }).click();
  await expect(title(page)).toBeFocused();
  await expect(page.getByText("1 chosen")).toBeHidden();
  expect(await scrolled()).toBe(0);
});

/** A day so long ago, as the calendar of the demo's chamber has it. */
const daysAgo = (days: number) => CALENDAR.format(Date.now() - days * 86_400_000);
const CALENDAR = new Intl.DateTimeFormat("sv-SE", { timeZone: "America/New_York", dateStyle: "short" });

test("a membership that has ended is renewed with one press, and is back in the list once that is undone", async ({
  page,
}) => {
  const staff = new Staff(page.request);
  const { levels }: Chamber = await staff.ask("GET", "/api/chamber");
  const memberships = [{ ...lasting(0, levels[0]?.id ?? ""), from: "2020-01-01", until: daysAgo(5) }];
  const { id }: Member = await staff.ask("POST", "/api/members", { name: "Fading Ink Studio", memberships });
  const stored = async (): Promise<Member["memberships"]> => (await staff.ask("GET", `/api/members/${id}`)).memberships;

  await page.goto("/staff/renewals/?q=fading&state=grace");
  const row = page.getByRole("row").filter({ hasText: "Fading Ink Studio" });
  await expect(row).toContainText("5 days ago");
  await row.getByRole("button", { name: "Renew Fading Ink Studio for 12 months" }).click();
  await expect(page.getByText(/^Fading Ink Studio is renewed until/)).toBeVisible();
  await expect(row).toBeHidden();
  expect(await stored()).toHaveLength(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  expect(await stored()).toEqual(memberships);
});

test("a guest who came is asked to join, and then not again; a quiet member leads to a task", async ({ page }) => {
  const staff = new Staff(page.request);
  const event = await staff.ask("POST", "/api/staff/events", bygone());
  const party = { registrant: { name: "Gwen Visitor", company: "Passing Through Tours" }, guests: [] };
  const said = { note: "", lookingFor: "", visibility: "nobody" };
  const body = { email: "gwen@passing.example.com", party: { ...party, ...said } };
  await staff.ask("POST", `/api/staff/events/${event.id}/registrations`, body);
  const { id }: Member = await staff.ask("POST", "/api/members", { name: "Hushed Harbor Bakery" });

  await page.goto("/staff/quiet/?tab=guests&q=gwen");
  const guest = page.getByRole("listitem").filter({ hasText: "Gwen Visitor" });
  await expect(guest).toContainText("Came once");
  await guest.getByRole("button", { name: "Invite Gwen Visitor to join" }).click();
  await expect(guest).toContainText("can be asked again after 90 days");
  await expect(guest.getByRole("button", { name: "Invite Gwen Visitor to join" })).toBeHidden();
  await expect.poll(async () => (await page.request.get("/dev/mail")).text()).toContain("To gwen@passing.example.com");

  await page.getByRole("button", { name: "Quiet members", exact: true }).click();
  await page.getByLabel("Name or contact").fill("hushed");
  const member = page.getByRole("listitem").filter({ hasText: "Hushed Harbor Bakery" });
  await expect(member).toContainText("nobody has signed in for it yet");
  await member.getByRole("button", { name: "Next step for Hushed Harbor Bakery" }).click();
  await page.getByRole("button", { name: "Make it a task" }).click();
  await expect(page.getByText("A task is made: Help Hushed Harbor Bakery to sign in")).toBeVisible();
  const { tasks } = await staff.ask("GET", "/api/staff/tasks?state=open&limit=100");
  expect(tasks).toContainEqual(expect.objectContaining({ memberId: id }));
});

/** A mixer that was three days ago. */
function bygone() {
  const day = daysAgo(3);
  return { ...BLANK_EVENT, title: "Bygone mixer", startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
}

for (const [state, use] of states(
  ["on a phone by day", { ...PHONE, colorScheme: "light" }] as const,
  ["on a desktop by night", { ...DESKTOP, colorScheme: "dark" }] as const,
)) {
  test.describe(state, () => {
    test.use(use);

    test(`every view of the console passes axe and keeps its width ${state}`, async ({ page, watch }) => {
      test.setTimeout(150_000);
      watch.expect(NO_SCRIPTS);
      const staff = new Staff(page.request);
      const name = `Axe Grinders ${state}`;
      const { memberId }: { memberId: string } = await staff.join(name, { status: "hidden" });
      await staff.ask("POST", "/api/staff/notes", { memberId, text: "Sharp" });
      for (const path of [...CONSOLE_PATHS, "/staff/quiet/?tab=guests"]) {
        await page.goto(path === "/staff/member/" ? `${path}?id=${memberId}` : path);
        await expect(title(page)).toBeVisible();
        await page.waitForLoadState("networkidle");
        await expectRight(page, `console${path.replaceAll(/\W+/g, "-")}${page.viewportSize()?.width}`);
        if (path !== "/staff/member/") continue;
        const presses = page.locator("[data-opens]");
        while ((await presses.count()) > 0) await presses.first().click();
        await expectRight(page, `console-member-forms-${page.viewportSize()?.width}`);
      }
    });
  });
}
