import { zoneLines } from "./calendar-zone.ts";
import type { Event } from "./event.ts";
import type { Address } from "./listing.ts";
import { instantOf } from "./local-time.ts";

/** An event as a calendar shows it, with the address of its page. */
export type CalendarEvent = Pick<
  Event,
  | "id"
  | "title"
  | "summary"
  | "type"
  | "zone"
  | "startsAt"
  | "endsAt"
  | "venue"
  | "status"
  | "sequence"
  | "createdAt"
  | "updatedAt"
> & { readonly url: string };

/** What a calendar is called, where it comes from, and how it arrives: as a feed, or in a mail about one's own seat. */
export type CalendarAbout = { readonly name: string; readonly source: string; readonly method: "PUBLISH" | "CANCEL" };

const LONGEST_LINE = 75;

/**
 * Events as an iCalendar file (RFC 5545 and 7986): lines of at most 75 bytes that end in CR LF. A UID is made of the id
 * alone and never changes; nothing that people typed can begin a line.
 */
export function calendarText(events: readonly CalendarEvent[], about: CalendarAbout): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Mainstreet//Mainstreet//EN",
    "CALSCALE:GREGORIAN",
    `METHOD:${about.method}`,
    `NAME:${text(about.name)}`,
    `X-WR-CALNAME:${text(about.name)}`,
    ...(about.source === "" ? [] : [`SOURCE;VALUE=URI:${uri(about.source)}`]),
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...zonesOf(events),
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function zonesOf(events: readonly CalendarEvent[]): string[] {
  return [...Map.groupBy(events, ({ zone }) => zone)].flatMap(([zone, own]) => {
    const starts = own.map(({ startsAt }) => instantOf(startsAt, zone));
    const ends = own.map(({ endsAt }) => instantOf(endsAt, zone));
    return zoneLines(zone, Math.min(...starts), Math.max(...ends));
  });
}

function eventLines(event: CalendarEvent): string[] {
  const { venue, zone } = event;
  return [
    "BEGIN:VEVENT",
    `UID:${event.id}@mainstreet`,
    `DTSTAMP:${utc(event.updatedAt)}`,
    `CREATED:${utc(event.createdAt)}`,
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;TZID=${zone}:${local(event.startsAt)}`,
    `DTEND;TZID=${zone}:${local(event.endsAt)}`,
    `SUMMARY:${text(event.title)}`,
    ...(event.summary === "" ? [] : [`DESCRIPTION:${text(event.summary)}`]),
    `LOCATION:${text([venue.name, addressLine(venue.address), venue.note].filter(Boolean).join(", "))}`,
    ...(venue.position ? [`GEO:${venue.position.lat};${venue.position.lon}`] : []),
    `URL:${uri(event.url)}`,
    `CATEGORIES:${text(event.type)}`,
    `STATUS:${event.status === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
  ];
}

function addressLine({ street, extra, town, state, postalCode }: Address): string {
  return [street, extra, town, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/** TEXT (RFC 5545, 3.3.11). Other control characters have no place in a calendar at all. */
function text(value: string): string {
  return (
    value
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "")
      .replace(/[\\;,]/g, "\\$&")
      .replaceAll("\n", "\\n")
  );
}

/** An address has no spaces, quotes or control characters once it is written as a URI. */
function uri(value: string): string {
  return encodeURI(value).replace(/%25([0-9A-F]{2})/gi, "%$1");
}

/** "2026-12-03T17:30" → "20261203T173000". */
function local(time: string): string {
  return `${time.replace(/[-:]/g, "")}00`;
}

/** "2026-11-22T12:00:00.000Z" → "20261122T120000Z". */
function utc(instant: string): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A line broken so that no part has more than 75 bytes, and none is broken within a character (RFC 5545, 3.1). */
function folded(line: string): string {
  const bytes = new TextEncoder();
  let [parts, length] = ["", 0];
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > LONGEST_LINE) {
      parts += "\r\n ";
      length = 1;
    }
    parts += character;
    length += size;
  }
  return parts;
}
