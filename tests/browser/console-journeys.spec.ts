import { readFileSync } from "node:fs";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import type { Locator, Page } from "@playwright/test";
import { photo } from "../photo.ts";
import { another, expectRight, REFUSED, signIn } from "./sign-in.ts";
import { beStaff, Staff } from "./staff.ts";
import { isLong } from "./states.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

test.use(DESKTOP);
test.beforeEach(({ context }) => beStaff(context));

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
/** The bars of a chart that lie elsewhere than their numbers say, as when a style of something else reaches them. */
async function drawnAsTold(chart: Locator): Promise<string[]> {
  await expect(chart.locator("svg .bar").first()).toBeAttached();
  return chart.locator("svg").evaluate((svg: SVGSVGElement) => {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    // Else letters would be smaller than they are said to be.
    if (Math.abs(scale - 1) > 0.02) return [`a scale of ${scale}`];
    return Array.from(svg.querySelectorAll("rect"), (rect) => {
      const drawn = rect.getBoundingClientRect();
      const [x, width, height] = ["x", "width", "height"].map((name) => Number(rect.getAttribute(name)) * scale);
      const is = [drawn.left - frame.left, drawn.width, drawn.height];
      return is.every((length, i) => Math.abs(length - ([x, width, height][i] ?? 0)) < 1)
        ? ""
        : `${rect.outerHTML} ${is}`;
    }).filter(Boolean);
  });
}

/** The mails that were sent to somebody, the newest first. */
async function mailsTo(page: Page, email: string): Promise<string[]> {
  const outbox = await (await page.request.get("/dev/mail")).text();
  return outbox.split("<article").filter((mail) => mail.includes(`To ${email}`));
}
const address = (town: string) => ({ street: "1 Wick Lane", extra: "", town, state: "NY", postalCode: "12401" });

