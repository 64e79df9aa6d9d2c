import { type Directory, type PublicCategory, type PublicListing, resolveCategory } from "@mainstreet/core/directory";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Card, ListLink } from "@mainstreet/core/page";
import { levelOn, memberSince, shownListings } from "@mainstreet/core/shown-listings";
import { slugOf } from "@mainstreet/core/slug";
import { compare, fold } from "@mainstreet/core/text";
import { type ShownEvent, showEvents } from "./events.ts";
import { scheduleOf, scheduleStart } from "./hours.ts";

/** A listing as the lists need it: with its sort key, its categories as they stand today, and its town's address. */
export type Shown = {
  readonly listing: PublicListing;
  /** Letters and digits of the name, by which lists are sorted and split. */
  readonly key: string;
  /** As the listing names them, merges followed; first is primary. */
  readonly categories: readonly PublicCategory[];
  readonly townSlug: string;
  readonly featured: string;
  /** When it is open in the coming days, as search/schedule reads it; "" when that is not known. */
  readonly schedule: string;
  readonly since: LocalDate | null;
  readonly card: Card;
};

export type Town = { readonly slug: string; readonly name: string; readonly rows: readonly Shown[] };

/** What a site shows on a day, sorted and grouped once for all its pages. */
export type Showing = {
  readonly date: LocalDate;
  readonly directory: Directory;
  /** From A to Z. */
  readonly rows: readonly Shown[];
  /** Current categories with their listings and those of the categories below, from A to Z. */
  readonly categories: readonly { readonly category: PublicCategory; readonly rows: readonly Shown[] }[];
  readonly towns: readonly Town[];
  readonly byMember: ReadonlyMap<string, readonly Shown[]>;
  /** By when they start. */
  readonly events: readonly ShownEvent[];
};

// A listing object stays the same while nothing about it changes, so its folded name is worked out once.
const keys = new WeakMap<PublicListing, string>();

function keyOf(listing: PublicListing): string {
  let key = keys.get(listing);
  if (key === undefined) {
    key = fold(listing.name).replaceAll(" ", "") || "-";
    keys.set(listing, key);
  }
  return key;
}

/** Sorts and groups what a directory shows on a day. */
export function show(directory: Directory, date: LocalDate): Showing {
  const rows = shownListings(directory, date)
    .map((listing) => shown(directory, listing, date))
    .sort(
      (a, b) =>
        compare(a.key, b.key) || compare(a.listing.name, b.listing.name) || compare(a.listing.slug, b.listing.slug),
    );
  const byMember = Map.groupBy(rows, (row) => row.listing.memberId);
  const byTown = Map.groupBy(
    rows.filter((row) => row.townSlug !== ""),
    (row) => row.townSlug,
  );
  const towns = [...byTown]
    .map(([slug, own]) => ({ slug, name: commonest(own.map((row) => row.listing.address.town)), rows: own }))
    .sort((a, b) => compare(fold(a.name), fold(b.name)) || compare(a.slug, b.slug));
  const events = showEvents(directory, byMember, date);
  return { date, directory, rows, categories: categoriesOf(directory, rows), towns, byMember, events };
}

function shown(directory: Directory, listing: PublicListing, date: LocalDate): Shown {
  const categories = new Map<string, PublicCategory>();
  for (const id of listing.categories) {
    const category = resolveCategory(directory, id);
    if (category) categories.set(category.id, category);
  }
  const level = levelOn(directory, listing.memberId, date);
  const featured = level?.featured ? level.name : "";
  const [primary] = categories.values();
  const { town, street, state } = listing.address;
  const { zone: chamberZone, country } = directory.chamber;
  const zone = listing.zone ?? chamberZone;
  const from = scheduleStart(date);
  return {
    listing,
    key: keyOf(listing),
    categories: [...categories.values()],
    townSlug: town && slugOf(town, "town"),
    featured,
    schedule: scheduleOf(listing.hours, { zone, chamberZone, country, state, position: listing.position, from }),
    since: memberSince(directory, listing.memberId),
    card: {
      slug: listing.slug,
      name: listing.name,
      summary: listing.summary,
      category: primary?.name ?? "",
      street,
      town,
      phone: listing.phone,
      featured,
      onMap: listing.position !== null,
    },
  };
}

function categoriesOf(directory: Directory, rows: readonly Shown[]): Showing["categories"] {
  const own = new Map<string, Shown[]>();
  for (const category of directory.categories.values()) if (category.mergedInto === null) own.set(category.id, []);
  for (const row of rows) {
    const into = new Set<string>();
    for (const category of row.categories) {
      into.add(category.id);
      const parent = parentOf(directory, category);
      if (parent) into.add(parent.id);
    }
    for (const id of into) own.get(id)?.push(row);
  }
  return [...own]
    .flatMap(([id, found]) => {
      const category = directory.categories.get(id);
      return category ? [{ category, rows: found }] : [];
    })
    .sort((a, b) => compare(fold(a.category.name), fold(b.category.name)) || compare(a.category.slug, b.category.slug));
}

/** The category above one, merges followed; null for a top category, or when the one above is gone. */
export function parentOf(directory: Directory, category: PublicCategory): PublicCategory | null {
  const parent = category.parentId === null ? null : resolveCategory(directory, category.parentId);
  return parent && parent.id !== category.id ? parent : null;
}

/** The address of a category's list. */
export function categoryPath(category: PublicCategory): string {
  return `/directory/${category.slug}/`;
}

/** The address of a town's list. */
export function townPath(slug: string): string {
  return `/towns/${slug}/`;
}

/** Links to the towns. */
export function townLinks(showing: Showing): ListLink[] {
  return showing.towns.map(({ slug, name, rows }) => ({ name, path: townPath(slug), count: rows.length }));
}

/** Links to the categories right below one (null: the top ones) that hold any listing. */
export function categoryLinks(showing: Showing, below: string | null): ListLink[] {
  return showing.categories
    .filter(({ category, rows }) => rows.length > 0 && (parentOf(showing.directory, category)?.id ?? null) === below)
    .map(({ category, rows }) => ({ name: category.name, path: categoryPath(category), count: rows.length }));
}

/** The most frequent of several spellings; of equally frequent ones the first in order. */
function commonest(spellings: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const spelling of spellings) counts.set(spelling, (counts.get(spelling) ?? 0) + 1);
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b));
  return best?.[0] ?? "";
}
