import { type SiteFiles, textOf } from "@mainstreet/functions/publish/site-files";

/** A link that leads nowhere: where it stands and what it says. */
export type Broken = { readonly on: string; readonly link: string };

const LINK = /\s(?:href|src)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&#38;": "&",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
};

/** Follows every link of every page of a site that lies at `base` of `origin`, and says which lead to no file. */
export async function brokenLinks(site: SiteFiles, origin: string, base: string): Promise<Broken[]> {
  const files = new Set(await site.list(""));
  const broken: Broken[] = [];
  let followed = 0;
  for (const file of files) {
    if (!file.endsWith(".html")) continue;
    const page = new URL(base + file.replace(/index\.html$/, ""), origin);
    const html = textOf((await site.read(file)) ?? new Uint8Array());
    for (const [, raw = ""] of html.matchAll(LINK)) {
      const link = raw.replace(/&[#a-z0-9]+;/g, (entity) => ENTITIES[entity] ?? entity);
      const to = new URL(link, page);
      if (to.origin !== page.origin) continue;
      followed++;
      const inside = to.pathname.startsWith(base) ? decodeURIComponent(to.pathname.slice(base.length)) : null;
      const target = inside === null ? null : inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside;
      if (target === null || !files.has(target)) broken.push({ on: file, link });
    }
  }
  if (followed === 0) throw new Error("No link was followed: the check itself is broken.");
  return broken;
}