test("an announcement is written, thrown away and taken back, tried, sent, and ended by whoever wants no more", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const staff = new Staff(page.request);
  const people = ["wick@lantern.example.com", "oil@lantern.example.com"];
  for (const [i, email] of people.entries())
    await staff.join(`Lantern Works ${i + 1}`, { address: address("Lanternville") }, email);
  const reach = page.locator(".reach [role=status]");

  await page.goto("/staff/announcements/");
  await page.getByRole("link", { name: "New announcement" }).click();
  await page.getByLabel("Subject").fill("Lamp evening");
  await page.getByLabel("Text", { exact: true }).fill("We light up at six.\n\nBring a friend.");
  await page.getByLabel(/^Lanternville/).check();
  await expect(reach).toContainText("Would reach 2 people today.");
  await expect(page.getByText("Bring a friend.").last()).toBeVisible();
  await press(page, "Save draft");
  await expect(page).toHaveURL(/id=mlg_/);
  if (isLong) await expectRight(page, "announcement-draft");

  await press(page, "Delete draft");
  await expect(page.getByText("The draft “Lamp evening” is deleted.")).toBeVisible();
  await expect(title(page)).toHaveText("Announcements");
  await expect(page.getByRole("link", { name: "Lamp evening" })).toBeHidden();
  await press(page, "Undo");
  await expect(title(page)).toHaveText("Lamp evening");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("We light up at six.\n\nBring a friend.");

  await press(page, "Send a test to me");
  await expect(page.getByText(/^A test is on its way/)).toBeVisible();
  await expect.poll(async () => (await mailsTo(page, "staff@example.org")).join()).toContain("Lamp evening");
  for (const email of people) expect(await mailsTo(page, email)).toEqual([]);

  await press(page, "Send …");
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Send this to 2 people?");
  await question.getByRole("button", { name: "Send to 2 people" }).press("Enter");
  await expect(page.getByText("It is being sent.")).toBeVisible();
  const written = page.locator(".announcement-counts div").filter({ hasText: "Written to" });
  await expect(written).toContainText("2", { timeout: 40_000 });
  await expect(page.getByText("Sent", { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  if (isLong) await expectRight(page, "announcement-sent");
  for (const email of people) await expect.poll(async () => (await mailsTo(page, email)).length).toBe(1);

  const [mail] = await mailsTo(page, people[0] ?? "");
  const link = /https?:\/\/[^\s"<]+\/api\/unsubscribe\/[\w.-]+/.exec(mail ?? "")?.[0] ?? "";
  const reader = await another(browser, PHONE);
  await reader.goto(new URL(link).pathname);
  await reader.getByRole("button").click();
  await expect(reader.getByText(/You get no more announcements/)).toBeVisible();

  await press(page, "Write it again");
  await expect(reach).toContainText("Would reach 1 person today.");
  await expect(reach).toContainText("1 person wants none.");
});

test("a deal waits for staff; approved it is on the page, put back it is not; a refusal says why", async ({
  page,
  browser,
  watch,
}) => {
  test.setTimeout(120_000);
  watch.expect(REFUSED);
  const staff = new Staff(page.request);
  const email = "dealer@hinge.example.com";
  const { id, slug } = await staff.join("Hinge & Latch", { status: "published" }, email);
  const html = async () => (await page.request.get(`/members/${slug}/`)).text();
  const owner = await another(browser, isLong ? PHONE : DESKTOP);
  const deals = owner.getByRole("region", { name: "Deals" });
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Hinge & Latch" }) });

  await owner.goto(`/account/listings/?id=${id}`);
  await signIn(owner, email);
  await expect(title(owner)).toHaveText("Edit Hinge & Latch");
  await deals.getByRole("button", { name: "Add a deal" }).press("Enter");
  await expect(deals.getByLabel("In a few words")).toBeFocused();
  await owner.keyboard.type("Two hinges for one");
  await deals.getByLabel("The details").fill("While there are any");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText(/Deals must be|Deals Invalid|Deals /).first()).toBeVisible();
  await deals.getByLabel("Its last day").fill("2031-05-31");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("Waits for staff: deals.").first()).toBeVisible();
  if (isLong) await expectRight(owner, "deal-waits");

  await page.goto("/staff/");
  await page.getByRole("link", { name: /^Changes to approve/ }).click();
  await expect(card).toContainText("Two hinges for one (While there are any), until May 31, 2031");
  await page.getByRole("button", { name: "Approve the change of Hinge & Latch" }).press("Enter");
  await expect(page.getByText(/^Approved\. The page of Hinge & Latch/)).toBeVisible();
  await expect.poll(html, { timeout: 5_000 }).toContain("Two hinges for one");
  expect(await html()).toContain("Until May 31, 2031");

  await page.goto(`/staff/history/?entity=listing:${id}`);
  const entry = page.getByRole("listitem").filter({ hasText: "Two hinges for one" }).first();
  await entry.getByRole("button", { name: /put back/i }).press("Enter");
  await expect.poll(html, { timeout: 5_000 }).not.toContain("Two hinges for one");
  await press(page, "Undo");
  await expect.poll(html, { timeout: 5_000 }).toContain("Two hinges for one");

  await owner.reload();
  await owner.getByLabel(/^Name/).fill("The best hinges in town");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("Waits for staff: name.").first()).toBeVisible();
  await page.goto("/staff/changes/");
  await page.getByRole("button", { name: "Refuse the change of Hinge & Latch" }).press("Enter");
  await press(page, "Refuse it");
  await expect(card.getByRole("alert")).toHaveText("Say why: they read this.");
  await card.getByLabel("Why not? They read this.").fill("No superlatives, please.");
  await press(page, "Refuse it");
  await expect(page.getByText(/^Refused\. Whoever asked for Hinge & Latch/)).toBeVisible();
  await owner.reload();
  await expect(owner.getByText("Refused (name): No superlatives, please.")).toBeVisible();
  await expect(owner.getByLabel(/^Name/)).toHaveValue("Hinge & Latch");
  await staff.remove(await staff.listing(slug));
});

