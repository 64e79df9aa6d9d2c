import type { Position } from "@mainstreet/core/region";

/**
 * The tel: link of a phone number as people write it (RFC 3966): digits, a leading plus, and an extension after
 * "x" or "ext"; "" when there is nothing to dial.
 */
export function telHref(phone: string): string {
  const [number = "", extension = ""] = phone.split(/(?:ext(?:ension)?\.?|x|#)\s*(?=\d+\s*$)/i);
  const digits = number.replace(/\D/g, "");
  if (digits.length < 3) return "";
  const dialled = (number.trim().startsWith("+") ? "+" : "") + digits;
  return `tel:${dialled}${extension.trim() ? `;ext=${extension.trim()}` : ""}`;
}

/** A website as a link and as people say it ("thebakery.com/rhinebeck"); null when it is not of the web. */
export function websiteLink(website: string): { href: string; text: string } | null {
  const url = URL.parse(website);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const path = url.pathname === "/" ? "" : url.pathname.replace(/\/$/, "");
  return { href: url.href, text: url.hostname.replace(/^www\./, "") + path };
}

/** Where OpenStreetMap plans the way to a place. */
export function directionsHref({ lat, lon }: Position): string {
  return `https://www.openstreetmap.org/directions?to=${lat}%2C${lon}`;
}

/** The letter on the sign of a business without a picture: its first letter or digit, "" when it has none. */
export function initial(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0]?.toUpperCase() ?? "";
}
