import type { Page, Site } from "@mainstreet/core/page";
import { createApp } from "astro/app/entrypoint";

import * as Theme from "../src/styles/theme.ts";

const app = createApp({ streaming: false });

/** Astro wants a whole URL to find the page's template; the host never reaches the page. */
const HOST = "https://page.invalid";

/** What the build writes before its scripts and styles. */
const ASSET_LINK = / (href|src)="\/_a\//g;

/**
 * The HTML of a page: a pure function of its input and of this build.
 * Throws an Error when no template takes the page's path, or when the template fails (Astro logs why).
 */
export async function renderPage(page: Page, site: Site): Promise<string> {
  const isNotFound = page.kind === "not-found";
  const url = new URL(isNotFound ? "/404/" : page.path, HOST);
  const response = await app.render(new Request(url), { locals: { page, site } });
  if (response.status !== (isNotFound ? 404 : 200)) {
    throw new Error(`cannot draw the ${page.kind} page ${page.path}: status ${response.status}`);
  }
  const html = await response.text();
  return html.replace(ASSET_LINK, (_link, attribute: string) => ` ${attribute}="${site.base}_a/`);
}

/** The style sheet with the chamber's colours, made from its accent "#rrggbb". Throws a RangeError for anything else. */
export function themeCss(accent: string): string {
  return Theme.themeCss(accent);
}
