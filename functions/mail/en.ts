import type { OwnField } from "@mainstreet/core/own-field";
import type { ListingNotice } from "@mainstreet/store/listing-notice-store";
import type { Template } from "@mainstreet/store/outbox-store";

/* What mails say, in English. */

type Told = {
  readonly title: string;
  /** "About position 4", or "". */
  readonly place: string;
  readonly reason: string;
  /** How many seats the event has. */
  readonly capacity: number;
};

export const subjects: Readonly<Record<Template, (title: string) => string>> = {
  confirmed: (title) => `You are coming: ${title}`,
  promoted: (title) => `You have a seat: ${title}`,
  waitlisted: (title) => `You are on the waitlist: ${title}`,
  changed: (title) => `Your registration was changed: ${title}`,
  cancelled: (title) => `Your registration is cancelled: ${title}`,
  "cancelled-by-staff": (title) => `Your registration was cancelled: ${title}`,
  "more-seats": (title) => `More seats: ${title}`,
  "fewer-seats": (title) => `Fewer seats: ${title}`,
  "seat-kept": (title) => `Your seat stays: ${title}`,
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
  "cancelled-by-staff": ({ title, reason }) =>
    `The organizers have cancelled your registration for “${title}”.${reason && ` ${reason}`}`,
  "more-seats": ({ title, capacity, place }) =>
    `“${title}” has more seats now, ${capacity} in all. You are still on the waitlist${place && `, ${place}`}. We write as soon as you have seats.`,
  "fewer-seats": ({ title, capacity, place }) =>
    `“${title}” has fewer seats now, ${capacity} in all. You stay on the waitlist${place && `, ${place}`}. We write as soon as you have seats.`,
  "seat-kept": ({ title, capacity }) =>
    `“${title}” has fewer seats now, ${capacity} in all. You were registered before that, and nothing changes for you.`,
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
  signIn: (code: string, chamber: string) =>
    [
      `${code}`,
      "",
      `This code signs you in at ${chamber}. Type it in where you asked for it, within ten minutes. Nobody of us will ever ask you for it.`,
      "",
      "If you did not ask for it, somebody has mistyped an address. Nothing happens unless the code is typed in.",
    ].join("\n"),
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

/** What people are told of their listings. */
export const listingNotices = {
  "change-approved": {
    subject: (name) => `Your change is on the site: ${name}`,
    opening: (name, fields) => `Your change of “${name}” was approved (${fields.join(", ")}) and is on the site.`,
  },
  "change-refused": {
    subject: (name) => `Your change was not taken over: ${name}`,
    opening: (name, fields) => `Your change of “${name}” was not taken over (${fields.join(", ")}). The reason:`,
  },
  "still-right": {
    subject: (name) => `Is this still right? ${name}`,
    opening: (name) =>
      `Once a year or so we ask whether what the directory says about “${name}” is still right. Have a look, and press the button if it is; if it is not, put it right there.`,
  },
  fields: {
    name: "name",
    summary: "summary",
    description: "description",
    categories: "categories",
    tags: "tags",
    address: "address",
    position: "place on the map",
    phone: "phone",
    email: "e-mail",
    website: "website",
    hours: "opening hours",
    zone: "time zone",
    logo: "logo",
    photos: "photos",
    deals: "deals",
  },
  page: "Your listing",
} as const satisfies Readonly<
  Record<
    ListingNotice["template"],
    {
      readonly subject: (name: string) => string;
      readonly opening: (name: string, fields: readonly string[]) => string;
    }
  >
> & { readonly fields: Readonly<Record<OwnField, string>>; readonly page: string };
