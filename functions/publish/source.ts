import type { Category } from "@mainstreet/core/category";
import type { Chamber } from "@mainstreet/core/chamber";
import {
  type Directory,
  type PublicCategory,
  type PublicChamber,
  type PublicEvent,
  type PublicListing,
  type PublicMember,
  type PublicSeats,
  publicCategory,
  publicChamber,
  publicEvent,
  publicListing,
  publicMember,
  publicSeats,
  type Signpost,
  signpost,
} from "@mainstreet/core/directory";
import type { Event } from "@mainstreet/core/event";
import type { PublicGuests } from "@mainstreet/core/event-guests";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import type { Seats } from "@mainstreet/core/seats";
import { compare } from "@mainstreet/core/text";
import { contentHash, draw } from "./hash.ts";
import { bytesOf, type SiteFiles, textOf } from "./site-files.ts";

/** An entity as it stands in the table; `entity` is null when it is not there at all. */
export type Entity =
  | { readonly kind: "chamber"; readonly id: ""; readonly entity: Chamber | null }
  | { readonly kind: "category"; readonly id: string; readonly entity: Category | null }
  | { readonly kind: "member"; readonly id: string; readonly entity: Member | null }
  | { readonly kind: "listing"; readonly id: string; readonly entity: Listing | null }
  | { readonly kind: "event"; readonly id: string; readonly entity: Event | null }
  | { readonly kind: "seats"; readonly id: string; readonly entity: Seats | null }
  /** Projected where they are read: no registration comes here. */
  | { readonly kind: "guests"; readonly id: string; readonly entity: PublicGuests | null };

type Contents = {
  chamber: PublicChamber | null;
  categories: Map<string, PublicCategory>;
  members: Map<string, PublicMember>;
  listings: Map<string, PublicListing>;
  signposts: Map<string, Signpost>;
  events: Map<string, PublicEvent>;
  seats: Map<string, PublicSeats>;
  guests: Map<string, PublicGuests>;
};

/** One of the files a copy is kept in: an edit rewrites one of them, not the whole copy. */
type Bucket = {
  readonly chamber?: PublicChamber;
  readonly categories?: readonly PublicCategory[];
  readonly members?: readonly PublicMember[];
  readonly listings?: readonly PublicListing[];
  readonly signposts?: readonly Signpost[];
  readonly events?: readonly PublicEvent[];
  readonly seats?: readonly PublicSeats[];
  readonly guests?: readonly PublicGuests[];
};

const BUCKETS = 64;
const COMMON = "common";

/** The names of the files that hold a copy: bucket → file. Each file is named after its content and never changes. */
export type SourceNames = Readonly<Record<string, string>>;

/**
 * The publisher's own copy of all that is public, so that an edit is published without reading the whole table.
 * What goes in is projected first: nothing private ever reaches it.
 */
export class Source {
  readonly #contents: Contents;
  readonly #names: Map<string, string>;
  readonly #touched = new Set<string>();

  private constructor(contents: Contents, names: SourceNames) {
    this.#contents = contents;
    this.#names = new Map(Object.entries(names));
  }

  static empty(): Source {
    return new Source(
      {
        chamber: null,
        categories: new Map(),
        members: new Map(),
        listings: new Map(),
        signposts: new Map(),
        events: new Map(),
        seats: new Map(),
        guests: new Map(),
      },
      {},
    );
  }

