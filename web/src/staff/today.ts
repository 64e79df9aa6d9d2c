import type { LocalDate } from "@mainstreet/core/local-date";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is in a zone, as the chamber's clocks have it. @param now milliseconds since 1970 */
export function todayIn(zone: string, now: number): LocalDate {
  // Swedish dates are written as ISO has them. To make a format is slow, to use it is not.
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  return format.format(now);
}
