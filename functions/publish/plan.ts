import { hash } from "node:crypto";
import type { Directory } from "@mainstreet/core/directory";
import type { PublicGuests } from "@mainstreet/core/event-guests";
import { ACCOUNT_PATHS, type Page, type Site } from "@mainstreet/core/page";
import { calendarsOf } from "./calendars.ts";
import { contactCard } from "./contact-card.ts";
import { eventPath, guestsFile, seatsFile } from "./events.ts";
import { atom, comingEvents, jsonFeed, newMembers } from "./feeds.ts";
import { contentHash } from "./hash.ts";
import { type Media, mediaOf } from "./media.ts";
import { csv, geojson } from "./open-data.ts";
import { pagesOf } from "./pages.ts";
import { redirectsOf } from "./redirects.ts";
import { boxOfShowing, regionMap } from "./region-map.ts";
import type { Showing } from "./shown.ts";
import { signpostPage } from "./signpost-page.ts";
import { bytesOf } from "./site-files.ts";
import { sitemaps } from "./sitemap.ts";
import type { WebBuild } from "./web-build.ts";

/** Where a site will lie. */
export type SiteAddress = { readonly origin: string; readonly base: string };

/** One file of the site: what it is made of, as a hash, and how it is made. */
export type PlannedFile = {
  readonly fingerprint: string;
  /** Undefined for a picture whose file is nowhere: the site goes on without it. */
  readonly make: () => Promise<Uint8Array | undefined> | Uint8Array;
  /** By how many milliseconds it may follow an edit, so that a busy hour does not rewrite it each second; 0 for at once. */
  readonly after: number;
};

/** Every file of the site but the search snapshot, by path: a pure function of what is shown and of what it is made for. */
export type Plan = { readonly showing: Showing; readonly files: ReadonlyMap<string, PlannedFile> };

/** Files of the whole directory. */
const WHOLE_AFTER_MS = 15_000;
/** How many seats of an event are taken and who comes, while many register. */
const SEATS_AFTER_MS = 5_000;

/** By the event's id. */
type Guests = ReadonlyMap<string, PublicGuests>;

/** The file that tells where old addresses lead. */
export const REDIRECTS_FILE = "redirects.json";

/** What a plan is made for, besides what it shows. */
export type PlanFor = {
  readonly address: SiteAddress;
  readonly web: WebBuild;
  /** The pictures that were uploaded. */
  readonly media: Media;
  /** The name of the snapshot's file, for the pages that fetch it at once. */
  readonly snapshot: string;
  /** Whether it is for a server of files alone: old addresses get a small page that leads on, and nothing leads to the API. */
  readonly signpostPages: boolean;
};

/** Plans the whole site. Nothing is drawn yet. */
export function planSite(showing: Showing, { address, web, media, snapshot, signpostPages }: PlanFor): Plan {
  const { chamber } = showing.directory;
  const theme = web.themeCss(chamber.accent);
  const themePath = `theme-${contentHash(theme)}.css`;
  const site: Site = {
    ...address,
    name: chamber.name,
    tagline: chamber.tagline,
    language: chamber.language,
    email: chamber.email,
    phone: chamber.phone,
    address: chamber.address,
    units: chamber.units,
    logo: chamber.logo,
    theme: `/${themePath}`,
    box: boxOfShowing(showing),
    mapStyle: chamber.mapStyle,
    api: signpostPages ? "" : "/api/",
  };
  const urlOf = (path: string) => encodeURI(address.origin + address.base.slice(0, -1) + path);
  const around = hash("sha256", JSON.stringify([web.id, site]), "base64");
  const files = new Map<string, PlannedFile>();
  const text = (path: string, content: string) =>
    files.set(path, { fingerprint: contentHash(content), make: () => bytesOf(content), after: 0 });
  const later = (path: string, fingerprint: string, make: () => string) =>
    files.set(path, { fingerprint, make: () => bytesOf(make()), after: WHOLE_AFTER_MS });

  for (const [path, asset] of web.assets) files.set(path, { fingerprint: asset.hash, make: asset.read, after: 0 });
  for (const { path, from } of mediaOf({ rows: showing.rows, logo: chamber.logo }))
    files.set(path, { fingerprint: path, make: () => media.read(from), after: 0 });
  text(themePath, theme);
  text("robots.txt", `User-agent: *\nAllow: /\nSitemap: ${urlOf("/sitemap.xml")}\n`);

  const pages = pagesOf(showing, snapshot);
  const forPeople: Page[] = ACCOUNT_PATHS.map((path) => ({ kind: "account", path }));
  for (const page of [...pages, ...forPeople]) {
    files.set(fileOf(page.path), {
      fingerprint: hash("sha256", around + JSON.stringify(page), "base64"),
      make: async () => bytesOf(await web.renderPage(page, site)),
      after: 0,
    });
  }
  for (const { listing } of showing.rows) {
    const path = `/members/${listing.slug}/`;
    text(`${path.slice(1)}card.vcf`, contactCard(listing, urlOf(path), chamber.country));
  }

  const feed = newMembers(showing, urlOf);
  text("feeds/new-members.atom", atom(feed, urlOf("/feeds/new-members.atom")));
  text("feeds/new-members.json", jsonFeed(feed, urlOf("/feeds/new-members.json")));
  const coming = comingEvents(showing, urlOf);
  text("feeds/mixers.atom", atom(coming, urlOf("/feeds/mixers.atom")));
  text("feeds/mixers.json", jsonFeed(coming, urlOf("/feeds/mixers.json")));
  const { guests }: Directory & { readonly guests?: Guests } = showing.directory;
  for (const shown of showing.events) {
    const { id, slug } = shown.event;
    const live = (name: string, content: string) =>
      files.set(eventPath(slug).slice(1) + name, {
        fingerprint: contentHash(content),
        make: () => bytesOf(content),
        after: SEATS_AFTER_MS,
      });
    live("seats.json", seatsFile(shown.event, showing.directory.seats.get(id)));
    if (guests) live("guests.json", guestsFile(shown, guests.get(id)));
  }
  for (const [path, calendar] of calendarsOf(showing, urlOf)) text(path, calendar);
  const redirects = redirectsOf(showing);
  text(REDIRECTS_FILE, `${JSON.stringify(Object.fromEntries(redirects), null, 1)}\n`);
  if (signpostPages) for (const [from, to] of redirects) text(fileOf(from), signpostPage(site, to, urlOf(to)));
  text("map/region.json", regionMap(showing));

  // The stored rows say it all: the exports hold nothing that is not in them, in the categories or in the address.
  const whole = hash("sha256", JSON.stringify([address, showing.rows.map((r) => [r.listing, r.categories])]), "base64");
  later("directory.geojson", whole, () => geojson(showing.rows, urlOf));
  later("directory.csv", whole, () => csv(showing.rows, urlOf));
  for (const [path, content] of sitemaps(showing, pages, urlOf)) later(path, contentHash(content), () => content);
  return { showing, files };
}

/** The file in which a page lies: "/towns/" → "towns/index.html". */
export function fileOf(path: string): string {
  return path.endsWith("/") ? `${path.slice(1)}index.html` : path.slice(1);
}