  /** Reads a copy back. @throws when one of its files is gone or broken: then a full publish makes a new copy */
  static async load(files: SiteFiles, names: SourceNames): Promise<Source> {
    const source = new Source(Source.empty().#contents, names);
    const { categories, members, listings, signposts, events, seats, guests } = source.#contents;
    await Promise.all(
      Object.values(names).map(async (name) => {
        const bytes = await files.read(name);
        if (!bytes) throw new Error(`The file ${name} of the publisher's copy is gone.`);
        // Our own file, named after its content and checked against that name: it is what was written.
        if (!name.includes(contentHash(bytes))) throw new Error(`The file ${name} of the publisher's copy is broken.`);
        const bucket: Bucket = JSON.parse(textOf(bytes));
        if (bucket.chamber) source.#contents.chamber = bucket.chamber;
        for (const c of bucket.categories ?? []) categories.set(c.id, c);
        for (const m of bucket.members ?? []) members.set(m.id, m);
        for (const l of bucket.listings ?? []) listings.set(l.id, l);
        for (const s of bucket.signposts ?? []) signposts.set(s.id, s);
        for (const e of bucket.events ?? []) events.set(e.id, e);
        for (const s of bucket.seats ?? []) seats.set(s.id, s);
        for (const g of bucket.guests ?? []) guests.set(g.id, g);
      }),
    );
    return source;
  }

  /** Puts an entity into the copy as it stands in the table. True when the public would see a difference. */
  put(changed: Entity): boolean {
    const { categories, members, listings, signposts, events, seats, guests } = this.#contents;
    switch (changed.kind) {
      case "chamber": {
        const chamber = changed.entity && publicChamber(changed.entity);
        if (same(this.#contents.chamber, chamber)) return false;
        this.#contents.chamber = chamber;
        this.#touched.add(COMMON);
        return true;
      }
      case "category":
        return this.#set(categories, changed.id, changed.entity && publicCategory(changed.entity), COMMON);
      case "member":
        return this.#set(members, changed.id, changed.entity && publicMember(changed.entity), bucketOf(changed.id));
      case "listing": {
        const bucket = bucketOf(changed.id);
        const listing = this.#set(listings, changed.id, changed.entity && publicListing(changed.entity), bucket);
        const post = this.#set(signposts, changed.id, changed.entity && signpost(changed.entity), bucket);
        return listing || post;
      }
      case "event":
        return this.#set(events, changed.id, changed.entity && publicEvent(changed.entity), bucketOf(changed.id));
      case "seats":
        return this.#set(seats, changed.id, changed.entity && publicSeats(changed.entity), bucketOf(changed.id));
      case "guests":
        return this.#set(guests, changed.id, changed.entity, bucketOf(changed.id));
    }
  }

  /** What the site is made of; null until the chamber is set up. */
  directory(): Directory | null {
    const { chamber, ...rest } = this.#contents;
    return chamber && { chamber, ...rest };
  }

  /** Every entity in the copy. */
  ids(): { kind: "category" | "member" | "listing" | "event" | "seats" | "guests"; id: string }[] {
    const { categories, members, listings, signposts, events, seats, guests } = this.#contents;
    return [
      ...[...categories.keys()].map((id) => ({ kind: "category" as const, id })),
      ...[...members.keys()].map((id) => ({ kind: "member" as const, id })),
      ...[...listings.keys(), ...signposts.keys()].map((id) => ({ kind: "listing" as const, id })),
      ...[...events.keys()].map((id) => ({ kind: "event" as const, id })),
      ...[...seats.keys()].map((id) => ({ kind: "seats" as const, id })),
      ...[...guests.keys()].map((id) => ({ kind: "guests" as const, id })),
    ];
  }

  /** Whether anything was put into the copy that is not saved yet. */
  isTouched(): boolean {
    return this.#touched.size > 0;
  }

  /** Writes the buckets touched since the last time as new files, and says which files hold the copy now. */
  async save(files: SiteFiles): Promise<SourceNames> {
    for (const bucket of this.#touched) {
      const bytes = bytesOf(JSON.stringify(this.#bucket(bucket)));
      const name = `source/${bucket}-${contentHash(bytes)}.json`;
      await files.write(name, bytes);
      this.#names.set(bucket, name);
    }
    this.#touched.clear();
    return Object.fromEntries([...this.#names].sort(([a], [b]) => compare(a, b)));
  }

  #bucket(bucket: string): Bucket {
    const { chamber, categories, members, listings, signposts, events, seats, guests } = this.#contents;
    if (bucket === COMMON) return { ...(chamber && { chamber }), categories: sorted(categories) };
    const own = <T extends { id: string }>(all: ReadonlyMap<string, T>) =>
      sorted(all).filter((entity) => bucketOf(entity.id) === bucket);
    return {
      members: own(members),
      listings: own(listings),
      signposts: own(signposts),
      events: own(events),
      seats: own(seats),
      guests: own(guests),
    };
  }

  #set<T extends { id: string }>(map: Map<string, T>, id: string, value: T | null, bucket: string): boolean {
    // The old object stays when nothing differs: what was worked out for it is still right.
    if (same(map.get(id) ?? null, value)) return false;
    if (value) map.set(id, value);
    else map.delete(id);
    this.#touched.add(bucket);
    return true;
  }
}

function bucketOf(id: string): string {
  return String(draw(id) % BUCKETS);
}

function sorted<T extends { id: string }>(map: ReadonlyMap<string, T>): T[] {
  return [...map.values()].sort((a, b) => compare(a.id, b.id));
}

/** Projections list their fields in one order, so equal ones have equal JSON. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
