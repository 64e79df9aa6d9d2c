import { ChamberError } from "@mainstreet/core/error";

const FROM_HERE: ReadonlySet<string | null> = new Set([null, "same-origin", "none"]);

/**
 * Refuses a request that a page of another site had a browser send; programs that are no browser send neither header.
 * hono's own `csrf` lets JSON from elsewhere through, as it looks at form types only.
 * @throws `forbidden`
 */
export function requireSameOrigin({ headers, url }: Request): void {
  const origin = headers.get("Origin");
  if (FROM_HERE.has(headers.get("Sec-Fetch-Site")) && (origin === null || origin === new URL(url).origin)) return;
  throw new ChamberError("forbidden", "Changes cannot be made from another website.");
}
