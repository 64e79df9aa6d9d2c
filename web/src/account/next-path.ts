/** What a server or a browser might read as another separator, a step upwards or the end of a line, once it is decoded. */
const HIDDEN = /%(?:2f|5c|2e|25|[01][0-9a-f]|7f)/i;
const CONTROL = /[\\\p{Cc}]/u;

/**
 * Where to go after signing in: a path that an address names, as the browser reads it, if it lies on this site.
 * @param next what the address says: anybody may have written it
 * @param site scheme and host, and where the site lies on it ("/" or "/sub/")
 * @param otherwise where to go else, such as "/sub/account/"
 */
export function nextPath(
  next: string | null,
  { origin, base }: { readonly origin: string; readonly base: string },
  otherwise: string,
): string {
  if (next === null || !next.startsWith("/") || CONTROL.test(next) || !URL.canParse(next, origin)) return otherwise;
  const read = new URL(next, origin);
  const { pathname } = read;
  if (read.origin !== origin || pathname.includes("//") || HIDDEN.test(pathname)) return otherwise;
  if (!pathname.startsWith(base) || pathname === `${base}sign-in/`) return otherwise;
  return pathname + read.search + read.hash;
}
