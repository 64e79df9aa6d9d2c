import { Temporal } from "temporal-polyfill";
import * as z from "zod";

/** A day and a time on the wall clock of some zone, such as "2026-12-03T17:30". */
export const LocalDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "must be a day and time")
  .refine(isReal, {
    message: "must be a day and time such as 2026-12-03T17:30",
  });
export type LocalDateTime = string;

/** A time on a wall clock, such as "17:30". */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 17:30");
export type LocalTime = string;

function isReal(text: string): boolean {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toString({ smallestUnit: "minute" }) === text;
  } catch {
    return false;
  }
}

/**
 * The instant (milliseconds since 1970) at which the clocks of a zone show a local time. One that they show twice is the
 * earlier; one that they skip is as long after the change as it would have been (RFC 5545, 3.3.5).
 */
export function instantOf(local: LocalDateTime, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** What the clocks of a zone show at an instant (milliseconds since 1970), to the minute. */
export function localTimeAt(zone: string, now: number): LocalDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** Whether the clocks of a zone ever show a local time: in spring they skip an hour. */
export function isShown(local: LocalDateTime, zone: string): boolean {
  return localTimeAt(zone, instantOf(local, zone)) === local;
}

/** A local time so many minutes later on the wall clock, whatever the clocks do meanwhile. */
export function plusMinutes(local: LocalDateTime, minutes: number): LocalDateTime {
  return Temporal.PlainDateTime.from(local).add({ minutes }).toString({ smallestUnit: "minute" });
}
