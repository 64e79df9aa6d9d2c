import type { LocalDate } from "@mainstreet/core/local-date";
import type { Span } from "@mainstreet/core/opening-hours";

/*
 * Days and times in English, written out here and not by Intl: what a machine's locale data says changes with its
 * version, and a page must be the same bytes everywhere.
 */

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** "2026-11-03" as "November 3, 2026". */
export function date(day: LocalDate): string {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${dayOfMonth}, ${year}`;
}

/** Minutes after midnight as "9 AM" (in one piece), "5:30 PM", "noon"; minutes past 1440 are of the next day. */
export function time(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  if (rest === 0 && hour === 0) return "midnight";
  if (rest === 0 && hour === 12) return "noon";
  const clock = `${hour % 12 || 12}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
  return `${clock}\u00a0${hour < 12 ? "AM" : "PM"}`;
}

/** The hours of one day, one line a span. */
export function dayHours(spans: readonly Span[]): readonly string[] {
  if (spans.length === 0) return ["Closed"];
  return spans.map(({ from, to }) => (to - from >= 1440 ? "Open 24 hours" : `${time(from)} – ${time(to)}`));
}
