import type { Listing } from "./listing.ts";
import { daysBetween, type LocalDate, plusDays } from "./local-date.ts";
import type { Member } from "./member.ts";
import { joinedOn } from "./membership.ts";
import { type Renewal, standingOn } from "./standing.ts";

/** Why a member is one that nothing is heard of, the gravest first. */
export const QUIET = ["absent", "unconfirmed", "unclaimed"] as const;
export type Quiet = (typeof QUIET)[number];

/** For so many days after it has joined a member is in its first year. */
const FIRST_YEAR_DAYS = 365;
/** Where nobody is asked whether listings are still right, they are old after so many days. */
const OLD_DAYS = 365;

/** What is known of the doings of a member. */
export type Doings = {
  /** Its listings that the public sees. */
  readonly listings: readonly Pick<Listing, "id" | "name" | "confirmedOn">[];
  /** Whether anybody of it came to an event, or it hosted one. */
  readonly hasCome: boolean;
  /** Whether anybody has ever acted for it. */
  readonly wasClaimed: boolean;
};

/** In which ways a member is quiet, and what shows it. */
export type QuietMember = {
  readonly reasons: readonly Quiet[];
  readonly joined: LocalDate | null;
  /** To how many events it could have come since it joined. */
  readonly missed: number;
  /** Of the listings that nobody has confirmed for long, the one that waits longest. */
  readonly listing: Doings["listings"][number] | null;
};

/**
 * How a member is quiet; null for one that is not, that is removed, or whose membership has lapsed.
 * @param on.date the chamber's local date
 * @param on.events the days of the events that are over
 */
export function quietOn(
  { status, memberships }: Pick<Member, "status" | "memberships">,
  { listings, hasCome, wasClaimed }: Doings,
  on: {
    readonly date: LocalDate;
    readonly events: readonly LocalDate[];
    readonly chamber: { readonly renewal: Renewal; readonly confirmEveryDays: number };
  },
): QuietMember | null {
  const { date, chamber } = on;
  if (status !== "current" || standingOn(memberships, chamber.renewal, date).state === "lapsed") return null;
  const joined = joinedOn(memberships);
  const isNew = joined !== null && joined <= date && daysBetween(joined, date) <= FIRST_YEAR_DAYS;
  const missed = isNew && !hasCome ? on.events.filter((day) => day >= joined).length : 0;
  const listing = longestWaiting(listings, plusDays(date, -(chamber.confirmEveryDays || OLD_DAYS)));
  const is: Readonly<Record<Quiet, boolean>> = {
    absent: missed > 0,
    unconfirmed: listing !== null,
    unclaimed: !wasClaimed,
  };
  const reasons = QUIET.filter((reason) => is[reason]);
  return reasons.length === 0 ? null : { reasons, joined, missed, listing };
}

/** The listing that was confirmed longest ago, or never, of those not confirmed since a day. */
function longestWaiting(listings: Doings["listings"], since: LocalDate): Doings["listings"][number] | null {
  return listings
    .filter(({ confirmedOn }) => (confirmedOn ?? "") < since)
    .reduce<Doings["listings"][number] | null>(
      (oldest, one) => (oldest && (oldest.confirmedOn ?? "") <= (one.confirmedOn ?? "") ? oldest : one),
      null,
    );
}
