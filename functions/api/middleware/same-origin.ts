import { ChamberError } from "@mainstreet/core/error";

/**
 * Refuses a change that no page of our own has asked for. A browser says with each one where it comes from; programs say the
 * same of themselves. hono's own `csrf` lets JSON from elsewhere through, as it looks at form types only.
 * @param origin the scheme and host of the site, never what the request calls them
 * @throws `forbidden`
 */
export function requireSameOrigin({ headers }: Request, origin: string): void {
  const [from, site] = [headers.get("Origin"), headers.get("Sec-Fetch-Site")];
  const isOurs = from === null ? site === "same-origin" : from === origin && (site === null || site === "same-origin");
  if (isOurs) return;
  throw new ChamberError("forbidden", `Changes are made from ${origin} only. Programs say so in the header Origin.`);
}
