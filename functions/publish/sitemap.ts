import type { Page } from "@mainstreet/core/page";
import { xml } from "./feeds.ts";
import type { Showing } from "./shown.ts";

/** The protocol's own limit (sitemaps.org). */
const MOST = 50_000;

/** Sitemaps of every page that shows a listing: file name → text. More than 50,000 pages become several with an index. */
export function sitemaps(
  showing: Showing,
  pages: readonly Page[],
  urlOf: (path: string) => string,
): Map<string, string> {
  const changed = new Map(
    showing.rows.map(({ listing }) => [`/members/${listing.slug}/`, listing.updatedAt.slice(0, 10)]),
  );
  const urls = pages.filter(isWorthFinding).map(({ path }) => {
    const day = changed.get(path);
    return `<url><loc>${xml(urlOf(path))}</loc>${day ? `<lastmod>${day}</lastmod>` : ""}</url>\n`;
  });
  if (urls.length <= MOST) return new Map([["sitemap.xml", urlset(urls)]]);
  const files = new Map<string, string>();
  for (let from = 0; from < urls.length; from += MOST) {
    files.set(`sitemap-${from / MOST + 1}.xml`, urlset(urls.slice(from, from + MOST)));
  }
  const index = [...files.keys()].map((file) => `<sitemap><loc>${xml(urlOf(`/${file}`))}</loc></sitemap>\n`);
  return files.set(
    "sitemap.xml",
    `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${index.join("")}</sitemapindex>\n`,
  );
}

function isWorthFinding(page: Page): boolean {
  if (page.kind === "not-found") return false;
  return page.kind !== "list" || page.rows.length > 0 || page.parts.length > 0;
}

function urlset(urls: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("")}</urlset>\n`;
}
