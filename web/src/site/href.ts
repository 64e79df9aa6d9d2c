import type { Site } from "@mainstreet/core/page";

/** The address of a path of the site ("/towns/…") on its host: the base goes before it. */
export function href(site: Pick<Site, "base">, path: string): string {
  return site.base + path.replace(/^\//, "");
}

/** The whole address of a path, for canonical links and machines. */
export function absoluteHref(site: Pick<Site, "origin" | "base">, path: string): string {
  return site.origin + href(site, path);
}
