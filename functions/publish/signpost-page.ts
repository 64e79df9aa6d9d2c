import type { Site } from "@mainstreet/core/page";
import { xml } from "./feeds.ts";

/** A page that does nothing but lead on, for servers that cannot redirect by themselves. */
export function signpostPage(site: Site, to: string, url: string): string {
  const href = xml(encodeURI(site.base.slice(0, -1) + to));
  return (
    `<!doctype html>\n<html lang="${xml(site.language)}">\n<head><meta charset="utf-8"><title>${xml(site.name)}</title>` +
    `<meta name="robots" content="noindex"><link rel="canonical" href="${xml(url)}">` +
    `<link rel="icon" href="${xml(`${site.base}favicon.svg`)}">` +
    `<meta http-equiv="refresh" content="0; url=${href}"></head>\n<body><p><a href="${href}">${href}</a></p></body>\n</html>\n`
  );
}
