import type { Category } from "./category.ts";
import type { Chamber, Level } from "./chamber.ts";
import type { Deal } from "./deal.ts";
import type { Event, Venue } from "./event.ts";
import type { PublicGuests } from "./event-guests.ts";
import type { Address, Listing } from "./listing.ts";
import type { LocalDate } from "./local-date.ts";
import type { LocalDateTime } from "./local-time.ts";
import type { Member } from "./member.ts";
import type { Membership } from "./membership.ts";
import type { Picture, Sized } from "./picture.ts";
import type { Position, Region } from "./region.ts";
import type { Seats } from "./seats.ts";
import type { Renewal } from "./standing.ts";

/*
 * What is public, and nothing else: each projection names the fields that may leave the table, so a new private field
 * stays private until somebody adds it here. The site, the snapshot, the feeds and the exports are made from these.
 */

/** What the public may know of the chamber. */
export type PublicChamber = {
  readonly name: string;
  readonly tagline: string;
  readonly about: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly region: Region | null;
  readonly showOutside: boolean;
  readonly zone: string;
  readonly language: string;
  readonly country: string;
  readonly units: "mi" | "km";
  readonly accent: string;
  readonly logo: Sized | null;
  readonly mapStyle: string;
  readonly levels: readonly Level[];
  readonly renewal: Pick<Renewal, "graceDays" | "lapsed">;
};

/** What the public may know of a category. */
export type PublicCategory = {
  readonly id: string;
  readonly slug: string;
  readonly formerSlugs: readonly string[];
  readonly name: string;
  readonly parentId: string | null;
  readonly schemaType: string;
  readonly mergedInto: string | null;
};

/** What the public may know of a member, apart from its listings. */
export type PublicMember = {
  readonly id: string;
  readonly memberships: readonly Pick<Membership, "level" | "from" | "until">[];
};

/** What the public may know of a listing. */
export type PublicListing = {
  readonly id: string;
  readonly memberId: string;
  readonly slug: string;
  readonly formerSlugs: readonly string[];
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly address: Address;
  readonly position: Position | null;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly hours: string;
  readonly zone: string | null;
  readonly logo: Picture | null;
  readonly photos: readonly Picture[];
  readonly deals: readonly Deal[];
  readonly confirmedOn: LocalDate | null;
  readonly updatedAt: string;
};

/** The old addresses of a listing that was merged into another. */
export type Signpost = {
  readonly id: string;
  readonly slug: string;
  readonly formerSlugs: readonly string[];
  readonly mergedInto: string;
};

