import { INDEX, type Key, META } from "./keys.ts";

/* Keys of events and series, of their seats, registrations and waitlists, and of what everybody is told of them. */

export const eventKey = (id: string): Key => ({ pk: `EVENT#${id}`, sk: META });
/** Sorted by when they start (ISO 8601, UTC). */
export const eventIndex = (id: string, startsAt: string): Record<string, string> => ({
  [INDEX.pk]: "EVENTS",
  [INDEX.sk]: `${startsAt}#${id}`,
});
export const eventsPartition = (): string => "EVENTS";

/** All series share a partition: a chamber has a handful. */
export const seriesKey = (id: string): Key => ({ pk: "SERIES", sk: id });
export const seriesPartition = (): string => "SERIES";
/** Which event a series has on one of its days. */
export const seriesDateKey = (id: string, date: string): Key => ({ pk: `SERIES#${id}`, sk: date });
export const seriesDatesPartition = (id: string): string => `SERIES#${id}`;

/** The counter of an event is alone in its partition, the hottest of all. */
export const seatsKey = (eventId: string): Key => ({ pk: `SEATS#${eventId}`, sk: META });
/** Only events whose waitlist may still move are in the index. */
export const seatsIndex = (eventId: string): Record<string, string> => ({ [INDEX.pk]: "SEATS", [INDEX.sk]: eventId });
export const seatsPartition = (): string => "SEATS";

/** One registration a person and event, spread over the event's shards. */
export const registrationKey = (eventId: string, shard: number, personKey: string): Key => ({
  pk: registrationsPartition(eventId, shard),
  sk: `P#${personKey}`,
});
export const registrationsPartition = (eventId: string, shard: number): string => `SEATS#${eventId}#R#${shard}`;
/** All registrations of a person, by when their events begin. */
export const registrationIndex = (personKey: string, startsAt: string, eventId: string): Record<string, string> => ({
  [INDEX.pk]: personPartition(personKey),
  [INDEX.sk]: `${startsAt}#${eventId}`,
});
export const personPartition = (personKey: string): string => `PERSON#${personKey}`;

/** A place on the waitlist; it sorts as the list does. */
export const waitingKey = (eventId: string, shard: number, place: string): Key => ({
  pk: waitlistPartition(eventId, shard),
  sk: place,
});
export const waitlistPartition = (eventId: string, shard: number): string => `SEATS#${eventId}#W#${shard}`;

/** Something to be told to everybody who registered. */
export const announcementKey = (flow: string): Key => ({ pk: `OUT#${flow}`, sk: "announcement" });
export const announcementIndex = (flow: string): Record<string, string> => ({
  [INDEX.pk]: announcementsPartition(),
  [INDEX.sk]: flow,
});
export const announcementsPartition = (): string => "ANNOUNCEMENTS";
