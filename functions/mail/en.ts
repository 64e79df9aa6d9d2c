import type { Template } from "@mainstreet/store/outbox-store";

/* What mails say, in English. */

type Told = {
  readonly title: string;
  /** "About position 4", or "". */
  readonly place: string;
  readonly reason: string;
};

export const subjects: Readonly<Record<Template, (title: string) => string>> = {
  confirmed: (title) => `You are coming: ${title}`,
  promoted: (title) => `You have a seat: ${title}`,
  waitlisted: (title) => `You are on the waitlist: ${title}`,
  changed: (title) => `Your registration was changed: ${title}`,
  cancelled: (title) => `Your registration is cancelled: ${title}`,
  "passed-over": (title) => `Your party is too large now: ${title}`,
  "event-changed": (title) => `New time or place: ${title}`,
  "event-cancelled": (title) => `Cancelled: ${title}`,
};

export const openings: Readonly<Record<Template, (told: Told) => string>> = {
  confirmed: ({ title }) => `You are registered for “${title}”.`,
  promoted: ({ title }) => `Seats have fallen free: you are registered for “${title}”.`,
  waitlisted: ({ title, place }) =>
    `All seats of “${title}” are taken just now, and you are on the waitlist${place && `, ${place}`}. We write as soon as you have seats.`,
  changed: ({ title }) => `Your registration for “${title}” was changed as you asked.`,
  cancelled: ({ title }) => `Your registration for “${title}” is cancelled. Nothing else is to be done.`,
  "passed-over": ({ title }) =>
    `“${title}” has fewer seats now than your party has people, so that others go before you. Make the party smaller to get seats.`,
  "event-changed": ({ title }) => `The time or the place of “${title}” has changed. This is how it is now:`,
  "event-cancelled": ({ title, reason }) => `“${title}” will not take place.${reason && ` ${reason}`}`,
};

export const words = {
  place: (place: number) => `about position ${place}`,
  when: "When",
  where: "Where",
  who: (size: number) => (size === 1 ? "One seat" : `${size} seats`),
  page: "The event",
  manage: "See how you stand, change who comes, or cancel",
  staff: (title: string) =>
    `A party on the waitlist of “${title}” is larger than the event now, and others go before it. It was told.`,
  code: {
    subject: (code: string) => `${code} is your code`,
    text: (code: string, title: string, page: string) =>
      [
        `${code}`,
        "",
        `This code lets you go on with your registration for “${title}”. Type it in where you asked for it, within ten minutes.`,
        "",
        page,
        "",
        "If you did not ask for it, somebody has mistyped an address. Nothing happens unless the code is typed in.",
      ].join("\n"),
  },
} as const;
