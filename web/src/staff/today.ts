import type { LocalDate } from "@mainstreet/core/local-date";
import { last } from "./last.ts";

// Swedish dates are written as ISO has them. To make a format is slow, to use it is not.
const dayFormat = last((timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }));
const clockFormat = last(
  (timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }),
);

/** The day it is in a zone, as the chamber's clocks have it. @param now milliseconds since 1970 */
export function todayIn(zone: string, now: number): LocalDate {
  return dayFormat(zone).format(now);
}

/** What calendar and clock of a zone show at an instant, such as "2026-11-05 17:30". */
export function clockIn(zone: string, instant: string): string {
  return clockFormat(zone).format(new Date(instant));
}
