import { STAFF } from "@mainstreet/core/actor";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { by } from "../emulator/table.ts";
import type { Ask } from "./site.ts";

/** Stands in every field that the public must not see. */
export const CANARY = "kanarie7f3a";

/** The ids of a small town: everything at version 1. */
export type Town = Readonly<
  Record<"bakeries" | "cafes" | "baker" | "gone" | "bakery" | "cafe" | "hidden" | "orphan", string>
>;

/** Settles two categories, a member with three listings of which one is hidden, and a removed member with one. */
export async function settle(table: Table): Promise<Town> {
  const category = async (name: string) =>
    (await CategoryStore.create(table, by(), { name, parentId: null, schemaType: "Store" })).id;
  const [bakeries, cafes] = [await category("Bakeries"), await category("Cafés")];

  const member = async (name: string, status: Member.Member["status"]) => {
    const draft = {
      ...Member.BLANK,
      name,
      note: `note ${CANARY}`,
      contactName: `name ${CANARY}`,
      contactEmail: `${CANARY}@example.org`,
    };
    const made: Member.Member = { ...MemberStore.draft(by(STAFF), draft, `external ${CANARY}`), status };
    await table.transact([MemberStore.put(made, null)]);
    return made.id;
  };
  const [baker, gone] = [await member("Bread Alone", "current"), await member("Gone Fishing", "removed")];

  const listing = async (memberId: string, name: string, status: "published" | "hidden") => {
    const draft = { ...Listing.BLANK, name, status, staffNote: `staff ${CANARY}`, categories: [bakeries] };
    const made: Listing.Listing = {
      ...ListingStore.draft(by(STAFF), memberId, draft, `external ${CANARY}`),
      slug: name.toLowerCase().replaceAll(" ", "-"),
    };
    await table.transact([ListingStore.put(made, null)]);
    return made.id;
  };
  return {
    bakeries,
    cafes,
    baker,
    gone,
    bakery: await listing(baker, "Bread Alone", "published"),
    cafe: await listing(baker, "Bread Alone Cafe", "published"),
    hidden: await listing(baker, "Secret Oven", "hidden"),
    orphan: await listing(gone, "Gone Fishing", "published"),
  };
}

/** One good request to every route that changes something; a route that is missing here fails the tests that go over all. */
export const GOOD: Readonly<Record<string, (town: Town) => { path: string } & Pick<Ask, "body" | "version">>> = {
  "PATCH /api/chamber": () => ({ path: "/api/chamber", version: 1, body: { tagline: "Open today" } }),
  "POST /api/categories": () => ({
    path: "/api/categories",
    body: { name: "Florists", parentId: null, schemaType: "Florist" },
  }),
  "PATCH /api/categories/{id}": ({ cafes }) => ({
    path: `/api/categories/${cafes}`,
    version: 1,
    body: { name: "Coffee" },
  }),
  "DELETE /api/categories/{id}": ({ cafes }) => ({ path: `/api/categories/${cafes}`, version: 1 }),
  "POST /api/categories/{id}/merge": ({ cafes, bakeries }) => ({
    path: `/api/categories/${cafes}/merge`,
    version: 1,
    body: { into: bakeries },
  }),
  "POST /api/members": () => ({
    path: "/api/members",
    body: { name: "New Neighbour", memberships: [{ level: "member", from: "2026-01-01", until: null }] },
  }),
  "PATCH /api/members/{id}": ({ baker }) => ({ path: `/api/members/${baker}`, version: 1, body: { note: "Rang" } }),
  "DELETE /api/members/{id}": ({ baker }) => ({ path: `/api/members/${baker}`, version: 1 }),
  "POST /api/members/{id}/restore": ({ gone }) => ({ path: `/api/members/${gone}/restore`, version: 1 }),
  "POST /api/listings": ({ baker }) => ({ path: "/api/listings", body: { memberId: baker, name: "Second Oven" } }),
  "PATCH /api/listings/{id}": ({ bakery }) => ({
    path: `/api/listings/${bakery}`,
    version: 1,
    body: { phone: "845 555 0100" },
  }),
  "DELETE /api/listings/{id}": ({ bakery }) => ({ path: `/api/listings/${bakery}`, version: 1 }),
  "POST /api/listings/{id}/merge": ({ cafe, bakery }) => ({
    path: `/api/listings/${cafe}/merge`,
    version: 1,
    body: { into: bakery },
  }),
};

/** The good request to a route that changes something. @throws for a route without one */
export function goodRequest(name: string, town: Town): { path: string } & Pick<Ask, "body" | "version"> {
  const good = GOOD[name];
  if (!good) throw new Error(`${name} has no row in tests/api/town.ts.`);
  return good(town);
}
