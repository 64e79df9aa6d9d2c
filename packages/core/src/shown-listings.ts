import { ALL_INCLUDED, type Level } from "./chamber.ts";
import { dealsOn } from "./deal.ts";
import type { Directory, PublicListing } from "./directory.ts";
import { isOutside } from "./listing.ts";
import type { LocalDate } from "./local-date.ts";
import { currentOn, joinedOn, type Period } from "./membership.ts";
import { isHiddenOn, termsOn } from "./standing.ts";

/**
 * The listings the site shows on a day, each with the photos that its member's level includes, and where it includes deals
 * with those that are not over: of a current member that is not hidden for having lapsed, and inside the region unless the
 * chamber shows those outside too.
 */
export function shownListings(directory: Directory, date: LocalDate): PublicListing[] {
  const { chamber, members, listings } = directory;
  return [...listings.values()].flatMap((l) => {
    const member = members.get(l.memberId);
    if (!member || isHiddenOn(member.memberships, chamber.renewal, date)) return [];
    if (!chamber.showOutside && isOutside(l.position, chamber.region)) return [];
    const terms = includedOn(directory, l.memberId, date);
    const photos = l.photos.slice(0, terms.photos);
    const deals = terms.deals ? dealsOn(l.deals, date) : [];
    // The same object as long as nothing is left out: what was worked out for it is still right.
    const isWhole = photos.length === l.photos.length && deals.length === l.deals.length;
    return [isWhole ? l : { ...l, photos, deals }];
  });
}

/** What the level of a member includes on a day: everything where it has none, or one that is no longer offered. */
export function includedOn(directory: Directory, memberId: string, date: LocalDate): Pick<Level, "photos" | "deals"> {
  return included(directory.chamber.levels, directory.members.get(memberId)?.memberships ?? [], date);
}

/** What memberships include on a day, of the levels that a chamber has. */
export function included(
  levels: readonly Level[],
  memberships: readonly Period[],
  date: LocalDate,
): Pick<Level, "photos" | "deals"> {
  const terms = termsOn(memberships, date);
  return levels.find(({ id }) => id === terms) ?? ALL_INCLUDED;
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
