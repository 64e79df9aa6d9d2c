import { headersOf } from "@mainstreet/core/site-headers";

/* How CloudFront answers by the path that is asked for. Patterns are tried in this order; "*" stands for anything, "/" too. */

/** Which of the sets of headers goes with a file. */
export type HeaderSet = "page" | "console" | "part" | "media";

export type SiteBehaviour = {
  readonly pattern: string;
  readonly headers: HeaderSet;
  /** Whether addresses without a file's name are led to one. */
  readonly hasCleanAddresses: boolean;
};

/** A file of each set: the set is what `core/site-headers` says of it. */
const SAMPLES: Readonly<Record<HeaderSet, string>> = {
  page: "index.html",
  console: "staff/index.html",
  part: "favicon.svg",
  media: `media/${"0".repeat(32)}-1.webp`,
};

/** What the site is made of; whatever has no pattern is a page. */
export const SITE_BEHAVIOURS: readonly SiteBehaviour[] = [
  { pattern: "/media/*", headers: "media", hasCleanAddresses: false },
  // A worker runs under the policy that its own script came with.
  { pattern: "/_a/*worker*", headers: "page", hasCleanAddresses: false },
  { pattern: "/_a/*.js", headers: "part", hasCleanAddresses: false },
  { pattern: "/_a/*.css", headers: "part", hasCleanAddresses: false },
  { pattern: "/s/*", headers: "part", hasCleanAddresses: false },
  { pattern: "/theme-*.css", headers: "part", hasCleanAddresses: false },
  { pattern: "/favicon.svg", headers: "part", hasCleanAddresses: false },
  { pattern: "/staff/*", headers: "console", hasCleanAddresses: true },
];
export const OTHER_PAGES: Omit<SiteBehaviour, "pattern"> = { headers: "page", hasCleanAddresses: true };

/** The search, which is the same for everybody, and all else that the API does. */
export const SEARCH_PATTERN = "/api/listings";
export const API_PATTERN = "/api/*";

/** What a search may ask for; any other part of a query reaches neither the cache nor the API. */
export const SEARCH_QUERY = [
  "q",
  "bbox",
  "near",
  "radius",
  "category",
  "town",
  "tags",
  "open",
  "limit",
  "cursor",
] as const;

/** The headers of a set, but for those that differ from file to file: these lie beside the file in its bucket. */
export function headersOfSet(set: HeaderSet): Readonly<Record<string, string>> {
  const { "Content-Type": _type, "Cache-Control": _caching, ...headers } = headersOf(SAMPLES[set]);
  return headers;
}
