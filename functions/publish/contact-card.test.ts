import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contactCard } from "./contact-card.ts";
import { listingOf, urlOf } from "./test-directory.ts";

const URL = urlOf("/members/zoes/");

const full = listingOf("zoes", {
  name: "Zoë's Café; Bar, & Grill\\Pub",
  address: { street: "5 Wall St", extra: "2nd floor, back", town: "Kingston", state: "NY", postalCode: "12401" },
  phone: "845-555-0100",
  email: "zoe@example.com",
  website: "https://example.com/",
  position: { lat: 41.93, lon: -74.01 },
});

/** Lines as a reader of vCards sees them (RFC 6350 §3.2): folds taken out. */
function unfolded(card: string): string[] {
  return card.replaceAll("\r\n ", "").split("\r\n");
}

function unescaped(text: string): string {
  return text.replace(/\\([\\,;n])/g, (_, c: string) => (c === "n" ? "\n" : c));
}

test("a card says what is known, with separators in text escaped", () => {
  expect(unfolded(contactCard(full, URL, "US"))).toEqual([
    "BEGIN:VCARD",
    "VERSION:4.0",
    "KIND:org",
    `UID:${URL}`,
    "FN:Zoë's Café\\; Bar\\, & Grill\\\\Pub",
    "ORG:Zoë's Café\\; Bar\\, & Grill\\\\Pub",
    "TEL;TYPE=work:845-555-0100",
    "EMAIL;TYPE=work:zoe@example.com",
    "ADR;TYPE=work:;2nd floor\\, back;5 Wall St;Kingston;NY;12401;US",
    "GEO:geo:41.93,-74.01",
    "URL:https://example.com/",
    `SOURCE:${URL}`,
    "END:VCARD",
    "",
  ]);
});

test("a card leaves out what is not known, and what a contact does not hold does not change it", () => {
  const card = contactCard(listingOf("zoes"), URL, "US");

  expect(card).not.toMatch(/TEL|EMAIL|ADR|GEO|URL:|undefined|null/);
  expect(contactCard(listingOf("zoes", { hours: "24/7", updatedAt: "2027-01-01T00:00:00.000Z" }), URL, "US")).toBe(
    card,
  );
});

test("no line has more than 75 octets, no character is cut, and the name comes back whole", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }).filter((s) => !/\p{Cc}/u.test(s));
  fc.assert(
    fc.property(text, text, (name, street) => {
      const address = { ...full.address, street };

      const card = contactCard({ ...full, name, address }, URL, "US");

      for (const line of card.split("\r\n")) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(Buffer.from(line).toString()).toBe(line);
      }
      const lines = unfolded(card);
      expect(lines).toHaveLength(14);
      expect(unescaped(lines.find((line) => line.startsWith("FN:"))?.slice(3) ?? "")).toBe(name);
    }),
  );
});

test("a line break in a text makes no line of its own", () => {
  const card = contactCard(listingOf("zoes", { name: "Zoë\nTEL:900" }), URL, "US");

  expect(unfolded(card)).toContain("FN:Zoë\\nTEL:900");
});
