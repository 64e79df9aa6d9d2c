import type { Deal } from "./deal.ts";
import type { EventType } from "./event.ts";
import type { Address } from "./listing.ts";
import type { Instant, LocalDate } from "./local-date.ts";
import type { LocalDateTime } from "./local-time.ts";
import type { Span } from "./opening-hours.ts";
import type { Picture, Sized } from "./picture.ts";
import type { Box, Position } from "./region.ts";

/*
 * What each public page is made of: the contract between the publisher, which fills these in, and the Astro pages, which
 * draw them. A page may use nothing else, so equal input gives equal bytes. Paths start at the site's root ("/towns/…")
 * without the site's base; `Site.base` goes before them.
 */

/** What stands around every page. */
export type Site = {
  /** Scheme and host, such as "https://example.org", without a slash at the end. */
  readonly origin: string;
  /** Where the site lies on its host: "/" or "/sub/". */
  readonly base: string;
  readonly name: string;
  readonly tagline: string;
  readonly language: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly units: "mi" | "km";
  /** Shown above every page, or null. */
  readonly logo: Sized | null;
  /** The file with the chamber's colours, such as "/theme-1f2e3d4c.css". */
  readonly theme: string;
  /** Where the map begins: around the region, else around the pins; null when there is nothing to show. */
  readonly box: Box | null;
  /** Where the API answers, such as "/api/"; "" for a site of files alone, where nobody can register. */
  readonly api: string;
  /** The address of a map style with streets, or "" for the plain map. */
  readonly mapStyle: string;
};

/** A listing as one row of a list. */
export type Card = {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  /** The name of its first category, or "". */
  readonly category: string;
  readonly street: string;
  readonly town: string;
  readonly phone: string;
  /** The name of a featured level, or "". */
  readonly featured: string;
  /** False for a listing that has no pin yet. */
  readonly onMap: boolean;
};

/** A link to a list, with how many listings it holds. */
export type ListLink = { readonly name: string; readonly path: string; readonly count: number };

/** A category with those below it. */
export type CategoryLink = ListLink & { readonly children: readonly ListLink[] };

/** A link without a number. */
export type Link = { readonly name: string; readonly path: string };

/** An event as one row of a list; times on the clocks of its place. */
export type EventCard = {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly type: EventType;
  readonly startsAt: LocalDateTime;
  readonly endsAt: LocalDateTime;
  readonly venue: string;
  readonly town: string;
  /** The name under which the host is listed, or "". */
  readonly host: string;
  readonly openTo: "everyone" | "members";
  readonly isCancelled: boolean;
};

export type HomePage = {
  readonly kind: "home";
  readonly path: "/";
  /** The file that search begins with: pages where people search name it, so that it is fetched at once. */
  readonly snapshot: string;
  readonly count: number;
  readonly about: string;
  /** A few listings drawn for the day: the same draw for everybody, another one tomorrow. */
  readonly today: readonly Card[];
  readonly newest: readonly (Card & { readonly joinedOn: LocalDate })[];
  /** The next few events. */
  readonly events: readonly EventCard[];
  readonly categories: readonly ListLink[];
  readonly towns: readonly ListLink[];
};

export type DirectoryPage = {
  readonly kind: "directory";
  readonly path: "/directory/";
  readonly snapshot: string;
  readonly count: number;
  readonly categories: readonly CategoryLink[];
  readonly towns: readonly ListLink[];
  /** The whole list from A to Z when it is short, else empty with `parts` to choose from. */
  readonly rows: readonly Card[];
  readonly parts: readonly Link[];
};

/** A category, a town or all, or one part of it when it is long. */
export type ListPage = {
  readonly kind: "list";
  readonly path: string;
  readonly about: "all" | "category" | "town";
  /** "Bakeries", "Rhinebeck"; the same on every part. */
  readonly name: string;
  /** The slug to search within: of the category or the town; "" for all. */
  readonly slug: string;
  /** "Sa", when this page is one part of a long list; else "". */
  readonly part: string;
  /** How many listings the whole list has; null on a part, which must not change with the others. */
  readonly count: number | null;
  /** The way here from home, without home and without this page. */
  readonly trail: readonly Link[];
  /** Narrower lists: the categories below this one. */
  readonly children: readonly ListLink[];
  readonly rows: readonly Card[];
  /** The parts of a long list, on its first page; else empty. */
  readonly parts: readonly Link[];
  readonly previous: Link | null;
  readonly next: Link | null;
};

