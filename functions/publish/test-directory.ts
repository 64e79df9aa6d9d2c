import * as Chamber from "@mainstreet/core/chamber";
import type { Directory, PublicCategory, PublicEvent, PublicListing, Signpost } from "@mainstreet/core/directory";
import { type Showing, show } from "./shown.ts";

/** A public listing for tests: all blank but what is given. */
export function listingOf(slug: string, change: Partial<PublicListing> = {}): PublicListing {
  return {
    id: `lst_${slug}`,
    memberId: `mem_${slug}`,
    slug,
    formerSlugs: [],
    name: slug,
    summary: "",
    description: "",
    categories: [],
    tags: [],
    address: { street: "", extra: "", town: "", state: "", postalCode: "" },
    position: null,
    phone: "",
    email: "",
    website: "",
    hours: "",
    zone: null,
    logo: null,
    photos: [],
    deals: [],
    confirmedOn: null,
    updatedAt: "2026-11-20T12:00:00.000Z",
    ...change,
  };
}

/** A public category for tests, whose id is its slug. */
export function categoryOf(slug: string, change: Partial<PublicCategory> = {}): PublicCategory {
  return {
    id: slug,
    slug,
    formerSlugs: [],
    name: slug,
    parentId: null,
    schemaType: "Store",
    mergedInto: null,
    ...change,
  };
}

/** What a site shows of a directory for tests on a day: each listing's member joined on 1 March 2020 unless given. */
export function showingOf(from: {
  listings: readonly PublicListing[];
  categories?: readonly PublicCategory[];
  signposts?: readonly Signpost[];
  events?: readonly PublicEvent[];
  chamber?: Partial<Chamber.ChamberSettings>;
  joined?: (listing: PublicListing) => string;
}): Showing {
  const { listings, categories = [], signposts = [], events = [], chamber = {}, joined = () => "2020-03-01" } = from;
  const memberships = (listing: PublicListing) => [{ level: "member", from: joined(listing), until: null }];
  const directory: Directory = {
    chamber: { ...Chamber.BLANK, name: "Test Chamber", ...chamber },
    categories: new Map(categories.map((category) => [category.id, category])),
    members: new Map(listings.map((l) => [l.memberId, { id: l.memberId, memberships: memberships(l) }])),
    listings: new Map(listings.map((listing) => [listing.id, listing])),
    signposts: new Map(signposts.map((signpost) => [signpost.id, signpost])),
    events: new Map(events.map((event) => [event.id, event])),
    seats: new Map(),
  };
  return show(directory, "2026-11-22");
}

/** The public address of a path of the site under test. */
export const urlOf = (path: string): string => encodeURI(`https://chamber.example${path}`);
