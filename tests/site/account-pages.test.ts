import { ACCOUNT_PATHS, CONSOLE_PATHS, type Page, type Site } from "@mainstreet/core/page";
import { textOf } from "@mainstreet/functions/publish/site-files";
import { seedChamber } from "@mainstreet/seed/seed";
import { expect, test } from "vitest";
import { freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { place, publisherOf } from "../publish/fixture.ts";
import { realWeb } from "./build.ts";

const now = () => Date.parse("2026-11-22T17:00:00Z");
const SITE: Site = {
  origin: "https://chamber.example",
  base: "/sub/",
  name: "Chamber",
  tagline: "",
  language: "en-US",
  email: "",
  phone: "",
  address: "",
  units: "mi",
  logo: null,
  theme: "/theme-0.css",
  box: null,
  api: "/api/",
  mapStyle: "",
};
const pages: readonly Page[] = ACCOUNT_PATHS.map((path) => ({ kind: "account", path }));

test("the pages of accounts are not for search engines, and without an API they say so and run nothing", async () => {
  const { renderPage } = await realWeb();

  for (const page of pages) {
    const [served, exported] = [await renderPage(page, SITE), await renderPage(page, { ...SITE, api: "" })];

    expect(served, page.path).toContain('<meta name="robots" content="noindex">');
    expect(served, page.path).not.toContain('rel="canonical"');
    expect(served, page.path).toContain("<noscript>");
    // The console has one more, which keeps what it is made with from trying to make code of text.
    const isConsole = CONSOLE_PATHS.some((path) => path === page.path);
    expect(served.match(/<script/g), page.path).toHaveLength(isConsole ? 2 : 1);
    expect(exported, page.path).toContain("nobody can sign in here");
    expect(exported, page.path).not.toMatch(/<script|<form/);
  }
});

test("no sitemap names them", async () => {
  const { table } = await freshTable({ chamber: null });
  await seedChamber(table, { now, random, keyring: KEYRING });
  const at = place();
  await publisherOf(table, at, { now, web: await realWeb() }).publishAll();

  const sitemap = textOf((await at.site.read("sitemap.xml")) ?? new Uint8Array());

  expect(sitemap).toContain("/members/");
  for (const path of ACCOUNT_PATHS) {
    expect(sitemap).not.toContain(`chamber.example${path}<`);
    expect(await at.site.read(`${path.slice(1)}index.html`), path).toBeTruthy();
  }
});
