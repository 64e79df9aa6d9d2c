import type { Event } from "@mainstreet/core/event";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { LocalDateTime } from "@mainstreet/core/local-time";

/** Made when first asked for: with the first of them Node loads what it knows of languages, which takes a dozen milliseconds. */
const formats: { day?: Intl.DateTimeFormat; clock?: Intl.DateTimeFormat } = {};

/** When an event is, on the clocks of its place: "Thursday, December 3, 2026, 5:30 PM – 7:30 PM". */
export function whenText({ startsAt, endsAt }: Pick<Event, "startsAt" | "endsAt">): string {
  const isOneDay = startsAt.slice(0, 10) === endsAt.slice(0, 10);
  return `${dayText(startsAt)}, ${clockText(startsAt)} – ${isOneDay ? "" : `${dayText(endsAt)}, `}${clockText(endsAt)}`;
}

/** Where an event is, in one line. */
export function whereText({ venue }: Pick<Event, "venue">): string {
  const { street, extra, town, state, postalCode } = venue.address;
  return [venue.name, street, extra, town, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/** A day, on its own or with a time: "Thursday, December 3, 2026". */
export function dayText(local: LocalDate | LocalDateTime): string {
  formats.day ??= new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });
  return formats.day.format(new Date(`${local.slice(0, 10)}T00:00Z`));
}

function clockText(local: LocalDateTime): string {
  formats.clock ??= new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: "UTC" });
  // The space before "PM" is a narrow one that not every mail program can draw.
  return formats.clock.format(new Date(`${local}Z`)).replaceAll("\u202f", " ");
}