test("each report is drawn and has its table; files open in a spreadsheet and run nothing there", async ({ page }) => {
  const staff = new Staff(page.request);
  const name = '=HYPERLINK("https://evil.example","Élan")';
  await staff.join(name, { status: "hidden", phone: "+1 845 555 0188" });
  const day = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
  await staff.plan({ ...BLANK_EVENT, title: "Counted mixer", startsAt: `${day}T17:30`, endsAt: `${day}T19:30` });
  await expect.poll(async () => (await page.request.get("/mixers/counted-mixer/seats.json")).status()).toBe(200);
  const file = async (button: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
    return readFileSync(await download.path());
  };
  const MARK = [0xef, 0xbb, 0xbf];

  await page.goto("/staff/reports/");
  await expect(page.getByText("Counting …")).toBeHidden();
  const charts = page.locator(".chart");
  await expect(charts).toHaveCount(5);
  for (const chart of await charts.all()) {
    expect(await drawnAsTold(chart)).toEqual([]);
    await chart.getByText("As a table").press("Enter");
    await expect(chart.getByRole("rowheader").first()).toBeVisible();
  }
  await page.setViewportSize(PHONE.viewport);
  for (const chart of await charts.all()) await expect.poll(() => drawnAsTold(chart)).toEqual([]);
  if (isLong) await expectRight(page, "reports");
  await page.setViewportSize(DESKTOP.viewport);

  const marked = await file("Members as CSV");
  await page.getByLabel("For Excel: with a byte order mark").press("Space");
  const plain = await file("Members as CSV");
  const listings = (await file("Listings as CSV")).toString("utf8");
  const json = JSON.parse((await file("Listings as JSON")).toString("utf8"));
  const [chart] = await Promise.all([
    page.waitForEvent("download"),
    charts.first().getByRole("button", { name: "Download as CSV" }).click(),
  ]);

  expect([...marked.subarray(0, 3)]).toEqual(MARK);
  expect(marked.subarray(3).equals(plain)).toBe(true);
  const text = plain.toString("utf8");
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""Élan"")"`);
  expect(listings).toContain(`"'+1 845 555 0188"`);
  for (const each of [text, listings]) expect(each).not.toMatch(/(^|,)"?\s*[=+@-]/m);
  expect(json).toContainEqual(expect.objectContaining({ name }));
  expect(
    readFileSync(await chart.path(), "utf8")
      .trim()
      .split("\r\n").length,
  ).toBeGreaterThan(2);
});

// All pages are drawn anew for it.
if (isLong)
  test("a logo is looked at in the preview, stands above the pages, and is taken away again", async ({
    page,
    watch,
  }) => {
    watch.expect(/Blocked script execution in 'about:srcdoc'/);
    // The page that is edited may ask for the picture before the site has it.
    watch.expect(/status of 404/);
    const home = async () => (await page.request.get("/")).text();
    const preview = page.getByTitle("How the site would look");
    const buffer = await photo(400, 120, 3).png().toBuffer();

    await page.goto("/staff/settings/?section=look");
    await expect(preview).toHaveAttribute("srcdoc", /./);
    await page
      .locator(".logo-editor input[type=file]")
      .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
    await expect(preview).toHaveAttribute("srcdoc", /<img[^>]+src="data:image\/webp;base64,/);
    expect(await home()).not.toContain("/media/");
    await press(page, "Use this logo");
    await expect
      .poll(home, { timeout: 5_000 })
      .toMatch(/<img alt="[^"]+" src="\/media\/\w+-\d+\.webp" width="\d+" height="\d+"/);
    const path = /\/media\/[\w-]+\.webp/.exec(await home())?.[0] ?? "";
    expect((await page.request.get(path)).headers()["content-type"]).toBe("image/webp");
    const bakery = async () => (await page.request.get("/members/hearthstone-bakery/")).text();
    await expect.poll(bakery).toContain(path);
    await page.goto("/members/hearthstone-bakery/");
    await expect(page.getByRole("banner").getByRole("img")).toHaveAccessibleName(/Chamber/);
    await expectRight(page, "logo");

    await page.goto("/staff/settings/?section=look");
    await press(page, "Take the logo away");
    await expect.poll(home, { timeout: 5_000 }).not.toContain("/media/");
  });

test("a border is drawn around ZIP codes, as far as the pins of listings tell where they lie", async ({
  page,
  watch,
}) => {
  watch.expect(/Blocked script execution in 'about:srcdoc'/);
  await page.goto("/staff/settings/?section=region");
  const codes = page.getByLabel("ZIP codes", { exact: true });
  await codes.fill("12401 12498,99999");

  await expect(page.getByText("No listing with a pin has 99999")).toBeVisible();
  await expect(page.getByText(/^The outline goes around the pins of \d+ listings/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Add Ulster" })).toBeVisible();
  const points = page.getByText(/^[\d,]+ points$/);
  const before = await points.textContent();
  await page.getByRole("button", { name: "Add the outline" }).press("Enter");

  await expect(points).not.toHaveText(before ?? "");
  await expect(codes).toHaveValue("");
});
