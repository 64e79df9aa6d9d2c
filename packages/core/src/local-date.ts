import { Temporal } from "temporal-polyfill";
import * as z from "zod";

/** A day of the calendar, such as "2026-11-22". */
export const LocalDate = z.iso.date();
export type LocalDate = string;

/** An instant as stored and shown to machines: ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = string;

/** A time zone of the IANA database, such as "America/New_York". */
export const Zone = z.string().refine(isZone, "must be a time zone such as America/New_York");

function isZone(id: string): boolean {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id);
    // Temporal also reads the zone out of an offset or a whole date such as "2026-01-01T00:00[Europe/Paris]".
    return /^[A-Z]/i.test(id) && timeZoneId.toLowerCase() === id.toLowerCase();
  } catch {
    return false;
  }
}

/** Days of the calendar are counted where each has as many hours. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** The stored form of an instant given in milliseconds since 1970. */
export function instant(now: number): Instant {
  return new Date(now).toISOString();
}

/** The day it is in a zone at an instant (milliseconds since 1970). */
export function dateIn(zone: string, now: number): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day so many days after another, or before it with less than none. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** How many days it is from one day to another; negative when the other comes first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** When the next day begins in a zone, in milliseconds since 1970; right on days of 23 and 25 hours. */
export function nextMidnight(zone: string, now: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return today.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}
