/*
 * What goes over the wire with the files of the site, the same from the local server and from the CDN: pages as files lose
 * the headers that a rendering server would send, so these rules are all there is.
 */

const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob: https:",
  "connect-src 'self' https:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/** Sent with every file that a browser might show, or run as a worker, by itself. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
};

/**
 * The staff console is made with React Aria, which writes one rule of its own into a page, for what is pressed: that text and no
 * other may stand there.
 */
const CONSOLE_STYLES = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";
const CONSOLE_POLICY = CONTENT_POLICY.replace("style-src 'self'", `style-src 'self' ${CONSOLE_STYLES}`);
const CONSOLE = /^staff\/.*index\.html$/;

const FOREVER = "public, max-age=31536000, immutable";
const TYPES: Readonly<Record<string, string>> = {
  atom: "application/atom+xml; charset=utf-8",
  bin: "application/octet-stream",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  delta: "application/json; charset=utf-8",
  geojson: "application/geo+json; charset=utf-8",
  html: "text/html; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  vcf: "text/vcard; charset=utf-8",
  webp: "image/webp",
  woff2: "font/woff2",
  xml: "application/xml; charset=utf-8",
};

/** Of the others, which are read by a page under the page's own policy: scripts, styles, the data of search, the icon. */
const PART_HEADERS: Readonly<Record<string, string>> = { "X-Content-Type-Options": "nosniff" };
const PARTS = /^(_a\/[^/]+\.(js|css)|s\/[^/]+\.(json|bin|delta|details)|theme-[0-9a-f]+\.css|favicon\.svg)$/;

/** Of what people have uploaded: even shown by itself it may do nothing. */
const MEDIA_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
};
const MEDIA = /^media\/[0-9a-f]{32}-\d+\.webp$/;

/** The headers of a file of the site, by its path without a slash at the start. */
export function headersOf(path: string): Record<string, string> {
  if (MEDIA.test(path)) return { ...MEDIA_HEADERS, "Content-Type": "image/webp", "Cache-Control": FOREVER };
  // A worker has the policy that its own script came with.
  const security = PARTS.test(path) && !path.includes("worker") ? PART_HEADERS : pageHeadersOf(path);
  return { ...security, "Content-Type": typeOf(path), "Cache-Control": cachingOf(path) };
}

function pageHeadersOf(path: string): Readonly<Record<string, string>> {
  return CONSOLE.test(path) ? { ...SECURITY_HEADERS, "Content-Security-Policy": CONSOLE_POLICY } : SECURITY_HEADERS;
}

function typeOf(path: string): string {
  if (path === "feeds/new-members.json") return "application/feed+json; charset=utf-8";
  const extension = path.slice(path.lastIndexOf(".") + 1);
  return (Object.hasOwn(TYPES, extension) && TYPES[extension]) || "application/octet-stream";
}

function cachingOf(path: string): string {
  if (isLasting(path)) return FOREVER;
  // Of every page, and asked for again whenever a search changes the address.
  if (path === "favicon.svg") return "public, max-age=604800";
  // A browser asks again each time and mostly hears "not modified"; a CDN may answer alone for some seconds.
  return "public, max-age=0, s-maxage=5, must-revalidate";
}

/** Whether a file is named after its content: what is behind the name never changes. */
export function isLasting(path: string): boolean {
  return (
    path.startsWith("_a/") ||
    MEDIA.test(path) ||
    /^(s\/[0-9a-f]+\.(bin|delta|details)|theme-[0-9a-f]+\.css)$/.test(path)
  );
}

/** Whether a file is worth compressing on the way: images already are. */
export function isCompressible(path: string): boolean {
  return !/\.(png|webp|woff2|ico)$/.test(path);
}
