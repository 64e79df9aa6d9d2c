import type { Deal } from "@mainstreet/core/deal";
import { BLANK as BLANK_LISTING, type ListingDraft } from "@mainstreet/core/listing";
import { type LocalDate, plusDays } from "@mainstreet/core/local-date";
import { BLANK as BLANK_MEMBER, type MemberDraft } from "@mainstreet/core/member";
import type { CategorySlug } from "./categories.ts";
import type { LEVELS } from "./chamber.ts";

/** The towns of the characters and the ZIP codes they really have. */
const POSTAL_CODES = {
  Beacon: "12508",
  Hudson: "12534",
  "Hyde Park": "12538",
  Kingston: "12401",
  "New Paltz": "12561",
  Poughkeepsie: "12601",
  "Red Hook": "12571",
  Rhinebeck: "12572",
  Rosendale: "12472",
  Saugerties: "12477",
  "Stone Ridge": "12484",
  Tivoli: "12583",
  Woodstock: "12498",
} as const;

/** One location of a character. */
export type Place = {
  /** Where the public knows the place by another name than the member's. */
  readonly name?: string;
  readonly categories: readonly CategorySlug[];
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly street: string;
  readonly extra?: string;
  readonly town: keyof typeof POSTAL_CODES;
  /** Latitude and longitude, or null while nobody has set the pin. */
  readonly at: readonly [number, number] | null;
  readonly phone?: string;
  readonly email?: string;
  readonly website?: string;
  readonly hours: string;
  readonly confirmedOn?: LocalDate;
  readonly staffNote?: string;
  readonly deals?: readonly Deal[];
};

/** A made-up member of the made-up chamber, with its places. */
export type Character = {
  readonly name: string;
  readonly level: (typeof LEVELS)[number]["id"];
  readonly joined: LocalDate;
  /** The last day of a membership that was not renewed. */
  readonly lapsed?: LocalDate;
  readonly contactName?: string;
  readonly contactEmail?: string;
  readonly note?: string;
  readonly places: readonly Place[];
};

/** Who pays a little late is nothing out of the ordinary. */
const LATE_DAYS = 14;

/**
 * A character as the staff would enter it on a day: paid until the next anniversary of the day they joined, apart from those
 * whose anniversary was in the last two weeks and who have not got round to it.
 */
export function memberDraft(character: Character, membershipId: string, today: LocalDate): MemberDraft {
  const { name, level, joined, lapsed, contactName, contactEmail, note } = character;
  return {
    name,
    contactName: contactName ?? BLANK_MEMBER.contactName,
    contactEmail: contactEmail ?? BLANK_MEMBER.contactEmail,
    note: note ?? BLANK_MEMBER.note,
    memberships: [{ id: membershipId, level, from: joined, until: lapsed ?? paidUntil(joined, today) }],
  };
}

function paidUntil(joined: LocalDate, today: LocalDate): LocalDate {
  const latest = plusDays(today, -LATE_DAYS);
  // The last day is part of a membership.
  const inYear = (year: number): LocalDate => plusDays(`${year}${joined.slice(4)}`, -1);
  const year = Math.max(Number(latest.slice(0, 4)), Number(joined.slice(0, 4)) + 1);
  return inYear(year) < latest ? inYear(year + 1) : inYear(year);
}

/**
 * A place of a character as the staff would enter it.
 * @param categoryIds the id that each category has in the table, by slug
 */
export function listingDraft(
  character: Character,
  place: Place,
  categoryIds: ReadonlyMap<string, string>,
): ListingDraft {
  const { at, street, extra = "", town } = place;
  return {
    name: place.name ?? character.name,
    summary: place.summary,
    description: place.description,
    categories: place.categories.flatMap((slug) => categoryIds.get(slug) ?? []),
    tags: [...place.tags],
    address: { street, extra, town, state: "NY", postalCode: POSTAL_CODES[town] },
    position: at && { lat: at[0], lon: at[1] },
    phone: place.phone ?? BLANK_LISTING.phone,
    email: place.email ?? BLANK_LISTING.email,
    website: place.website ?? BLANK_LISTING.website,
    hours: place.hours,
    staffNote: place.staffNote ?? BLANK_LISTING.staffNote,
    zone: BLANK_LISTING.zone,
    logo: BLANK_LISTING.logo,
    photos: BLANK_LISTING.photos,
    deals: [...(place.deals ?? BLANK_LISTING.deals)],
    confirmedOn: place.confirmedOn ?? BLANK_LISTING.confirmedOn,
    status: BLANK_LISTING.status,
  };
}
