import type { LocalDate } from "@mainstreet/core/local-date";

/** The day it is in a zone, as the chamber's clocks have it. @param now milliseconds since 1970 */
export function todayIn(zone: string, now: number): LocalDate {
  // Swedish dates are written as ISO has them.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(now);
}
