import * as z from "zod";
import type { FieldError } from "./error.ts";
import { idOf } from "./id.ts";
import { Address } from "./listing.ts";
import { Instant, LocalDate, Zone } from "./local-date.ts";
import { instantOf, isShown, LocalDateTime } from "./local-time.ts";
import { Position } from "./region.ts";
import { Slug } from "./slug.ts";
import { filledLine, line, paragraphs } from "./text.ts";

export const EventType = z.enum(["mixer", "lead-share", "business-meeting", "workshop", "ribbon-cutting"]);
export type EventType = z.infer<typeof EventType>;

/** Where people meet: a listing of a member, or any other place. */
export const Venue = z.strictObject({
  listingId: idOf("listing").nullable(),
  name: filledLine(120),
  address: Address,
  position: Position.nullable(),
  /** How to find the door: "Ring twice". */
  note: line(200),
});
export type Venue = z.infer<typeof Venue>;

/** What staff may set of an event. Times are on the wall clocks of its zone. */
export const EventDraft = z.strictObject({
  title: filledLine(120),
  summary: line(200),
  description: paragraphs(4000),
  type: EventType,
  zone: Zone,
  startsAt: LocalDateTime,
  endsAt: LocalDateTime,
  /** The member who offers the venue; null while nobody does. */
  hostId: idOf("member").nullable(),
  coHostIds: z.array(idOf("member")).max(8, "may have at most 8 co-hosts"),
  venue: Venue,
  openTo: z.enum(["everyone", "members"]),
  capacity: z.int().min(1).max(10_000),
  /** When registration opens; null: as soon as the event is published. */
  registrationOpens: LocalDateTime.nullable(),
  /** When registration closes; null: when the event starts. */
  registrationCloses: LocalDateTime.nullable(),
  /** Until when a seat that falls free goes to the waitlist; null: until the event starts. */
  promoteUntil: LocalDateTime.nullable(),
  /** Whether a smaller party may overtake one at the head of the waitlist that does not fit yet. */
  fillGaps: z.boolean(),
  status: z.enum(["draft", "published"]),
});
export type EventDraft = z.infer<typeof EventDraft>;

/** One event on one day: alone, or one occurrence of a series. Cancelled ones stay, so that calendars learn of it. */
export const Event = EventDraft.extend({
  id: idOf("event"),
  slug: Slug,
  formerSlugs: z.array(Slug).max(50),
  seriesId: idOf("series").nullable(),
  /** The day that the series had in mind, however the event has been moved since. */
  seriesDate: LocalDate.nullable(),
  status: z.enum(["draft", "published", "cancelled"]),
  /** Why it was cancelled, for those who had registered; empty for none. */
  cancelReason: line(200),
  /** Rises with each change that a calendar must learn of (RFC 5545, 3.8.7.4). */
  sequence: z.int().min(0),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Event = z.infer<typeof Event>;

/** A change to an event: any of its fields, and its address on the site. */
export const EventChange = EventDraft.extend({ slug: Slug }).partial();
export type EventChange = z.infer<typeof EventChange>;

type Times = Pick<
  EventDraft,
  "zone" | "startsAt" | "endsAt" | "registrationOpens" | "registrationCloses" | "promoteUntil"
>;

/** The times of an event as instants, in milliseconds since 1970; `opens` is null for "at once". */
export type EventInstants = {
  readonly starts: number;
  readonly ends: number;
  readonly opens: number | null;
  readonly closes: number;
  readonly promoteUntil: number;
};

export function instantsOf(event: Times): EventInstants {
  const at = (local: LocalDateTime) => instantOf(local, event.zone);
  return {
    starts: at(event.startsAt),
    ends: at(event.endsAt),
    opens: event.registrationOpens === null ? null : at(event.registrationOpens),
    closes: at(event.registrationCloses ?? event.startsAt),
    promoteUntil: at(event.promoteUntil ?? event.startsAt),
  };
}

const LONGEST_MS = 14 * 24 * 60 * 60 * 1000;

/** What is wrong with the times and people of an event, field by field; empty when nothing is. */
export function problemsOf(event: EventDraft): FieldError[] {
  const { starts, ends, opens, closes, promoteUntil } = instantsOf(event);
  const times = ["startsAt", "endsAt", "registrationOpens", "registrationCloses", "promoteUntil"] as const;
  const problems: FieldError[] = times.flatMap((path) => {
    const local = event[path];
    if (local === null || isShown(local, event.zone)) return [];
    return [{ path, message: "is skipped by the clocks of that day: they are put forward" }];
  });
  const wrong = (path: string, message: string, isWrong: boolean) => (isWrong ? problems.push({ path, message }) : 0);
  wrong("endsAt", "must be after the start", ends <= starts);
  wrong("endsAt", "must be within two weeks of the start", ends - starts > LONGEST_MS);
  wrong("registrationCloses", "must not be after the end", event.registrationCloses !== null && closes > ends);
  wrong("registrationOpens", "must be before registration closes", opens !== null && opens >= closes);
  wrong("promoteUntil", "must not be after the end", event.promoteUntil !== null && promoteUntil > ends);
  const hosts = [...(event.hostId === null ? [] : [event.hostId]), ...event.coHostIds];
  wrong("coHostIds", "must name each host once", new Set(hosts).size !== hosts.length);
  return problems;
}

/** Whether a calendar that has the event must learn of a change. */
export function concernsCalendars(before: Event, after: Event): boolean {
  return before.status !== after.status || JSON.stringify(calendarPart(before)) !== JSON.stringify(calendarPart(after));
}

/** Whether people who registered must be told of a change: another time, another place. */
export function concernsGuests(before: Event, after: Event): boolean {
  const part = ({ zone, startsAt, endsAt, venue }: Event) =>
    JSON.stringify([zone, startsAt, endsAt, venue.name, venue.address, venue.note]);
  return part(before) !== part(after);
}

function calendarPart({ title, summary, description, zone, startsAt, endsAt, venue, slug }: Event) {
  return { title, summary, description, zone, startsAt, endsAt, venue, slug };
}
