import { system } from "@mainstreet/core/actor";
import type { Chamber } from "@mainstreet/core/chamber";
import {
  type PublicListing,
  publicChamber,
  publicListing,
  publicMember,
  shownListings,
} from "@mainstreet/core/directory";
import type { Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import { memberKey } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import { afterListing } from "./cursor.ts";

const READER = system("directory");
/** How many listings are read at once: enough that a run of hidden ones does not take a read each. */
const READ = 100;

/** The public parts of those listings that the site shows: by the same rule, core's. */
export async function shownOf(table: Table, chamber: Chamber, listings: readonly Listing[]): Promise<PublicListing[]> {
  const published = listings.flatMap((listing) => publicListing(listing) ?? []);
  const memberIds = new Set(published.map((listing) => listing.memberId));
  const items = await table.getMany([...memberIds].map(memberKey));
  const members = items.flatMap((item) => publicMember(Member.parse(entityOf(item))) ?? []);
  return shownListings({
    chamber: publicChamber(chamber),
    categories: new Map(),
    signposts: new Map(),
    members: new Map(members.map((member) => [member.id, member])),
    listings: new Map(published.map((listing) => [listing.id, listing])),
  });
}

/** A page of what the site shows. Its cursor names the last listing shown, never a hidden one behind it. */
export async function shownPage(
  table: Table,
  chamber: Chamber,
  { limit, cursor, memberId }: { limit: number; cursor: string | null; memberId?: string | undefined },
): Promise<{ listings: PublicListing[]; cursor: string | null }> {
  const shown: PublicListing[] = [];
  let at = cursor;
  do {
    const page = await ListingStore.list(table, READER, { limit: READ, cursor: at, ...(memberId && { memberId }) });
    shown.push(...(await shownOf(table, chamber, page.listings)));
    at = page.cursor;
  } while (at !== null && shown.length < limit);
  const listings = shown.slice(0, limit);
  const last = listings.at(-1);
  const more = at !== null || shown.length > limit;
  return { listings, cursor: more && last ? afterListing(last) : null };
}
