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

const ROUNDS = long ? 250 : 5;
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
  const { table, calm, injected } = await badDay({ seed: 21 });
  const roll = dice(22);
  const oneOf = <T>(things: readonly [T, ...T[]] | readonly T[], fallback: T) =>
    things[Math.floor(roll() * things.length)] ?? fallback;
  const member = await MemberStore.create(calm, by(), { ...Member.BLANK, name: "Bread Alone" });
  const all = new Map<string, Listing.Listing>();
  let down = 0;

  for (let round = 0; round < ROUNDS; round++) {
    const renamed = [...all.values()].sort(() => roll() - 0.5).slice(0, 3);
    const [firstSlug = "", name] = [oneOf(SLUGS, ""), oneOf(NAMES, "")];
    const keep = (listing: Listing.Listing) => all.set(listing.id, listing);
    down += await turnedDown([
      ...[1, 2].map(() => ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name }).then(keep)),
      ...renamed.map(({ id, version }) =>
        ListingStore.update(table, by(), id, version, { slug: firstSlug }).then(keep),
      ),
      ...renamed
        .slice(0, 1)
        .map(({ id, version }) =>
          ListingStore.update(table, by(), id, version, { slug: oneOf(SLUGS, "x") }).then(keep),
        ),
    ]);
    if (!long || round % 25 === 0) expect(await addressFaults(calm, "listing", [...all.values()])).toEqual([]);
  }

  const stored = await Promise.all([...all.keys()].map((id) => ListingStore.get(calm, id)));
  expect(stored).toEqual([...all.values()]);
  expect(all.size).toBe(2 * ROUNDS);
  expect(await addressFaults(calm, "listing", stored)).toEqual([]);
  figure(
    `addresses of listings under faults: ${written(ROUNDS)} rounds, ${written(all.size)} listings, ${written(down)} attempts told taken or stale, 0 addresses shared, ${written(injected.conflict)} conflicts and ${written(injected.lostReply)} lost replies injected`,
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
