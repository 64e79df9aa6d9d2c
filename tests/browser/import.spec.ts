import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectRight } from "./sign-in.ts";
import { beStaff, Staff } from "./staff.ts";
import { isLong } from "./states.ts";
import { DESKTOP, expect, PHONE, test } from "./watched.ts";

test.use(DESKTOP);
test.beforeEach(({ context }) => beStaff(context));

const HEAD = "Company,Email,Phone,Street,City,State,ZIP,Category,Latitude,Longitude,Member since,Fax";
const FIRST = ["Bram", "Crom", "Dorn", "Fenn", "Grum", "Hask", "Jorl", "Kesk", "Lund", "Morv"];
const LAST = ["wick", "ford", "stead", "gate", "lock", "mere"];
const TRADES = ["Chandlery", "Joinery", "Smokehouse", "Upholstery", "Saddlery", "Cooperage", "Letterpress"];

/** A business that no other test knows: the names of two have no word in common but for their trade. */
function business(n: number) {
  const name = `${FIRST[n % 10]}${LAST[Math.floor(n / 10) % 6]} ${TRADES[n % 7]}`;
  const [lat, lon] = [(41.9 + n * 0.004).toFixed(4), (-74.1 + n * 0.003).toFixed(4)];
  return {
    name,
    email: `desk${n}@example.org`,
    phone: `845-555-${2000 + n}`,
    street: `${n + 1} ${FIRST[n % 10]} Alley`,
    lat,
    lon,
  };
}

type Said = ReturnType<typeof business> & { readonly since: string; readonly category: string };

const line = (said: Partial<Said>): string => {
  const {
    name = "",
    email = "",
    phone = "",
    street = "",
    lat = "",
    lon = "",
    since = "2024-05-01",
    category = "Old trades",
  } = said;
  return [name, email, phone, street, "Rosendale", "NY", "12472", category, lat, lon, since, "none"].join(",");
};
const good = (count: number) => Array.from({ length: count }, (_, n) => business(n));
const twins = good(15).map((one) => ({ ...one, name: `The ${one.name}` }));

/** Rows that cannot be imported, by the reason that is given. */
const BAD: readonly (readonly [reason: RegExp, rows: readonly Partial<Said>[]])[] = [
  [/name is empty/, good(4).map((one) => ({ ...one, name: "" }))],
  [
    /contact e-mail: must be an e-mail address/,
    good(4).map((one) => ({ ...one, name: `Bad mail ${one.name}`, email: "nobody" })),
  ],
  [
    /phone: must be a phone number/,
    good(4).map((one) => ({ ...one, name: `Bad phone ${one.name}`, phone: "ask Ada" })),
  ],
  [/latitude: must be a number/, good(3).map((one) => ({ ...one, name: `Bad place ${one.name}`, lat: "north" }))],
  [/longitude is empty/, good(2).map((one) => ({ ...one, name: `Half a place ${one.name}`, lon: "" }))],
  [/member since: must be a date/, good(3).map((one) => ({ ...one, name: `Bad day ${one.name}`, since: "long ago" }))],
];
const bad = BAD.flatMap(([, rows]) => rows);

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** Chooses a file by keyboard. */
async function choose(page: Page, name: string, rows: readonly Partial<Said>[], head = HEAD): Promise<void> {
  await page.goto("/staff/import/");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).press("Enter");
  const buffer = Buffer.from([head, ...rows.map(line)].join("\r\n"));
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer });
  await expect(heading(page)).toHaveText("Which column is what");
}

/** From the columns through the look to the end. */
async function importAll(page: Page, rows: number): Promise<void> {
  await press(page, "See what it would do");
  await press(page, `Import ${rows} rows`);
  await expect(heading(page)).toHaveText("Imported", { timeout: 60_000 });
}

async function undo(page: Page): Promise<void> {
  await press(page, "Undo this import");
  await press(page, "Undo it");
  await expect(page.getByText(/^Undone: /)).toBeVisible({ timeout: 60_000 });
}

/** What the directory says of members and listings with some names, without the versions. */
async function said(staff: Staff, names: ReadonlySet<string>) {
  const found = [];
  for (const of of ["members", "listings"]) {
    for (let from = ""; ; ) {
      const { rows, cursor } = await staff.ask("GET", `/api/staff/rows/${of}${from}`);
      for (const { version, updatedAt, ...row } of rows) if (names.has(row.name)) found.push({ of, ...row });
      if (cursor === null) break;
      from = `?cursor=${encodeURIComponent(cursor)}`;
    }
  }
  return found;
}

