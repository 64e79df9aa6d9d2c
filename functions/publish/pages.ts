import type { PublicCategory } from "@mainstreet/core/directory";
import { weekOf } from "@mainstreet/core/opening-hours";
import type { DirectoryPage, HomePage, Link, ListingPage, ListPage, Page } from "@mainstreet/core/page";
import { compare } from "@mainstreet/core/text";
import { eventPages, hostedBy, nextEvents } from "./events.ts";
import { draw } from "./hash.ts";
import { scheduleStart } from "./hours.ts";
import { categoryLinks, categoryPath, parentOf, type Showing, type Shown, townLinks, townPath } from "./shown.ts";
import { split } from "./split.ts";

/** The most rows of a static list page. */
export const MOST_ROWS = 200;

const TODAY = 12;
const NEWEST = 6;
const NEXT = 3;
const MOST_HOSTED = 12;

/**
 * Every page of the site, each with all it is made of.
 * @param snapshot the name of the snapshot's file
 */
export function pagesOf(showing: Showing, snapshot: string): Page[] {
  const everything = listPages(
    { about: "all", name: "", slug: "", path: "/directory/", trail: [], children: [] },
    showing.rows,
  );
  return [
    homePage(showing, snapshot),
    directoryPage(showing, everything, snapshot),
    ...everything.slice(1),
    ...showing.categories.flatMap(({ category, rows }) => categoryPages(showing, category, rows)),
    ...showing.towns.flatMap(({ slug, name, rows }) =>
      listPages({ about: "town", name, slug, path: townPath(slug), trail: [], children: [] }, rows),
    ),
    ...showing.rows.map((row) => listingPage(showing, row)),
    ...eventPages(showing),
    { kind: "not-found", path: "/404.html" },
  ];
}

function homePage(showing: Showing, snapshot: string): HomePage {
  const { rows, date, directory } = showing;
  return {
    kind: "home",
    path: "/",
    snapshot,
    count: rows.length,
    about: directory.chamber.about,
    today: drawn(rows, date, TODAY).map((row) => row.card),
    newest: newest(rows, date, NEWEST).map((row) => ({ ...row.card, joinedOn: row.since ?? date })),
    events: nextEvents(showing.events, NEXT),
    categories: categoryLinks(showing, null),
    towns: townLinks(showing),
  };
}

/** The rows that a day's draw puts first: the same for everybody on that day, and nobody is first for long. */
function drawn(rows: readonly Shown[], date: string, most: number): Shown[] {
  return rows
    .map((row) => ({ row, lot: draw(`${date} ${row.listing.id}`) }))
    .sort((a, b) => a.lot - b.lot || compare(a.row.listing.id, b.row.listing.id))
    .slice(0, most)
    .map(({ row }) => row);
}

/** The first listing of each of the members who joined last, newest first. */
export function newest(rows: readonly Shown[], date: string, most: number): Shown[] {
  const firsts = new Map<string, Shown>();
  for (const row of rows) if (!firsts.has(row.listing.memberId)) firsts.set(row.listing.memberId, row);
  return [...firsts.values()]
    .filter((row) => row.since !== null && row.since <= date)
    .sort((a, b) => compare(b.since ?? "", a.since ?? "") || compare(b.listing.memberId, a.listing.memberId))
    .slice(0, most);
}

function directoryPage(showing: Showing, [first]: readonly ListPage[], snapshot: string): DirectoryPage {
  return {
    kind: "directory",
    path: "/directory/",
    snapshot,
    count: showing.rows.length,
    categories: showing.categories
      .filter(({ category, rows }) => rows.length > 0 && !parentOf(showing.directory, category))
      .map(({ category, rows }) => ({
        name: category.name,
        path: categoryPath(category),
        count: rows.length,
        children: categoryLinks(showing, category.id),
      })),
    towns: townLinks(showing),
    rows: first?.rows ?? [],
    parts: first?.parts ?? [],
  };
}

function categoryPages(showing: Showing, category: PublicCategory, rows: readonly Shown[]): ListPage[] {
  const parent = parentOf(showing.directory, category);
  const trail = parent ? [{ name: parent.name, path: categoryPath(parent) }] : [];
  return listPages(
    {
      about: "category",
      name: category.name,
      slug: category.slug,
      path: categoryPath(category),
      trail,
      children: categoryLinks(showing, category.id),
    },
    rows,
  );
}

type ListOf = Pick<ListPage, "about" | "name" | "slug" | "path" | "trail" | "children">;

/** A list as one page; or, when it is long, as a first page with links to its parts, and the parts. */
function listPages(list: ListOf, rows: readonly Shown[]): ListPage[] {
  const alone = { part: "", count: rows.length, parts: [], previous: null, next: null };
  const parts = split(rows, (row) => row.key, MOST_ROWS);
  if (parts.length <= 1) return [{ kind: "list", ...list, ...alone, rows: rows.map((row) => row.card) }];
  const links: Link[] = parts.map(({ key }) => ({ name: labelOf(key), path: `${list.path}a-z/${key}/` }));
  return [
    { kind: "list", ...list, ...alone, rows: [], parts: links },
    ...parts.map(
      ({ rows: own }, i): ListPage => ({
        kind: "list",
        ...list,
        path: links[i]?.path ?? list.path,
        part: links[i]?.name ?? "",
        count: null,
        trail: list.about === "all" ? list.trail : [...list.trail, { name: list.name, path: list.path }],
        children: [],
        rows: own.map((row) => row.card),
        parts: [],
        previous: links[i - 1] ?? null,
        next: links[i + 1] ?? null,
      }),
    ),
  ];
}

/** "sa" → "Sa". */
function labelOf(key: string): string {
  const [first = "", ...rest] = key;
  return first.toUpperCase() + rest.join("");
}

function listingPage(showing: Showing, row: Shown): ListingPage {
  const { listing, categories } = row;
  const town = showing.towns.find(({ slug }) => slug === row.townSlug);
  return {
    kind: "listing",
    path: `/members/${listing.slug}/`,
    id: listing.id,
    slug: listing.slug,
    name: listing.name,
    summary: listing.summary,
    description: listing.description,
    categories: categories.map((category) => ({ name: category.name, path: categoryPath(category) })),
    logo: listing.logo,
    photos: listing.photos,
    deals: listing.deals,
    schemaType: categories[0]?.schemaType ?? "LocalBusiness",
    tags: listing.tags,
    address: listing.address,
    country: showing.directory.chamber.country,
    town: town ? { name: town.name, path: townPath(town.slug) } : null,
    position: listing.position,
    phone: listing.phone,
    email: listing.email,
    website: listing.website,
    hours: listing.hours,
    week: weekOf(listing.hours),
    schedule: row.schedule
      ? {
          text: row.schedule,
          zone: listing.zone ?? showing.directory.chamber.zone,
          from: scheduleStart(showing.date),
        }
      : null,
    confirmedOn: listing.confirmedOn,
    memberSince: row.since,
    featured: row.featured,
    elsewhere: (showing.byMember.get(listing.memberId) ?? [])
      .filter((other) => other !== row)
      .map((other) => other.card),
    hosts: nextEvents(hostedBy(showing.events, listing.memberId), MOST_HOSTED),
  };
}
