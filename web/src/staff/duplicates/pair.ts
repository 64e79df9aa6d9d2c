import type { Sign } from "@mainstreet/core/duplicate";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { linkTo } from "../address.ts";

/** One of two listings, with whose it is. */
export type Side = { readonly listing: Listing; readonly member: Member; readonly memberListings: number };
export type Which = "a" | "b";

/** Two listings that may be of one business. */
export type Pair = {
  readonly score: number;
  readonly signs: readonly Sign[];
  readonly membersDiffer: boolean;
  readonly a: Side;
  readonly b: Side;
};

/** The fields that one listing can take from another, in the order in which they are shown. */
export const FIELDS = [
  "name",
  "summary",
  "categories",
  "address",
  "position",
  "phone",
  "email",
  "website",
  "hours",
  "zone",
  "tags",
  "description",
  "logo",
  "photos",
  "deals",
  "status",
  "confirmedOn",
  "staffNote",
] as const;
export type FieldName = (typeof FIELDS)[number];

/** The name of a pair, whatever becomes of its listings. */
export function pairName({ a, b }: Pair): string {
  return `${a.listing.id} ${b.listing.id}`;
}

/** Where a pair is looked at. */
export function hrefOfPair({ a, b }: Pair): string {
  return linkTo("/staff/duplicates/", { a: a.listing.id, b: b.listing.id });
}

export function otherOf(which: Which): Which {
  return which === "a" ? "b" : "a";
}

/** The side that would better stay: one that the public sees, then the one that says more, then the older one. */
export function betterSide({ a, b }: Pair): Which {
  const [one, other] = [a.listing, b.listing];
  const rank = (listing: Listing): number => (listing.status === "published" ? 1 : 0);
  const by = rank(one) - rank(other) || filledIn(one) - filledIn(other);
  return by > 0 || (by === 0 && one.createdAt <= other.createdAt) ? "a" : "b";
}

function filledIn(listing: Listing): number {
  return FIELDS.filter((field) => !isEmpty(listing[field])).length;
}

/** Whether a field says nothing. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every((part) => part === "");
}

/** Whether two values are the same, all that is in them included. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
