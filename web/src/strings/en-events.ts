import type { EventType } from "@mainstreet/core/event";
import type { LocalDateTime } from "@mainstreet/core/local-time";
import { DAYS, MONTHS, time } from "./en-time.ts";

const TYPES: Readonly<Record<EventType, string>> = {
  mixer: "Mixer",
  "lead-share": "Lead share",
  "business-meeting": "Business meeting",
  workshop: "Workshop",
  "ribbon-cutting": "Ribbon cutting",
};

export const events = {
  title: "Mixers",
  heading: "Mixers and events",
  description: (site: string) => `Mixers and events of ${site}: when, where, and who hosts.`,
  lead: "Come as you are. Meet the people behind the doors on Main Street.",
  empty: "Nothing is planned just now. The next mixer will appear here as soon as the chamber sets its date.",
  past: "Just past",
  calendars: "Add to your calendar",
  all: "All events",
  calendarsNote: "These addresses keep a calendar up to date by themselves: copy one into your calendar program.",
  feeds: "Feeds",
  type: (type: EventType) => TYPES[type],
  types: (type: EventType) => (type === "business-meeting" ? "Business meetings" : `${TYPES[type]}s`),
  hostedBy: (host: string) => `Hosted by ${host}`,
  membersOnly: "For members",
  cancelled: "Cancelled",
  next: "Coming up",
  more: "See all mixers and events",
  hosting: "Mixers here",
  month: (month: string) => {
    const [year, number] = month.split("-").map(Number);
    return `${MONTHS[(number ?? 1) - 1]} ${year}`;
  },
  monthShort: (at: LocalDateTime) => (MONTHS[Number(at.slice(5, 7)) - 1] ?? "").slice(0, 3),
  weekdayShort: (weekday: number) => (DAYS[weekday] ?? "").slice(0, 2),
  dayLabel: (at: LocalDateTime, count: number) => `${dayText(at)}: ${count} ${count === 1 ? "event" : "events"}`,
} as const;

export const event = {
  description: (title: string, when: string, venue: string) => `${title}: ${when}, ${venue}.`,
  when: "When",
  where: "Where",
  host: "Host",
  coHosts: "Co-hosts",
  openTo: { everyone: "Open to everybody, no membership needed", members: "For members of the chamber" },
  about: "What to expect",
  directions: "Directions",
  calendar: "Add to calendar",
  cancelled: (reason: string) => (reason ? `This event was cancelled: ${reason}` : "This event was cancelled."),
  past: "This event is over.",
  capacity: (capacity: number) => (capacity === 1 ? "1 seat" : `${capacity} seats`),
  free: (free: number, capacity: number, at: string) =>
    free === 0
      ? `All ${capacity} seats are taken, as of ${at}. Register for the waitlist.`
      : `${free} of ${capacity} seats free, as of ${at}`,
  register: "Register",
  registrationOpens: (when: string) => `Registration opens ${when}.`,
  registrationCloses: (when: string) => `Registration closes ${when}.`,
} as const;

/** "Thursday, December 3, 2026". */
export function dayText(at: LocalDateTime): string {
  const [year = 1970, month = 1, day = 1] = at.slice(0, 10).split("-").map(Number);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return `${DAYS[weekday]}, ${MONTHS[month - 1]} ${day}, ${year}`;
}

/** "5:30 PM". */
export function clockText(at: LocalDateTime): string {
  const [hours = 0, minutes = 0] = at.slice(11).split(":").map(Number);
  return time(hours * 60 + minutes);
}

/** "Thursday, December 3, 2026, 5:30 PM". */
export function momentText(at: LocalDateTime): string {
  return `${dayText(at)}, ${clockText(at)}`;
}

/** "Thursday, December 3, 2026, 5:30 PM – 7:30 PM"; both days when it ends on another one. */
export function spanText(startsAt: LocalDateTime, endsAt: LocalDateTime): string {
  const isOneDay = startsAt.slice(0, 10) === endsAt.slice(0, 10);
  const end = isOneDay ? clockText(endsAt) : `${dayText(endsAt)}, ${clockText(endsAt)}`;
  return `${dayText(startsAt)}, ${clockText(startsAt)} – ${end}`;
}
