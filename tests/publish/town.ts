import { randomBytes } from "node:crypto";
import type { Category } from "@mainstreet/core/category";
import * as Chamber from "@mainstreet/core/chamber";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import type { Region } from "@mainstreet/core/region";
import { slugOf } from "@mainstreet/core/slug";
import * as CategoryStore from "@mainstreet/store/category-store";
import type { Changed } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { claim } from "@mainstreet/store/slug-claim";
import type { Action, Table } from "@mainstreet/store/table";
import { freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { recording } from "./stream.ts";

/** Noon in Kingston on a day in November. */
export const NOON = Date.parse("2026-11-22T17:00:00Z");
export const HOUR = 60 * 60 * 1000;

/** A square around Kingston: the first of `SPOTS` lie inside, the last does not. */
export const SQUARE: Region = {
  name: "Around Kingston",
  shape: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [-74.1, 41.8],
          [-73.9, 41.8],
          [-73.9, 42],
          [-74.1, 42],
          [-74.1, 41.8],
        ],
      ],
    ],
  },
};
export const SPOTS = [
  { lat: 41.93, lon: -74.01 },
  { lat: 41.86, lon: -73.98 },
  { lat: 42.3, lon: -73.7 },
] as const;

export const SETTINGS: Chamber.ChamberSettings = {
  ...Chamber.BLANK,
  name: "Ulster Chamber",
  country: "CA",
  levels: [
    { id: "member", name: "Member", rank: 0, featured: false, ...Chamber.ALL_INCLUDED },
    { id: "gold", name: "Gold", rank: 2, featured: true, photos: 2, deals: true },
  ],
};

/** A table whose writes are noted as its stream would. */
export async function townTable(
  settings: Chamber.ChamberSettings = SETTINGS,
): Promise<{ table: Table; name: string; records: Changed[] }> {
  const { client, records } = recording();
  const { table, name } = await freshTable({ client, chamber: settings });
  return { table, name, records };
}

/** Somebody who may do everything, at an instant of the test's clock. */
export function at(now: number) {
  return { actor: TRUSTED, now, random, keyring: KEYRING, remember: null };
}

export type Spec = Partial<Listing.ListingDraft> & { readonly name: string; readonly joined?: string | null };

/** Many listings, each of a member of its own, a hundred actions at a time. */
export async function settle(table: Table, specs: readonly Spec[], now: number = NOON): Promise<Listing.Listing[]> {
  const slugs = new Set<string>();
  const listings: Listing.Listing[] = [];
  let actions: Action[] = [];
  for (const { joined = "2020-03-01", ...spec } of specs) {
    const memberships = joined ? [{ id: `msh_${letters(26)}`, level: "member", from: joined, until: null }] : [];
    const member = MemberStore.draft(at(now), { ...Member.BLANK, name: spec.name, memberships }, null);
    const draft = ListingStore.draft(at(now), member.id, { ...Listing.BLANK, ...spec }, null);
    const base = slugOf(spec.name);
    let slug = base;
    for (let n = 2; slugs.has(slug); n++) slug = `${base}-${n}`;
    slugs.add(slug);
    const listing = { ...draft, slug };
    listings.push(listing);
    actions.push(
      claim("listing", slug, listing.id),
      ...MemberStore.steps(member, null, KEYRING),
      ListingStore.put(listing, null),
    );
    if (actions.length > 96) {
      await table.transact(actions);
      actions = [];
    }
  }
  if (actions.length > 0) await table.transact(actions);
  return listings;
}

/** A category below another, or a top one. */
export function category(table: Table, name: string, parentId: string | null = null): Promise<Category> {
  return CategoryStore.create(table, at(NOON), { name, parentId, schemaType: "Store" });
}

/** An address in a town. */
export function inTown(town: string, street = ""): Listing.Address {
  return { ...Listing.BLANK.address, town, street };
}

export function letters(length: number): string {
  return [...randomBytes(length)].map((byte) => "0123456789abcdefghjkmnpqrstvwxyz"[byte % 32]).join("");
}