async function undoByApi(staff: Staff, batchId: string): Promise<void> {
  for (let state = ""; state !== "undone"; )
    ({ state } = await staff.ask("POST", `/api/staff/batches/${batchId}/undo`));
}

test("a spreadsheet is imported step by step, its duplicates are merged, and a second import is undone", async ({
  page,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.expect(/status of 415/);
  const staff = new Staff(page.request);
  const names = new Set([...good(60), ...twins, ...bad].map(({ name = "" }) => name));

  await page.goto("/staff/import/");
  await expect(page.getByRole("heading", { name: "Earlier imports" })).toBeVisible();
  await expectRight(page, "import-file");
  const book = { name: "members.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 sheets") };
  await page.locator("input[type=file]").setInputFiles(book);
  await expect(page.getByRole("alert")).toHaveText("This is an Excel workbook. Save it as CSV first.");

  await choose(page, "old-trades.csv", [...good(60), ...bad, ...twins]);
  await expect(page.getByText("old-trades.csv: 95 rows, 12 columns.")).toBeVisible();
  await expect(page.getByText("The file is read as UTF-8, parted by commas.")).toBeVisible();
  const becomes = (column: string) => page.getByLabel(`What “${column}” becomes`);
  await expect(page.getByText("The columns are guessed from their names")).toBeVisible();
  await expect(becomes("ZIP")).toHaveValue("postalCode");
  await becomes("Company").selectOption("ignore");
  await expect(page.getByRole("alert")).toContainText("No column becomes the name.");
  await expect(page.getByRole("button", { name: "See what it would do" })).toBeDisabled();
  await becomes("Company").selectOption("name");
  await becomes("Fax").selectOption("staffNote");
  await expectRight(page, "import-columns");
  await press(page, "See what it would do");

  await expect(page.getByRole("button", { name: "75 new" })).toBeVisible();
  await expect(page.getByText("1 new category: Old trades.")).toBeVisible();
  await page.reload();
  await press(page, "Back to the columns");
  await expect(becomes("Fax")).toHaveValue("staffNote");
  await press(page, "See what it would do");
  await press(page, "20 rejected");
  const rejected = page.getByRole("row").filter({ has: page.locator(".state.rejected") });
  await expect(rejected).toHaveCount(20);
  await expect(page.getByRole("row")).toHaveCount(21);
  for (const [reason, rows] of BAD) await expect(rejected.filter({ hasText: reason })).toHaveCount(rows.length);
  await expectRight(page, "import-look");
  if (isLong) {
    await page.setViewportSize(PHONE.viewport);
    await expectRight(page, "import-look");
  }
  await press(page, "Back to the columns");
  if (isLong) {
    await expectRight(page, "import-columns");
    await page.setViewportSize(DESKTOP.viewport);
  }
  await importAll(page, 75);

  await expectRight(page, "import-outcome");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download rejected rows" }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(21);
  expect(await said(staff, names)).toHaveLength(150);

  await page.getByRole("main").getByRole("link", { name: "Duplicates", exact: true }).last().click();
  await expect(page.getByText(/^\d+ (pairs?|of \d+ pairs)$/)).toBeVisible();
  const pairs = page.locator(".pair-row a");
  const more = page.getByRole("button", { name: "More pairs" });
  while (await more.isVisible()) await more.click();
  const titles = await pairs.allTextContents();
  const found = twins.filter(({ name }) => titles.some((title) => title.includes(name)));
  expect(found).toEqual(twins);
  await pairs
    .filter({ hasText: twins[3]?.name ?? "" })
    .first()
    .click();
  await press(page, "Merge");
  await expect(page.getByText(/(is part of .* now|is one listing now)/)).toBeVisible();
  const merged = await said(staff, names);
  const { batches } = await staff.ask("GET", "/api/staff/batches?limit=100");
  const merge = batches.find(
    ({ of, title }: { of: string; title: string }) => of === "merge" && title.includes(twins[3]?.name.slice(4) ?? ""),
  );

  const changed = good(60)
    .slice(20)
    .map((one) => ({ ...one, phone: one.phone.replace("845", "914") }));
  const fresh = [{ ...business(1), name: "Thornquist Bellows", street: "400 Weir Road" }];
  await choose(page, "old-trades-again.csv", [...changed, ...fresh]);
  await expect(page.getByText("The columns are remembered from the last time.")).toBeVisible();
  await press(page, "See what it would do");
  await press(page, "40 changed");
  await expect(page.getByRole("row").nth(1)).toContainText(/phone.*845-555-2020.*914-555-2020/);
  await press(page, "Back to the columns");
  await importAll(page, 41);
  const all = new Set([...names, "Thornquist Bellows"]);
  expect(await said(staff, all)).not.toEqual(merged);
  await undo(page);
  await expect(page.getByText("Undone: 41 changes taken back.")).toBeVisible();
  expect(await said(staff, all)).toEqual(merged);

  await undoByApi(staff, merge.id);
  await page.goto("/staff/import/");
  await press(page, "Undo the import of old-trades.csv");
  await press(page, "Undo it");
  await expect(page.getByText("Undone: 76 changes taken back.")).toBeVisible({ timeout: 60_000 });
  expect(await said(staff, names)).toEqual([]);
  await expectRight(page, "import-undone");
});

