import * as z from "zod";
import { daysBetween, LocalDate, plusDays } from "./local-date.ts";
import { currentOn, type Period } from "./membership.ts";

/** A day of a reminder: so many days before the membership ends, or after it with less than none. */
const RemindDay = z.int().min(-365).max(365);

/** What a chamber does about memberships that end. */
export const Renewal = z.strictObject({
  /** On which days members are reminded by mail, counted back from the last one of their membership; none for never. */
  remindDays: z
    .array(RemindDay)
    .max(8, "may be at most 8 reminders")
    .refine((days) => new Set(days).size === days.length, "must name each day once"),
  /** For so many days after its end a membership counts as if it went on. */
  graceDays: z.int().min(0).max(365),
  /** What becomes of the listings of members whose membership has lapsed. */
  lapsed: z.enum(["keep", "hide"]),
});
export type Renewal = z.infer<typeof Renewal>;

/** The rules of a chamber that has set none: nobody is reminded, and nothing leaves the site. */
export const NO_RENEWAL: Renewal = { remindDays: [], graceDays: 30, lapsed: "keep" };

/** Where nobody is reminded before, a membership is due so many days before its end. */
const DUE_DAYS = 30;

/** How a member stands on a day. */
export const Standing = z.strictObject({
  /** `never`: no membership has begun; `due`: it ends soon; `grace`: it has ended lately; `lapsed`: long ago. */
  state: z.enum(["never", "current", "due", "grace", "lapsed"]),
  /** Of the membership that holds, or of the last one that held. */
  level: z.string().nullable(),
  /** The last day, whatever periods follow one another until then; null without an end, and for `never`. */
  endsOn: LocalDate.nullable(),
  /** How many days are left after this one; negative once it has ended; null without an end. */
  days: z.int().nullable(),
});
export type Standing = z.infer<typeof Standing>;

const NEVER: Standing = { state: "never", level: null, endsOn: null, days: null };

/** How a member with these memberships stands on a day. */
export function standingOn(
  memberships: readonly Period[],
  { remindDays, graceDays }: Pick<Renewal, "remindDays" | "graceDays">,
  date: LocalDate,
): Standing {
  const holding = currentOn(memberships, date);
  if (!holding) {
    const last = lastEnded(memberships, date);
    if (!last) return NEVER;
    const days = daysBetween(date, last.until);
    return { state: -days <= graceDays ? "grace" : "lapsed", level: last.level, endsOn: last.until, days };
  }
  const endsOn = endOfStretch(memberships, date);
  if (endsOn === null) return { state: "current", level: holding.level, endsOn, days: null };
  const days = daysBetween(date, endsOn);
  return { state: days <= dueDays(remindDays) ? "due" : "current", level: holding.level, endsOn, days };
}

/** Whether a member is one in good standing: a membership holds, or has ended so lately that it counts. */
export function goodStanding({ state }: Pick<Standing, "state">): boolean {
  return state === "current" || state === "due" || state === "grace";
}

/** Whether the chamber hides a member with these memberships on a day: never one without any on record. */
export function isHiddenOn(
  memberships: readonly Period[],
  { graceDays, lapsed }: Pick<Renewal, "graceDays" | "lapsed">,
  date: LocalDate,
): boolean {
  if (lapsed === "keep" || currentOn(memberships, date)) return false;
  const last = lastEnded(memberships, date);
  return last !== undefined && daysBetween(last.until, date) > graceDays;
}

/**
 * The level whose terms hold for a member on a day: nobody gains by letting a membership lapse, so after its end those of
 * the last one do. Null where none has begun.
 */
export function termsOn(memberships: readonly Period[], date: LocalDate): string | null {
  return (currentOn(memberships, date) ?? lastEnded(memberships, date))?.level ?? null;
}

/**
 * Which of a chamber's reminders a day is for, as the days before the end; null for none. Of several that were missed only
 * the last is left, and none that is older than three days: it would say what is no longer so.
 */
export function reminderOn({ remindDays }: Pick<Renewal, "remindDays">, { days }: Standing): number | null {
  if (days === null) return null;
  const passed = remindDays.filter((day) => day >= days && day - days <= LATE_DAYS);
  return passed.length === 0 ? null : Math.min(...passed);
}

/** So many days late a reminder still goes out, when nothing was running on its day. */
const LATE_DAYS = 3;

function dueDays(remindDays: readonly number[]): number {
  const longest = Math.max(0, ...remindDays);
  return longest === 0 ? DUE_DAYS : longest;
}

type Ended = Period & { readonly until: LocalDate };

/** The membership that ended last before a day; of several the one that began last. */
function lastEnded(memberships: readonly Period[], date: LocalDate): Ended | undefined {
  return memberships
    .flatMap((m) => (m.until !== null && m.until < date ? [{ ...m, until: m.until }] : []))
    .reduce<Ended | undefined>(
      (last, m) => (last && (last.until > m.until || (last.until === m.until && last.from >= m.from)) ? last : m),
      undefined,
    );
}

/** The last of the days from a day on that memberships hold without a gap; null without an end. */
function endOfStretch(memberships: readonly Period[], date: LocalDate): LocalDate | null {
  let next = date;
  for (;;) {
    const holding = memberships.filter((m) => m.from <= next && (m.until === null || next <= m.until));
    if (holding.length === 0) return plusDays(next, -1);
    const ends = holding.flatMap(({ until }) => (until === null ? [] : [until]));
    if (ends.length < holding.length) return null;
    next = plusDays(
      ends.reduce((a, b) => (a > b ? a : b)),
      1,
    );
  }
}
