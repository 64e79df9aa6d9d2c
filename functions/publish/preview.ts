import type { Directory } from "@mainstreet/core/directory";
import type { LocalDate } from "@mainstreet/core/local-date";
import { fileOf, planSite, type SiteAddress } from "./plan.ts";
import { show } from "./shown.ts";
import { textOf } from "./site-files.ts";
import type { WebBuild } from "./web-build.ts";

/**
 * Draws the page of one listing, by the plan that the site is drawn by, and takes its scripts out.
 * @returns a function of a directory, which need not hold more than the page shows, the listing's slug, and the day
 */
export function createPreview({
  web,
  address,
}: {
  readonly web: WebBuild;
  readonly address: SiteAddress;
}): (directory: Directory, slug: string, date: LocalDate) => Promise<string> {
  return async (directory, slug, date) => {
    const { files } = planSite(show(directory, date), { address, web, snapshot: "", signpostPages: false });
    const file = files.get(fileOf(`/members/${slug}/`));
    if (!file) throw new Error("The listing is not in the directory that is drawn.");
    return withoutScripts(textOf(await file.make()));
  };
}

/** A page without its scripts, structured data among them. What people typed is escaped in it and never looks like one. */
function withoutScripts(html: string): string {
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script\s*>/gi, "")
    .replace(/<link\b[^>]*\brel="?(?:modulepreload|preload)\b[^>]*>/gi, "");
}
