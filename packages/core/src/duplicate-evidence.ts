import { type ComparedName, compareName, matchNames, type NameMatch } from "./duplicate-name.ts";
import { phoneDigits, samePhone, siteOf } from "./duplicate-reach.ts";
import { type ComparedStreet, compareStreet, matchStreets, type StreetMatch } from "./duplicate-street.ts";
import type { Listing } from "./listing.ts";
import { fold } from "./text.ts";

/** What of a listing tells whose it is. */
export type Comparable = Pick<Listing, "id" | "name" | "address" | "position" | "phone" | "email" | "website">;

/** A listing made ready to be compared with many. */
export type Compared = {
  readonly id: string;
  /** All that is compared, as one text. */
  readonly whole: string;
  readonly name: ComparedName;
  readonly street: ComparedStreet;
  readonly town: readonly string[];
  readonly postalCode: string;
  readonly position: Listing["position"];
  readonly phone: string;
  readonly email: string;
  readonly site: string;
};

/** Whether two of something are one; "unknown" where one of them is missing. */
export type Agreement = "same" | "other" | "unknown";

/** What speaks for and against two listings being of one business. */
export type Evidence = {
  readonly name: NameMatch;
  readonly street: StreetMatch;
  readonly unit: Agreement;
  readonly phone: Agreement;
  readonly site: Agreement;
  readonly email: Agreement;
  /** Metres between the pins; null where one is missing. */
  readonly metres: number | null;
};

/** Mean radius of the earth in metres. Source: IUGG, R1 of WGS 84. */
const EARTH = 6_371_008.8;
const RADIAN = Math.PI / 180;

/** Makes a listing ready. */
export function compared(listing: Comparable): Compared {
  const { id, name, address, position, phone, email, website } = listing;
  const { street, extra, town, state, postalCode } = address;
  const pin = position && [position.lat, position.lon];
  return {
    id,
    whole: JSON.stringify([fold(name), street, extra, town, state, postalCode, pin, phone, email, website]),
    name: compareName(name, address.town),
    street: compareStreet(address),
    town: fold(address.town).split(" ").filter(Boolean),
    postalCode: fold(address.postalCode),
    position,
    phone: phoneDigits(phone),
    email: email.trim().toLowerCase(),
    site: siteOf(website),
  };
}

/** What speaks for and against. Symmetric. */
export function evidenceOf(one: Compared, other: Compared): Evidence {
  // Words of names are matched one after the other, so the order must not be the caller's.
  const [a, b] = one.whole <= other.whole ? [one, other] : [other, one];
  const metres = metresApart(a.position, b.position);
  const street = matchStreets(a.street, b.street);
  return {
    name: matchNames(a.name, b.name),
    // Many towns have a street of that name.
    street: street !== "unknown" && otherTown(a, b) && (metres === null || metres > 1000) ? "other" : street,
    unit: agree(a.street.unit, b.street.unit),
    phone: a.phone === "" || b.phone === "" ? "unknown" : samePhone(a.phone, b.phone) ? "same" : "other",
    site: agree(a.site, b.site),
    email: agree(a.email, b.email),
    metres,
  };
}

function otherTown(a: Compared, b: Compared): boolean {
  if (a.town.length === 0 || b.town.length === 0) return false;
  if (a.postalCode !== "" && a.postalCode === b.postalCode) return false;
  return !a.town.some((word) => b.town.includes(word));
}

function agree(a: string, b: string): Agreement {
  if (a === "" || b === "") return "unknown";
  return a === b ? "same" : "other";
}

/** Metres between two pins on the ground; null where one is missing. Source: the haversine formula. */
export function metresApart(a: Listing["position"], b: Listing["position"]): number | null {
  if (a === null || b === null) return null;
  const [up, across] = [((b.lat - a.lat) * RADIAN) / 2, ((b.lon - a.lon) * RADIAN) / 2];
  const h = Math.sin(up) ** 2 + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * Math.sin(across) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
