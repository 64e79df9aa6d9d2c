import type { Listing } from "./listing.ts";
import type { LocalDate } from "./local-date.ts";
import type { Member } from "./member.ts";
import { currentOn } from "./membership.ts";

/** What a listing may still need to say enough. */
export const MISSING = ["membership", "category", "position", "hours", "words"] as const;
export type Missing = (typeof MISSING)[number];

/**
 * What a listing lacks, the gravest first. None of it keeps a listing off the site.
 * @param date the chamber's local date, on which the membership has to hold
 */
export function missingOf(
  listing: Pick<Listing, "categories" | "position" | "hours" | "summary" | "description">,
  { memberships }: Pick<Member, "memberships">,
  date: LocalDate,
): readonly Missing[] {
  const { categories, position, hours, summary, description } = listing;
  const lacks: Readonly<Record<Missing, boolean>> = {
    membership: currentOn(memberships, date) === undefined,
    category: categories.length === 0,
    position: position === null,
    hours: hours === "",
    words: summary === "" && description === "",
  };
  return MISSING.filter((one) => lacks[one]);
}
