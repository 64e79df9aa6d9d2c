import type { CalendarEvent } from "@mainstreet/core/calendar";
import type { Directory, PublicEvent, PublicSeats } from "@mainstreet/core/directory";
import { EventType } from "@mainstreet/core/event";
import type { PublicGuests } from "@mainstreet/core/event-guests";
import { instant, type LocalDate } from "@mainstreet/core/local-date";
import { instantOf } from "@mainstreet/core/local-time";
import type { EventCard, EventMonth, EventPage, EventsPage, Link } from "@mainstreet/core/page";
import { compare } from "@mainstreet/core/text";
import type { Showing, Shown } from "./shown.ts";

/** An event as the pages need it: with its hosts and its venue as the directory shows them. */
export type ShownEvent = {
  readonly event: PublicEvent;
  readonly host: Link | null;
  readonly coHosts: readonly Link[];
  readonly venueLink: Link | null;
  /** Whether its last day is before the day that is shown. */
  readonly isPast: boolean;
  readonly card: EventCard;
};

/** How many events that are over the list still shows. */
const PAST = 12;

/** The events of a directory by when they start, as they are shown on a day. */
export function showEvents(
  { events, listings }: Directory,
  byMember: ReadonlyMap<string, readonly Shown[]>,
  date: LocalDate,
): ShownEvent[] {
  const linkOf = (memberId: string): Link[] => {
    const [first] = byMember.get(memberId) ?? [];
    return first ? [{ name: first.listing.name, path: `/members/${first.listing.slug}/` }] : [];
  };
  return [...events.values()]
    .map((event): ShownEvent => {
      const [host = null] = event.hostId === null ? [] : linkOf(event.hostId);
      const venue = event.venue.listingId === null ? undefined : listings.get(event.venue.listingId);
      const isShown = venue && byMember.get(venue.memberId)?.some(({ listing }) => listing.id === venue.id);
      return {
        event,
        host,
        coHosts: event.coHostIds.flatMap(linkOf),
        venueLink: isShown ? { name: venue.name, path: `/members/${venue.slug}/` } : null,
        isPast: event.endsAt.slice(0, 10) < date,
        card: cardOf(event, host),
      };
    })
    .sort((a, b) => startOf(a.event) - startOf(b.event) || compare(a.event.id, b.event.id));
}

function cardOf(event: PublicEvent, host: Link | null): EventCard {
  const { slug, title, summary, type, startsAt, endsAt, venue, openTo, status } = event;
  return {
    slug,
    title,
    summary,
    type,
    startsAt,
    endsAt,
    venue: venue.name,
    town: venue.address.town,
    host: host?.name ?? "",
    openTo,
    isCancelled: status === "cancelled",
  };
}

function startOf({ startsAt, zone }: PublicEvent): number {
  return instantOf(startsAt, zone);
}

/** The address of an event's page. */
export function eventPath(slug: string): string {
  return `/mixers/${slug}/`;
}

/** The next few events that take place. */
export function nextEvents(events: readonly ShownEvent[], most: number): EventCard[] {
  return events
    .filter(({ isPast, card }) => !isPast && !card.isCancelled)
    .slice(0, most)
    .map(({ card }) => card);
}

/** The events to come that a member hosts, alone or with others. */
export function hostedBy(events: readonly ShownEvent[], memberId: string): ShownEvent[] {
  return events.filter(({ event }) => event.hostId === memberId || event.coHostIds.includes(memberId));
}

/** How many seats there are and how many are taken, and when that last changed: the text of a small JSON file. */
export function seatsFile(event: PublicEvent, seats: PublicSeats | undefined): string {
  const { capacity = event.capacity, taken = 0, changedAt } = seats ?? {};
  return `${JSON.stringify({ capacity, taken, asOf: changedAt ?? event.createdAt })}\n`;
}

/** Who comes and lets everybody know: the text of a small JSON file. Of an event that is over or cancelled it names nobody. */
export function guestsFile({ event, isPast }: ShownEvent, guests: PublicGuests | undefined): string {
  const { named, more } = (!isPast && event.status === "published" && guests) || { named: [], more: 0 };
  return `${JSON.stringify({ named: named.map(({ name, company }) => ({ name, company })), more })}\n`;
}

/** The types of the events that are shown, in their usual order. */
export function typesOf(events: readonly ShownEvent[]): EventType[] {
  return EventType.options.filter((type) => events.some(({ event }) => event.type === type));
}

/** The page of all events, and a page for each. */
export function eventPages({ date, directory, events }: Showing): (EventsPage | EventPage)[] {
  const months = Map.groupBy(
    events.filter(({ isPast }) => !isPast),
    ({ event }) => event.startsAt.slice(0, 7),
  );
  const all: EventsPage = {
    kind: "events",
    path: "/mixers/",
    date,
    months: [...months]
      .sort(([a], [b]) => compare(a, b))
      .map(([month, own]): EventMonth => ({ month, events: own.map(({ card }) => card) })),
    past: events
      .filter(({ isPast }) => isPast)
      .slice(-PAST)
      .reverse()
      .map(({ card }) => card),
    types: typesOf(events),
  };
  return [all, ...events.map((shown) => eventPage(shown, directory.chamber.country))];
}

function eventPage({ event, host, coHosts, venueLink, isPast }: ShownEvent, country: string): EventPage {
  const { name, address, note, position } = event.venue;
  return {
    kind: "event",
    path: eventPath(event.slug),
    slug: event.slug,
    title: event.title,
    summary: event.summary,
    description: event.description,
    type: event.type,
    zone: event.zone,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    starts: instant(startOf(event)),
    ends: instant(instantOf(event.endsAt, event.zone)),
    host,
    coHosts,
    venue: { name, address, note, link: venueLink },
    country,
    position,
    openTo: event.openTo,
    capacity: event.capacity,
    registrationOpens: event.registrationOpens,
    registrationCloses: event.registrationCloses ?? event.startsAt,
    isCancelled: event.status === "cancelled",
    cancelReason: event.cancelReason,
    isPast,
    updatedAt: event.updatedAt,
  };
}

/** An event as a calendar shows it. */
export function calendarEvent({ event }: ShownEvent, urlOf: (path: string) => string): CalendarEvent {
  const { id, title, summary, type, zone, startsAt, endsAt, venue, status, sequence, createdAt, updatedAt } = event;
  const url = urlOf(eventPath(event.slug));
  return { id, title, summary, type, zone, startsAt, endsAt, venue, status, sequence, createdAt, updatedAt, url };
}
