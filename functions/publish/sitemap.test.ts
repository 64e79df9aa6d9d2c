import type { Page } from "@mainstreet/core/page";
import { expect, test } from "vitest";
import { pagesOf } from "./pages.ts";
import { sitemaps } from "./sitemap.ts";
import { categoryOf, listingOf, showingOf, urlOf } from "./test-directory.ts";

const locations = (text = "") => [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);

test("a sitemap has each page that shows a listing, with the day it changed, and neither empty lists nor the page for errors", () => {
  const showing = showingOf({
    listings: [listingOf("anker", { categories: ["full"], address: { ...listingOf("x").address, town: "Kingston" } })],
    categories: [categoryOf("full"), categoryOf("empty")],
  });

  const files = sitemaps(showing, pagesOf(showing, "1.bin"), urlOf);

  expect([...files.keys()]).toEqual(["sitemap.xml"]);
  expect(locations(files.get("sitemap.xml")).sort()).toEqual(
    ["/", "/directory/", "/directory/full/", "/members/anker/", "/mixers/", "/towns/kingston/"].map(urlOf),
  );
  expect(files.get("sitemap.xml")).toContain("/members/anker/</loc><lastmod>2026-11-20</lastmod>");
});

test.each([
  { count: 50_000, files: ["sitemap.xml"] },
  { count: 50_001, files: ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"] },
  { count: 100_001, files: ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"] },
])("$count pages make $files.length files of at most 50,000", ({ count, files }) => {
  const home: Page = {
    kind: "home",
    path: "/",
    snapshot: "1.bin",
    count: 0,
    about: "",
    today: [],
    newest: [],
    events: [],
    categories: [],
    towns: [],
  };

  const found = sitemaps(showingOf({ listings: [] }), new Array<Page>(count).fill(home), urlOf);

  expect([...found.keys()].sort()).toEqual(files);
  const parts = files.length === 1 ? files : files.slice(0, -1);
  expect(parts.map((file) => locations(found.get(file)).length).reduce((a, b) => a + b)).toBe(count);
  for (const file of parts) expect(locations(found.get(file)).length).toBeLessThanOrEqual(50_000);
  if (files.length > 1) expect(locations(found.get("sitemap.xml"))).toEqual(parts.map((file) => urlOf(`/${file}`)));
});

test("an address in another script is a valid URL", () => {
  const showing = showingOf({ listings: [listingOf("寿司")] });

  const [url] = locations(sitemaps(showing, pagesOf(showing, "1.bin"), urlOf).get("sitemap.xml")).filter((u) =>
    u?.includes("/members/"),
  );

  expect(url).toBe("https://chamber.example/members/%E5%AF%BF%E5%8F%B8/");
});