test("a plan that takes the server more than one request says how far it is, and ends with its rows", async ({
  page,
}) => {
  const seen = Promise.withResolvers<void>();
  await page.route(/\/imports\/[^/]+\/plan$/, async (route) => {
    const { cursor } = route.request().postDataJSON();
    if (cursor === null) return route.fulfill({ json: { finished: false, done: 25, cursor: "0" } });
    await seen.promise;
    return route.continue();
  });
  // Shops of its own: what another test imports meanwhile would have nothing left to import.
  const stalls = Array.from({ length: 40 }, (_, n) => ({ name: `Waiting Stall ${n}`, street: `${n} Patience Lane` }));
  await choose(page, "slow.csv", stalls);

  await press(page, "See what it would do");
  const bar = page.getByRole("progressbar", { name: "Rows looked at" });
  await expect(bar).toHaveAttribute("aria-valuetext", "25 of 40");
  seen.resolve();

  await expect(page.getByRole("button", { name: /^Import \d+ rows$/ })).toBeVisible();
  await expect(bar).toBeHidden();
});

test("an import that is left in its middle goes on when its page is opened again", async ({ page, watch }) => {
  test.setTimeout(180_000);
  watch.expect(/status of 503/);
  const staff = new Staff(page.request);
  const rows = Array.from({ length: 480 }, (_, n) => ({
    name: `Halfway Stall ${n}`,
    street: `${n} Midway Lane`,
    category: "Stalls",
  }));
  const names = new Set(rows.map(({ name }) => name));
  const answers: boolean[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/apply") && response.ok()) answers.push((await response.json()).finished);
  });
  let isHeld = true;
  await page.route("**/apply", async (route) => {
    // The first answer never comes: the page is left before.
    const answer = await route.fetch();
    if (isHeld) answers.push((await answer.json()).finished);
    else await route.fulfill({ response: answer });
  });

  // Columns of their own: those of the other test are remembered.
  await choose(page, "stalls.csv", rows, HEAD.replace("Fax", "Telex"));
  await press(page, "See what it would do");
  await press(page, "Import 480 rows");
  await expect(page.getByRole("progressbar", { name: "Rows dealt with" })).toBeVisible();
  await expectRight(page, "import-apply");
  await expect.poll(() => answers.length).toBe(1);
  isHeld = false;
  await page.reload();

  await expect(
    page.getByText("It goes on where it was.").or(heading(page).filter({ hasText: /^Imported$/ })),
  ).toBeVisible();
  await expect(heading(page)).toHaveText("Imported", { timeout: 90_000 });
  console.log(`  after the requests it was finished: ${answers.join(", ")}`);
  expect(await said(staff, names)).toHaveLength(960);

  const edited = await staff.change(await staff.listing("halfway-stall-7"), { phone: "845-555-0177" });
  await press(page, "Undo this import");
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("2 changes would stay, for these reasons; 479 changes would go back.");
  await expect(question).toContainText("Halfway Stall 7: It was changed afterwards.");
  await expect(question).toContainText("Stalls: Something is in it by now.");
  await expectRight(page, "import-foresight");
  await press(page, "Undo it");
  await expect(page.getByText("Undone: 479 changes taken back, 2 kept.")).toBeVisible({ timeout: 60_000 });
  expect((await said(staff, names)).map(({ name }) => name)).toEqual(["Halfway Stall 7", "Halfway Stall 7"]);
  await staff.remove(edited);
});
