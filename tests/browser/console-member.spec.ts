import type { Member } from "@mainstreet/core/member";
import type { Locator, Page } from "@playwright/test";
import { REFUSED } from "./sign-in.ts";
import { beStaff, Staff } from "./staff.ts";
import { DESKTOP, expect, test } from "./watched.ts";

test.use(DESKTOP);
test.beforeEach(({ context }) => beStaff(context));

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Opens a member's page in a window of its own, and the form of its details. */
async function openMember(page: Page, { id, name }: Pick<Member, "id" | "name">): Promise<Locator> {
  await page.goto(`/staff/member/?id=${id}`);
  await expect(title(page)).toHaveText(name);
  return edit(page);
}

/** The form of a member's details, once it is asked for. */
async function edit(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Edit the details" }).click();
  return page.locator("form.edit-form");
}

test("two editors of a member: of one field the second sees both values, of two fields both stand", async ({
  page,
  context,
  watch,
}) => {
  watch.expect(REFUSED);
  const staff = new Staff(page.request);
  const made: Member = await staff.ask("POST", "/api/members", { name: "Two Desks Press", contactName: "Ada" });
  const stored = (): Promise<Member> => staff.ask("GET", `/api/members/${made.id}`);
  const other = await context.newPage();
  const [mine, theirs] = [await openMember(page, made), await openMember(other, made)];
  const contact = (form: Locator) => form.getByLabel("Contact", { exact: true });
  const save = (form: Locator) => form.getByRole("button", { name: "Save", exact: true }).click();

  await contact(mine).fill("Bea");
  await contact(theirs).fill("Cid");
  await save(mine);
  await expect(page.getByText("Saved.")).toBeVisible();
  await save(theirs);
  const clash = other.getByRole("alert");
  await expect(clash).toContainText("Now it says Bea");
  await expect(clash).toContainText("You typed Cid");
  expect((await stored()).contactName).toBe("Bea");
  await clash.getByRole("button", { name: "Save mine all the same" }).click();
  await expect(clash).toBeHidden();
  expect((await stored()).contactName).toBe("Cid");

  await page.reload();
  await edit(page);
  await edit(other);
  await mine.getByLabel("About this member").fill("Prefers letters");
  await theirs.getByLabel("Name", { exact: true }).fill("Two Desks Printers");
  await save(mine);
  await expect(page.getByText("Saved.")).toBeVisible();
  await save(theirs);
  await expect(title(other)).toHaveText("Two Desks Printers");
  await expect(other.getByRole("alert")).toBeHidden();
  expect(await stored()).toMatchObject({ name: "Two Desks Printers", note: "Prefers letters", contactName: "Cid" });
});

test("the forms of a member come with the focus, and go by Escape only as long as nothing is typed", async ({
  page,
  watch,
}) => {
  watch.expect(REFUSED);
  const staff = new Staff(page.request);
  const made: Member = await staff.ask("POST", "/api/members", { name: "Folded Letters", contactName: "Ada" });
  const facts = page.locator(".facts dd");
  await page.goto(`/staff/member/?id=${made.id}`);
  await expect(facts.first()).toHaveText("Ada");
  const panels = [
    { press: "Edit the details", first: page.getByLabel("Name", { exact: true }) },
    { press: "Begin a membership", first: page.getByLabel("Level") },
    { press: "Add a listing", first: page.getByLabel("Name of the listing") },
    { press: "Add a note", first: page.getByLabel("Write a note. Only staff read it.") },
    { press: "Add a task", first: page.getByLabel("What is to be done") },
  ];
  for (const { press, first } of panels) {
    const button = page.getByRole("button", { name: press, exact: true });
    await button.press("Enter");
    await expect(first, press).toBeFocused();
    await expect(button).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(button, press).toBeFocused();
    await expect(first).toBeHidden();
  }

  const form = await edit(page);
  const contact = form.getByLabel("Contact", { exact: true });
  await contact.fill("Bea");
  await page.keyboard.press("Escape");
  await expect(contact).toHaveValue("Bea");
  // What changes elsewhere meanwhile takes nothing away of what is typed here.
  await staff.ask("PATCH", `/api/members/${made.id}`, { note: "Moved" }, made.version);
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Write a note. Only staff read it.").fill("Rang");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Rang" })).toBeVisible();
  await expect(contact).toHaveValue("Bea");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit the details" })).toBeFocused();
  await expect(facts).toHaveText(["Bea", /^None/, "Moved"]);

  await (await edit(page)).getByLabel("Contact", { exact: true }).fill("Cid");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit the details" })).toBeFocused();
  await expect(facts.first()).toHaveText("Bea");
});

test("pressed twice, a note, a task and a listing are made once", async ({ page }) => {
  const staff = new Staff(page.request);
  const { id, name }: Member = await staff.ask("POST", "/api/members", { name: "Twice Pressed Cider" });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(new URL(request.url()).pathname);
  });
  // What was made is read again before the form goes, and that takes a moment.
  await page.route(`**/members/${id}/history`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.goto(`/staff/member/?id=${id}`);
  await expect(title(page)).toHaveText(name);

  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Write a note. Only staff read it.").fill("Rang");
  await pressTwice(page.getByRole("button", { name: "Add", exact: true }));
  await expect(page.getByRole("listitem").filter({ hasText: "Rang" })).toBeVisible();
  await page.getByRole("button", { name: "Add a task" }).click();
  await page.getByLabel("What is to be done").fill("Ring back");
  await pressTwice(page.getByRole("button", { name: "Add", exact: true }));
  await expect(page.getByRole("checkbox", { name: "Ring back" })).toBeVisible();
  await page.getByRole("button", { name: "Add a listing" }).click();
  await pressTwice(page.getByRole("button", { name: "Make it", exact: false }));
  await page.waitForURL(/account\/listings/);

  expect(sent).toEqual(["/api/staff/notes", "/api/staff/tasks", "/api/listings"]);
});

test("a form whose words cannot be kept now stays with them, and can be sent again", async ({ page, watch }) => {
  watch.expect(/status of 500/);
  const staff = new Staff(page.request);
  const { id }: Member = await staff.ask("POST", "/api/members", { name: "Once Refused Cider" });
  let refusals = 1;
  await page.route("**/api/staff/notes", (route) =>
    refusals-- > 0
      ? route.fulfill({ status: 500, json: { status: 500, code: "internal", detail: "Something went wrong." } })
      : route.continue(),
  );
  await page.goto(`/staff/member/?id=${id}`);
  await page.getByRole("button", { name: "Add a note" }).click();
  const text = page.getByLabel("Write a note. Only staff read it.");
  await text.fill("Rang");
  const add = page.getByRole("button", { name: "Add", exact: true });
  await add.click();
  await expect(page.getByText("Something went wrong.")).toBeVisible();
  await expect(text).toHaveValue("Rang");

  await add.click();

  await expect(page.getByRole("listitem").filter({ hasText: "Rang" })).toBeVisible();
});

/** Two presses of somebody whose finger was quick, and one of somebody who has waited for nothing to happen. */
async function pressTwice(button: Locator): Promise<void> {
  await button.dblclick();
  await button.page().waitForTimeout(150);
  await button.click({ force: true, timeout: 100, noWaitAfter: true }).catch(() => undefined);
}
