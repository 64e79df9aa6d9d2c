import { system } from "@mainstreet/core/actor";
import {
  type Directory,
  type PublicChamber,
  publicCategory,
  publicChamber,
  publicListing,
  publicMember,
} from "@mainstreet/core/directory";
import { isOutside, type Listing } from "@mainstreet/core/listing";
import { NO_RENEWAL } from "@mainstreet/core/standing";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";

const ACTOR = system("preview");
/** So many other locations of the member are shown. */
const MOST_OTHERS = 200;

/**
 * As much of the directory as the page of one listing shows: the listing, the other locations of its member, and the
 * categories. The listing is in it even where the site would not show it; events of the member are left out.
 */
export async function directoryAround(table: Table, listing: Listing): Promise<Directory> {
  const { memberId } = listing;
  const [chamber, categories, member, page] = await Promise.all([
    ChamberStore.get(table),
    CategoryStore.list(table),
    MemberStore.get(table, ACTOR, memberId),
    ListingStore.list(table, ACTOR, { memberId, limit: MOST_OTHERS, cursor: null }),
  ]);
  const { region, showOutside } = chamber;
  const others = page.listings.filter((l) => l.id !== listing.id && (showOutside || !isOutside(l.position, region)));
  const listings = [...others, listing].flatMap((l) => publicListing(l) ?? []);
  const shownMember = publicMember(member) ?? { id: memberId, memberships: [] };
  return {
    // Whoever looks after a listing sees how it would look, whatever keeps it from the site.
    chamber: { ...publicChamber(chamber), showOutside: true, renewal: NO_RENEWAL },
    categories: new Map(categories.flatMap((c) => publicCategory(c) ?? []).map((c) => [c.id, c])),
    members: new Map([[memberId, shownMember]]),
    listings: new Map(listings.map((l) => [l.id, l])),
    signposts: new Map(),
    events: new Map(),
    seats: new Map(),
  };
}

/** So many listings stand for all of them. */
const SOME = 60;

/** A chamber with some of its listings: as much as shows how its pages look. */
export async function someOfDirectory(table: Table, chamber: PublicChamber): Promise<Directory> {
  const [categories, page] = await Promise.all([
    CategoryStore.list(table),
    ListingStore.list(table, ACTOR, { limit: SOME, cursor: null }),
  ]);
  const listings = page.listings.flatMap((l) => publicListing(l) ?? []);
  const ids = [...new Set(listings.map(({ memberId }) => memberId))];
  const members = await Promise.all(ids.map((id) => MemberStore.get(table, ACTOR, id)));
  return {
    chamber,
    categories: new Map(categories.flatMap((c) => publicCategory(c) ?? []).map((c) => [c.id, c])),
    members: new Map(members.flatMap((m) => publicMember(m) ?? []).map((m) => [m.id, m])),
    listings: new Map(listings.map((l) => [l.id, l])),
    signposts: new Map(),
    events: new Map(),
    seats: new Map(),
  };
}
