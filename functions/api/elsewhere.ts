import type { Now } from "@mainstreet/core/needs";
import { headersOf } from "@mainstreet/core/site-headers";
import * as z from "zod";
import type { SiteReader } from "./search-directory.ts";

const Redirects = z.record(z.string(), z.string());
type Redirects = z.infer<typeof Redirects>;

/** For so long the files are not asked for again: as long as a CDN may keep them. */
const FRESH_MS = 5_000;

type Files = { readonly redirects: Redirects; readonly notFound: Uint8Array | undefined };

/**
 * Answers for addresses of the site at which there is no file, where a CDN looks for files first: old ones lead to where
 * they lead, all others get the site's own page for that. `serveSite` does the same where there is no CDN.
 * @param needs.site the published site, of which two files are read
 */
export function answerElsewhere({
  site,
  now,
}: {
  readonly site: SiteReader;
  readonly now: Now;
}): (request: Request) => Promise<Response> {
  let files: Promise<Files> | undefined;
  let read = Number.NEGATIVE_INFINITY;

  async function load(): Promise<Files> {
    const [redirects, notFound] = await Promise.all([site.read("redirects.json"), site.read("404.html")]);
    return { redirects: redirects ? Redirects.parse(JSON.parse(new TextDecoder().decode(redirects))) : {}, notFound };
  }

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response(null, { status: 405, headers: { ...headersOf("405.html"), Allow: "GET, HEAD" } });
    }
    if (!files || now() - read >= FRESH_MS) {
      read = now();
      files = load();
      // A failure is not kept.
      files.catch(() => {
        files = undefined;
      });
    }
    const { redirects, notFound } = await files;
    const { pathname, search } = new URL(request.url);
    const to = wantedOf(pathname);
    // Paths begin with a slash, and nothing that every object has does.
    const moved = to === undefined ? undefined : redirects[to];
    if (moved !== undefined) {
      const headers = { ...headersOf("redirect.html"), Location: encodeURI(moved) + search };
      return new Response(null, { status: 301, headers });
    }
    const body = request.method === "HEAD" ? null : new Uint8Array(notFound ?? new TextEncoder().encode("Not found\n"));
    return new Response(body, { status: 404, headers: headersOf(notFound ? "404.html" : "404.txt") });
  };
}

/** The address that was asked for: the CDN has made "…/index.html" of one that ends with a slash. Undefined for a broken one. */
function wantedOf(pathname: string): string | undefined {
  try {
    const plain = decodeURIComponent(pathname).replace(/\/index\.html$/, "/");
    return plain.endsWith("/") ? plain : `${plain}/`;
  } catch {
    return undefined;
  }
}
