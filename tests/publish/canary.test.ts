import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { claim } from "@mainstreet/store/slug-claim";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { KEYRING } from "../people.ts";
import { inMemory, publisherOf, searched } from "./fixture.ts";
import { at, inTown, letters, NOON, SETTINGS, SPOTS, SQUARE, settle, townTable } from "./town.ts";

/** A word that stands in one private place and must stand nowhere else. */
const canary = (where: string) => `canary${where.toLowerCase()}`;

async function withCanaries(table: Table): Promise<{ memberId: string; listingIds: string[] }> {
  const member: Member.Member = {
    ...MemberStore.draft(at(NOON), { ...Member.BLANK, name: canary("MemberName") }, canary("MemberExternal")),
    contactName: canary("ContactName"),
    contactEmail: `${canary("ContactEmail")}@example.com`,
    note: canary("MemberNote"),
    memberships: [{ id: `msh_${letters(26)}`, level: "gold", from: "2020-01-01", until: null }],
  };
  const listingOf = (slug: string, change: Partial<Listing.Listing>): Listing.Listing => ({
    ...ListingStore.draft(at(NOON), member.id, { ...Listing.BLANK, name: slug }, canary("ListingExternal")),
    slug,
    address: inTown("Kingston"),
    ...change,
  });
  const hidden = (where: string) => ({
    name: canary(`${where}Name`),
    summary: canary(`${where}Summary`),
    description: canary(`${where}Description`),
    tags: [canary(`${where}Tag`)],
    phone: `845-555-0100 ${canary(`${where}Phone`)}`,
    email: `${canary(`${where}Email`)}@example.com`,
    address: inTown(canary(`${where}Town`), canary(`${where}Street`)),
  });
  const shown = listingOf("shown", { staffNote: canary("StaffNote") });
  const listings = [
    shown,
    listingOf(canary("HiddenSlug"), { ...hidden("Hidden"), status: "hidden" }),
    listingOf(canary("RemovedSlug"), { ...hidden("Removed"), status: "removed" }),
    listingOf("merged", { ...hidden("Merged"), status: "merged", mergedInto: shown.id }),
  ];
  await table.transact([
    ...MemberStore.steps(member, null, KEYRING),
    ...listings.flatMap((listing) => [claim("listing", listing.slug, listing.id), ListingStore.put(listing, null)]),
  ]);
  return { memberId: member.id, listingIds: listings.map(({ id }) => id) };
}

test("what is private reaches no file of the site and none of the publisher's papers", async () => {
  const { table } = await townTable();
  const seen: string[] = [];
  const watched = (at: ReturnType<typeof inMemory>) => ({
    ...at,
    write: async (path: string, bytes: Uint8Array) => {
      look(path, bytes);
      await at.write(path, bytes);
    },
    replace: async (path: string, bytes: Uint8Array, expected: Uint8Array | undefined) => {
      look(path, bytes);
      return at.replace(path, bytes, expected);
    },
  });
  const there = { site: watched(inMemory()), workshop: watched(inMemory()) };
  const publisher = publisherOf(table, there, { now: () => NOON });
  await publisher.publishAll();
  const { memberId, listingIds } = await withCanaries(table);

  await publisher.publish([
    { kind: "member", id: memberId },
    ...listingIds.map((id) => ({ kind: "listing" as const, id })),
  ]);
  await publisher.publishAll();

  expect([...there.site.files.keys()]).toContain("members/shown/index.html");
  expect(seen).toEqual([]);
  expect(JSON.stringify(await searched(there.site))).not.toContain("canary");

  function look(path: string, bytes: Uint8Array): void {
    if (/canary/i.test(`${path} ${Buffer.from(bytes).toString("latin1")}`)) seen.push(path);
  }
});

test("a canary that stands in a public place is found, so the test above can fail", async () => {
  const { table } = await townTable();
  await settle(table, [{ name: "Shown", summary: canary("Summary"), position: SPOTS[0] }]);
  const there = { site: inMemory(), workshop: inMemory() };

  await publisherOf(table, there, { now: () => NOON }).publishAll();

  const found = (files: ReadonlyMap<string, Uint8Array>) =>
    [...files].filter(([, bytes]) => Buffer.from(bytes).includes("canarysummary")).map(([path]) => path);
  expect(found(there.site.files)).toContain("members/shown/index.html");
  expect(found(there.workshop.files)).toHaveLength(1);
});

test("a listing outside the region is on no page while the chamber does not show those", async () => {
  const { table } = await townTable({ ...SETTINGS, region: SQUARE });
  await settle(table, [
    { name: "Inside", position: SPOTS[0] },
    { name: "Canary Outside", position: SPOTS[2] },
  ]);
  const there = { site: inMemory(), workshop: inMemory() };

  await publisherOf(table, there, { now: () => NOON }).publishAll();

  const found = [...there.site.files].filter(([path, bytes]) => /canary/i.test(path + Buffer.from(bytes)));
  expect(found.map(([path]) => path)).toEqual([]);
});
