import type { ListPage, Site } from "@mainstreet/core/page";
import { realWeb } from "../site/build.ts";
import { expect, test } from "./watched.ts";

const SITE: Site = {
  origin: "https://chamber.example",
  base: "/",
  name: "Chamber",
  tagline: "",
  language: "en-US",
  email: "",
  phone: "",
  address: "",
  units: "mi",
  logo: null,
  theme: "/theme-00000000.css",
  box: null,
  mapStyle: "",
  api: "/api/",
};
const PART: ListPage = {
  kind: "list",
  path: "/directory/a-z/c/",
  about: "all",
  name: "",
  slug: "",
  part: "C",
  count: null,
  trail: [],
  children: [],
  rows: [],
  parts: [],
  previous: { name: "B", path: "/directory/a-z/b/" },
  next: { name: "D", path: "/directory/a-z/d/" },
};

// The demo chamber is too small to have parts, so this draws one by itself.
test("a part of a long list says what it is a part of and leads to its neighbors", async ({ page }) => {
  const { renderPage } = await realWeb();
  const html = await renderPage(PART, SITE);
  await page.setContent(html.replace(/<(?:script|link)\b[^>]*>/g, ""));

  await expect(page).toHaveTitle("Directory: C · Chamber");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Directory: C");
  await expect(page.getByRole("navigation", { name: "Where you are" })).toHaveText(/Home\s*Directory\s*C/);
  const others = page.getByRole("navigation", { name: "Other parts of this list" });
  await expect(others.getByRole("link", { name: "Next D" })).toHaveAttribute("href", "/directory/a-z/d/");
});
