import { ChamberError } from "@mainstreet/core/error";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { dice } from "../emulator/fault-layer.ts";
import { by } from "../emulator/table.ts";
import { addressFaults } from "./addresses.ts";
import { badDay, figure, long, written } from "./bad-day.ts";

const ROUNDS = long ? 10 : 4;
const CHAMBERS = long ? 25 : 1;
const NAMES = ["bread", "bread alone", "loaf"];
const SLUGS = ["bread", "bread-2", "loaf", "baker", "oven"];
const EXPECTED = new Set(["taken", "stale"]);

/** How often an attempt was turned down in a way that people are told of. */
async function turnedDown(attempts: readonly Promise<unknown>[]): Promise<number> {
  let count = 0;
  for (const outcome of await Promise.allSettled(attempts)) {
    if (outcome.status === "fulfilled") continue;
    if (!(outcome.reason instanceof ChamberError) || !EXPECTED.has(outcome.reason.code)) throw outcome.reason;
    count++;
  }
  return count;
}

test("no two listings ever have an address in common, whoever makes and renames them at once", async () => {
  const total = { listings: 0, down: 0, conflicts: 0, lostReplies: 0 };

  for (let chamber = 0; chamber < CHAMBERS; chamber++) {
    const { table, calm, injected } = await badDay({ seed: 21 + chamber });
    const roll = dice(chamber);
    const oneOf = (things: readonly string[]) => things[Math.floor(roll() * things.length)] ?? "x";
    const member = await MemberStore.create(calm, by(), { ...Member.BLANK, name: "Bread Alone" });
    const all = new Map<string, Listing.Listing>();
    const keep = (listing: Listing.Listing) => all.set(listing.id, listing);
    const rename = ({ id, version }: Listing.Listing, slug: string) =>
      ListingStore.update(table, by(), id, version, { slug }).then(keep);

    for (let round = 0; round < ROUNDS; round++) {
      const [name, slug] = [oneOf(NAMES), oneOf(SLUGS)];
      const some = [...all.values()].sort(() => roll() - 0.5).slice(0, 3);
      total.down += await turnedDown([
        ...[1, 2].map(() => ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name }).then(keep)),
        ...some.map((listing) => rename(listing, slug)),
        ...some.slice(0, 1).map((listing) => rename(listing, oneOf(SLUGS))),
      ]);
      expect(await addressFaults(calm, "listing", [...all.values()])).toEqual([]);
    }

    expect(await Promise.all([...all.keys()].map((id) => ListingStore.get(calm, id)))).toEqual([...all.values()]);
    expect(all.size).toBe(2 * ROUNDS);
    total.listings += all.size;
    total.conflicts += injected.conflict;
    total.lostReplies += injected.lostReply;
  }

  figure(
    `addresses of listings under faults: ${written(CHAMBERS * ROUNDS)} rounds, ${written(total.listings)} listings, ${written(total.down)} attempts told taken or stale, 0 addresses shared, ${written(total.conflicts)} conflicts and ${written(total.lostReplies)} lost replies injected`,
  );
});

test("no two categories ever have an address in common", async () => {
  const { table, calm } = await badDay({ seed: 23 });
  const draft = { name: "Bakeries", parentId: null, schemaType: "Bakery" };

  const made = await Promise.all([1, 2, 3, 4].map(() => CategoryStore.create(table, by(), draft)));
  const down = await turnedDown(made.map(({ id }) => CategoryStore.update(table, by(), id, 1, { slug: "bread" })));

  const categories = await CategoryStore.list(calm);
  expect(categories.map((c) => c.slug)).toContain("bread");
  expect([made.length, down]).toEqual([4, 3]);
  expect(await addressFaults(calm, "category", categories)).toEqual([]);
});
