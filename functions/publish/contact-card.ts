import type { PublicListing } from "@mainstreet/core/directory";

/**
 * A listing as a contact to save on a phone: vCard 4.0 (RFC 6350).
 * @param url the listing's page
 */
export function contactCard(listing: PublicListing, url: string, country: string): string {
  const { street, extra, town, state, postalCode } = listing.address;
  const lines = [
    "BEGIN:VCARD",
    "VERSION:4.0",
    "KIND:org",
    `UID:${url}`,
    `FN:${escaped(listing.name)}`,
    `ORG:${escaped(listing.name)}`,
    listing.phone && `TEL;TYPE=work:${escaped(listing.phone)}`,
    listing.email && `EMAIL;TYPE=work:${escaped(listing.email)}`,
    (street || town) && `ADR;TYPE=work:;${[extra, street, town, state, postalCode, country].map(escaped).join(";")}`,
    listing.position && `GEO:geo:${listing.position.lat},${listing.position.lon}`,
    listing.website && `URL:${listing.website}`,
    `SOURCE:${url}`,
    "END:VCARD",
  ];
  return lines.flatMap((line) => (line ? [`${folded(line)}\r\n`] : [])).join("");
}

/** RFC 6350 §3.4: backslash, comma, semicolon and line breaks are escaped in text. */
function escaped(text: string): string {
  return text.replace(/[\\,;]/g, "\\$&").replaceAll("\n", "\\n");
}

const LINE_OCTETS = 75;

/** RFC 6350 §3.2: a line of more than 75 octets goes on in the next one, after a space. */
function folded(line: string): string {
  let out = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      out += "\r\n ";
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