/** What the public may know of an event. */
export type PublicEvent = {
  readonly id: string;
  readonly slug: string;
  readonly formerSlugs: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly type: Event["type"];
  readonly zone: string;
  readonly startsAt: LocalDateTime;
  readonly endsAt: LocalDateTime;
  readonly hostId: string | null;
  readonly coHostIds: readonly string[];
  readonly venue: Venue;
  readonly openTo: Event["openTo"];
  readonly capacity: number;
  readonly registrationOpens: LocalDateTime | null;
  readonly registrationCloses: LocalDateTime | null;
  readonly status: "published" | "cancelled";
  readonly cancelReason: string;
  readonly sequence: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** What the public may know of the seats of an event, by its id. */
export type PublicSeats = {
  readonly id: string;
  readonly capacity: number;
  readonly taken: number;
  /** When seats were last taken or given back; null while nobody has. */
  readonly changedAt: string | null;
};

/** Everything the public site is made of. */
export type Directory = {
  readonly chamber: PublicChamber;
  readonly categories: ReadonlyMap<string, PublicCategory>;
  readonly members: ReadonlyMap<string, PublicMember>;
  readonly listings: ReadonlyMap<string, PublicListing>;
  readonly signposts: ReadonlyMap<string, Signpost>;
  readonly events: ReadonlyMap<string, PublicEvent>;
  readonly seats: ReadonlyMap<string, PublicSeats>;
  /** Of each event those who let everybody know that they come. */
  readonly guests?: ReadonlyMap<string, PublicGuests>;
};

/** The public part of a chamber. */
export function publicChamber(c: Chamber): PublicChamber {
  return {
    name: c.name,
    tagline: c.tagline,
    about: c.about,
    email: c.email,
    phone: c.phone,
    address: c.address,
    region: c.region,
    showOutside: c.showOutside,
    zone: c.zone,
    language: c.language,
    country: c.country,
    units: c.units,
    accent: c.accent,
    logo: c.logo && publicSize(c.logo),
    mapStyle: c.mapStyle,
    levels: c.levels.map(({ id, name, rank, featured, photos, deals }) => ({
      id,
      name,
      rank,
      featured,
      photos,
      deals,
    })),
    renewal: { graceDays: c.renewal.graceDays, lapsed: c.renewal.lapsed },
  };
}

/** The public part of a category, or null for a removed one. */
export function publicCategory(c: Category): PublicCategory | null {
  if (c.status === "removed") return null;
  return {
    id: c.id,
    slug: c.slug,
    formerSlugs: c.formerSlugs,
    name: c.name,
    parentId: c.parentId,
    schemaType: c.schemaType,
    mergedInto: c.mergedInto,
  };
}

/** The public part of a member, or null for a removed one. */
export function publicMember(m: Member): PublicMember | null {
  if (m.status !== "current") return null;
  return { id: m.id, memberships: m.memberships.map(({ level, from, until }) => ({ level, from, until })) };
}

/** The public part of a listing, or null for one that the public must not see. */
export function publicListing(l: Listing): PublicListing | null {
  if (l.status !== "published") return null;
  const { street, extra, town, state, postalCode } = l.address;
  return {
    id: l.id,
    memberId: l.memberId,
    slug: l.slug,
    formerSlugs: l.formerSlugs,
    name: l.name,
    summary: l.summary,
    description: l.description,
    categories: l.categories,
    tags: l.tags,
    address: { street, extra, town, state, postalCode },
    position: l.position && { lat: l.position.lat, lon: l.position.lon },
    phone: l.phone,
    email: l.email,
    website: l.website,
    hours: l.hours,
    zone: l.zone,
    logo: l.logo && publicPicture(l.logo),
    photos: l.photos.map(publicPicture),
    deals: l.deals.map(({ title, text, until }) => ({ title, text, until })),
    confirmedOn: l.confirmedOn,
    updatedAt: l.updatedAt,
  };
}

function publicPicture({ alt, ...sized }: Picture): Picture {
  return { ...publicSize(sized), alt };
}

function publicSize({ hash, width, height, widths }: Sized): Sized {
  return { hash, width, height, widths };
}

/** The signpost that a merged listing leaves behind, or null for any other. */
export function signpost(l: Listing): Signpost | null {
  if (l.status !== "merged" || l.mergedInto === null) return null;
  return { id: l.id, slug: l.slug, formerSlugs: l.formerSlugs, mergedInto: l.mergedInto };
}

/** The public part of an event, or null for a draft. */
export function publicEvent(e: Event): PublicEvent | null {
  if (e.status === "draft") return null;
  const { listingId, name, address, position, note } = e.venue;
  const { street, extra, town, state, postalCode } = address;
  return {
    id: e.id,
    slug: e.slug,
    formerSlugs: e.formerSlugs,
    title: e.title,
    summary: e.summary,
    description: e.description,
    type: e.type,
    zone: e.zone,
    startsAt: e.startsAt,
    endsAt: e.endsAt,
    hostId: e.hostId,
    coHostIds: e.coHostIds,
    venue: {
      listingId,
      name,
      address: { street, extra, town, state, postalCode },
      position: position && { lat: position.lat, lon: position.lon },
      note,
    },
    openTo: e.openTo,
    capacity: e.capacity,
    registrationOpens: e.registrationOpens,
    registrationCloses: e.registrationCloses,
    status: e.status,
    cancelReason: e.cancelReason,
    sequence: e.sequence,
    createdAt: e.createdAt,
    updatedAt: e.updatedAt,
  };
}

/** The public part of the seats of an event. */
export function publicSeats(s: Seats): PublicSeats {
  return { id: s.eventId, capacity: s.capacity, taken: s.taken, changedAt: s.changedAt };
}

/** The category that an id stands for now: merges are followed to their end; null if it leads nowhere. */
export function resolveCategory(directory: Directory, id: string): PublicCategory | null {
  let at = directory.categories.get(id);
  for (let steps = 0; at?.mergedInto && steps < 100; steps++) at = directory.categories.get(at.mergedInto);
  return at && at.mergedInto === null ? at : null;
}
