import { ALL_INCLUDED, type Level } from "./chamber.ts";
import type { Directory, PublicListing } from "./directory.ts";
import { isOutside } from "./listing.ts";
import type { LocalDate } from "./local-date.ts";
import { currentOn, joinedOn } from "./membership.ts";
import { isHiddenOn, termsOn } from "./standing.ts";

/**
 * The listings the site shows on a day, each with the photos that its member's level includes: of a current member that is
 * not hidden for having lapsed, and inside the region unless the chamber shows those outside too.
 */
export function shownListings(directory: Directory, date: LocalDate): PublicListing[] {
  const { chamber, members, listings } = directory;
  return [...listings.values()].flatMap((l) => {
    const member = members.get(l.memberId);
    if (!member || isHiddenOn(member.memberships, chamber.renewal, date)) return [];
    if (!chamber.showOutside && isOutside(l.position, chamber.region)) return [];
    const { photos } = includedOn(directory, l.memberId, date);
    return [l.photos.length > photos ? { ...l, photos: l.photos.slice(0, photos) } : l];
  });
}

/** What the level of a member includes on a day: everything where it has none, or one that is no longer offered. */
export function includedOn(directory: Directory, memberId: string, date: LocalDate): Pick<Level, "photos" | "deals"> {
  const terms = termsOn(directory.members.get(memberId)?.memberships ?? [], date);
  return directory.chamber.levels.find(({ id }) => id === terms) ?? ALL_INCLUDED;
}

/** The level a member has on a day, or null without a current membership or when the level is no longer offered. */
export function levelOn(directory: Directory, memberId: string, date: LocalDate): Level | null {
  const membership = currentOn(directory.members.get(memberId)?.memberships ?? [], date);
  return directory.chamber.levels.find((level) => level.id === membership?.level) ?? null;
}

/** The day a member joined, or null when it has no membership on record. */
export function memberSince(directory: Directory, memberId: string): LocalDate | null {
  return joinedOn(directory.members.get(memberId)?.memberships ?? []);
}
