import type { Chamber } from "@mainstreet/core/chamber";
import {
  type Directory,
  type PublicListing,
  publicChamber,
  publicListing,
  publicMember,
} from "@mainstreet/core/directory";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import { shownListings } from "@mainstreet/core/shown-listings";
import { memberKey } from "@mainstreet/store/directory-keys";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";

/** The public parts of those listings that the site shows at an instant (milliseconds since 1970): by the same rule, core's. */
export async function shownOf(
  table: Table,
  chamber: Chamber,
  listings: readonly Listing[],
  now: number,
): Promise<PublicListing[]> {
  const published = listings.flatMap((listing) => publicListing(listing) ?? []);
  const memberIds = new Set(published.map((listing) => listing.memberId));
  const items = await table.getMany([...memberIds].map(memberKey));
  const members = items.flatMap((item) => publicMember(Member.parse(entityOf(item))) ?? []);
  const directory: Directory = {
    chamber: publicChamber(chamber),
    categories: new Map(),
    signposts: new Map(),
    events: new Map(),
    seats: new Map(),
    members: new Map(members.map((member) => [member.id, member])),
    listings: new Map(published.map((listing) => [listing.id, listing])),
  };
  return shownListings(directory, dateIn(chamber.zone, now));
}
