import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { get } from "../ask.ts";
import { FIELDS, type FieldName, isSame, type Pair, type Side, type Which } from "./pair.ts";

/** Reads both sides of a pair as they are now; null where one of them is gone. @throws `Failed` */
export async function readAgain(pair: Pair): Promise<Pair | null> {
  const [a, b] = await Promise.all([sideNow(pair.a), sideNow(pair.b)]);
  if (!isThere(a) || !isThere(b)) return null;
  return { ...pair, a, b, membersDiffer: a.member.id !== b.member.id };
}

/** What a listing says otherwise than when it was looked at. */
export function changedIn(before: Pair, after: Pair, which: Which): readonly FieldName[] {
  const [old, now] = [before[which].listing, after[which].listing];
  return FIELDS.filter((field) => !isSame(old[field], now[field]));
}

async function sideNow(side: Side): Promise<Side> {
  const listing = await get<Listing>(`listings/${side.listing.id}`);
  const member = await get<Member>(`members/${listing.memberId}`);
  return { ...side, listing, member };
}

function isThere({ listing, member }: Side): boolean {
  return (listing.status === "published" || listing.status === "hidden") && member.status === "current";
}
