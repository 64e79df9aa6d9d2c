import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import type { Level } from "./chamber.ts";
import { ChamberError } from "./error.ts";
import { LocalDate, plusDays } from "./local-date.ts";
import type { Period } from "./membership.ts";
import { type Renewal, standingOn } from "./standing.ts";

/** For how long a membership is renewed, and at which level; without one at the level it has. */
export const RenewFor = z.union([
  z.strictObject({ months: z.int().min(1).max(120), level: z.string().min(1).max(32).optional() }),
  z.strictObject({ until: LocalDate, level: z.string().min(1).max(32).optional() }),
]);
export type RenewFor = z.infer<typeof RenewFor>;

/**
 * The period that follows the memberships of a member: from the day after the last one ends or, in its days of grace, has
 * ended; from today on where nothing holds any more.
 * @throws `invalid` for one without an end, a level the chamber does not have, or an end before its beginning
 */
export function nextPeriod(
  memberships: readonly Period[],
  chamber: { readonly renewal: Renewal; readonly levels: readonly Pick<Level, "id">[] },
  date: LocalDate,
  wanted: RenewFor,
): Period & { readonly until: LocalDate } {
  const standing = standingOn(memberships, chamber.renewal, date);
  const { state, endsOn } = standing;
  if (state === "current" && endsOn === null) throw refused("until", "must not be set: the membership has no end");
  const from = endsOn === null || state === "lapsed" ? date : plusDays(endsOn, 1);
  const level = wanted.level ?? standing.level;
  if (level === null || !chamber.levels.some(({ id }) => id === level))
    throw refused("level", "must be one of the chamber's levels");
  const until = "months" in wanted ? lastDay(from, wanted.months) : wanted.until;
  if (!LocalDate.safeParse(from).success || !LocalDate.safeParse(until).success)
    throw refused("until", "must be within the calendar");
  if (until < from) throw refused("until", `must not be before it begins, on ${from}`);
  return { level, from, until };
}

/** The last of so many months from a day on: from January 31 one month is until the last of February. */
function lastDay(from: LocalDate, months: number): LocalDate {
  const first = Temporal.PlainDate.from(from);
  const next = first.add({ months });
  return (next.day < first.day ? next : next.subtract({ days: 1 })).toString();
}

function refused(path: string, message: string): ChamberError {
  return new ChamberError("invalid", "The membership cannot be renewed like this.", { fields: [{ path, message }] });
}