export type ListingPage = {
  readonly kind: "listing";
  readonly path: string;
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly Link[];
  readonly logo: Picture | null;
  readonly photos: readonly Picture[];
  /** What it offers on the day the page is drawn for. */
  readonly deals: readonly Deal[];
  /** The schema.org type, most specific first category. */
  readonly schemaType: string;
  readonly tags: readonly string[];
  readonly address: Address;
  readonly country: string;
  readonly town: Link | null;
  readonly position: Position | null;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly hours: string;
  /** Monday to Sunday, or null when the hours cannot be said as a week. */
  readonly week: readonly (readonly Span[])[] | null;
  /** When it is open from a day on, as search/schedule reads it, on the clocks of a zone; null when that is not known. */
  readonly schedule: { readonly text: string; readonly zone: string; readonly from: LocalDate } | null;
  readonly confirmedOn: LocalDate | null;
  readonly memberSince: LocalDate | null;
  readonly featured: string;
  /** The member's other locations. */
  readonly elsewhere: readonly Card[];
  /** The events to come that the member hosts. */
  readonly hosts: readonly EventCard[];
};

/** The events of one month, such as "2026-12". */
export type EventMonth = { readonly month: string; readonly events: readonly EventCard[] };

export type EventsPage = {
  readonly kind: "events";
  readonly path: "/mixers/";
  readonly date: LocalDate;
  /** What is to come, by month. */
  readonly months: readonly EventMonth[];
  /** What was last, the latest first. */
  readonly past: readonly EventCard[];
  /** The kinds of events that have a calendar of their own. */
  readonly types: readonly EventType[];
};

export type EventPage = {
  readonly kind: "event";
  readonly path: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly type: EventType;
  readonly zone: string;
  readonly startsAt: LocalDateTime;
  readonly endsAt: LocalDateTime;
  /** The same as instants, for machines. */
  readonly starts: Instant;
  readonly ends: Instant;
  readonly host: Link | null;
  readonly coHosts: readonly Link[];
  readonly venue: {
    readonly name: string;
    readonly address: Address;
    readonly note: string;
    readonly link: Link | null;
  };
  readonly country: string;
  readonly position: Position | null;
  readonly openTo: "everyone" | "members";
  readonly capacity: number;
  readonly registrationOpens: LocalDateTime | null;
  readonly registrationCloses: LocalDateTime;
  readonly isCancelled: boolean;
  readonly cancelReason: string;
  /** Whether its day is over. */
  readonly isPast: boolean;
  readonly updatedAt: Instant;
};

export type NotFoundPage = { readonly kind: "not-found"; readonly path: "/404.html" };

/** The views of the staff console: one shell, whose script draws what the address names. */
export const CONSOLE_PATHS = [
  "/staff/",
  "/staff/members/",
  "/staff/member/",
  "/staff/renewals/",
  "/staff/quiet/",
  "/staff/listings/",
  "/staff/duplicates/",
  "/staff/categories/",
  "/staff/import/",
  "/staff/events/",
  "/staff/announcements/",
  "/staff/reports/",
  "/staff/history/",
  "/staff/settings/",
] as const;

/** The pages that people use: the same for everybody, until a script asks the API whose they are. No search leads to them. */
export const ACCOUNT_PATHS = [
  "/sign-in/",
  "/account/",
  "/account/listings/",
  "/account/people/",
  "/staff/changes/",
  "/staff/people/",
  "/claim/",
  "/join/",
  ...CONSOLE_PATHS,
] as const;

export type AccountPage = { readonly kind: "account"; readonly path: (typeof ACCOUNT_PATHS)[number] };

export type Page =
  | HomePage
  | DirectoryPage
  | ListPage
  | ListingPage
  | EventsPage
  | EventPage
  | NotFoundPage
  | AccountPage;
