import { type CalendarEvent, calendarText } from "@mainstreet/core/calendar";
import { calendarEvent, eventPath, hostedBy, type ShownEvent, typesOf } from "./events.ts";
import type { Showing } from "./shown.ts";

/**
 * The calendars of a site, by path: all events, those of a type, those of each listing's member, and each event alone.
 * Events that are over and events that were cancelled stay, so that calendars which have them learn of it.
 */
export function calendarsOf(showing: Showing, urlOf: (path: string) => string): Map<string, string> {
  const { events, rows, directory } = showing;
  const { name } = directory.chamber;
  const files = new Map<string, string>();
  const add = (path: string, title: string, own: readonly ShownEvent[]) => {
    const about = { name: title, source: urlOf(`/${path}`), method: "PUBLISH" } as const;
    files.set(path, calendarText(own.map(calendarEventOf), about));
  };
  const calendarEventOf = (shown: ShownEvent): CalendarEvent => calendarEvent(shown, urlOf);

  add("mixers.ics", name, events);
  for (const type of typesOf(events)) {
    add(
      `mixers/${type}.ics`,
      `${name}: ${type}`,
      events.filter(({ event }) => event.type === type),
    );
  }
  for (const shown of events) add(`${eventPath(shown.event.slug).slice(1)}event.ics`, shown.event.title, [shown]);
  for (const { listing } of rows) {
    const own = hostedBy(events, listing.memberId);
    if (own.length > 0) add(`members/${listing.slug}/mixers.ics`, `${name}: ${listing.name}`, own);
  }
  return files;
}
