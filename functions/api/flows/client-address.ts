import { createHash, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Context } from "hono";
import type { ApiEnv } from "../needs.ts";

/** What a CDN in front of the API sends with each request, so that its word on who asks can be believed. */
export type Cdn = {
  /** The header with the secret that only the CDN knows. */
  readonly secretHeader: string;
  readonly secret: string;
  /** The header with the client's address, such as "CloudFront-Viewer-Address". */
  readonly addressHeader: string;
  /** Whether a port stands behind the address, as in "192.0.2.1:443" and "2001:db8::1:443": nothing in it tells that. */
  readonly namesPort: boolean;
};

/**
 * From which network a request comes, for limits: an IPv4 address, or the first half of an IPv6 one, since a household has
 * all of the other half. What a client says of itself counts for nothing.
 */
export function networkOf(c: Context<ApiEnv>, cdn: Cdn | null): string {
  if (cdn && same(c.req.header(cdn.secretHeader) ?? "", cdn.secret)) {
    const address = c.req.header(cdn.addressHeader) ?? "";
    return network(cdn.namesPort ? address.replace(/:\d+$/, "") : address);
  }
  return network(c.env?.address ?? "");
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  return [...groups, ...Array.from({ length: zeros }, () => "0"), ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
