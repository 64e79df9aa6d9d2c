import { PUBLIC } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";

async function listings(table: Table, count: number, name: string): Promise<Listing.Listing[]> {
  const { id } = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Bread Alone" });
  const names = Array.from({ length: count }, (_, i) => `${name} ${i}`);
  return Promise.all(names.map((each) => ListingStore.create(table, by(), id, { ...Listing.BLANK, name: each })));
}

async function three(table: Table, name = "Oven"): Promise<[Listing.Listing, Listing.Listing, Listing.Listing]> {
  const [a, b, c] = await listings(table, 3, name);
  if (!a || !b || !c) throw new Error("There are not three listings.");
  return [a, b, c];
}

test("a listing merged into another is a signpost to it, and is edited no more", async () => {
  const { table } = await freshTable();
  const [a, b, c] = await three(table);

  const merged = await ListingStore.merge(table, by(), a.id, 1, b.id);

  expect(merged).toMatchObject({ status: "merged", mergedInto: b.id, slug: a.slug, version: 2 });
  expect(await ListingStore.get(table, a.id)).toEqual(merged);
  for (const attempt of [
    () => ListingStore.update(table, by(), a.id, 2, { phone: "" }),
    () => ListingStore.remove(table, by(), a.id, 2),
    () => ListingStore.merge(table, by(), a.id, 2, c.id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
  }
});

test("a listing is merged neither into itself nor into what is gone", async () => {
  const { table } = await freshTable();
  const [a, b, c] = await three(table);
  await ListingStore.remove(table, by(), b.id, 1);
  await ListingStore.merge(table, by(), c.id, 1, a.id);

  for (const into of [a.id, b.id, c.id]) {
    await expect(ListingStore.merge(table, by(), a.id, 1, into)).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(
    ListingStore.merge(
      table,
      by(),
      a.id,
      1,
      a.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ),
  ).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(ListingStore.merge(table, by(), a.id, 9, a.id)).rejects.toBeInstanceOf(ChamberError);
});

test("nobody without trust merges or removes, or learns what there is", async () => {
  const { table } = await freshTable();
  const [a, b] = await three(table);
  const nobody = by<Listing.Listing>(PUBLIC);

  for (const into of [a.id, b.id, b.id.replace(/.$/, (last) => (last === "0" ? "1" : "0"))]) {
    await expect(ListingStore.merge(table, nobody, a.id, 1, into)).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await expect(ListingStore.remove(table, nobody, a.id, 1)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a removed listing keeps its address and comes back when it is published", async () => {
  const { table } = await freshTable();
  const [a, b] = await three(table);

  const removed = await ListingStore.remove(table, by(), a.id, 1);
  await expect(ListingStore.update(table, by(), b.id, 1, { slug: a.slug })).rejects.toMatchObject({ code: "taken" });
  const back = await ListingStore.update(table, by(), a.id, 2, { status: "published" });

  expect([removed.status, back.status, back.slug]).toEqual(["removed", "published", a.slug]);
});

test("listings merged into each other at once never end in a circle of signposts", async () => {
  const { table, calm, injected } = await badDay({ seed: 51 });
  const rounds = long ? 200 : 4;
  let merges = 0;

  for (let round = 0; round < rounds; round++) {
    const [a, b, c] = await three(calm, `Oven ${round}`);
    const pairs =
      round % 2 === 0
        ? [
            [a, b],
            [b, a],
          ]
        : [
            [a, b],
            [b, c],
            [c, a],
          ];
    const outcomes = await Promise.allSettled(
      pairs.flatMap(([from, into]) => (from && into ? [ListingStore.merge(table, by(), from.id, 1, into.id)] : [])),
    );

    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") merges++;
      else expect(outcome.reason).toMatchObject({ code: expect.stringMatching(/^(stale|invalid|not-found)$/) });
    }
    const after = await Promise.all([a, b, c].map(({ id }) => ListingStore.get(calm, id)));
    const standing = after.filter((l) => l.status === "published");
    expect(standing.length).toBeGreaterThanOrEqual(1);
    for (const l of after) expect(standing.map(({ id }) => id)).toContain(endOf(l, after));
  }

  expect(merges).toBeGreaterThanOrEqual(1);
  figure(
    `listing merges under faults: ${written(rounds)} rounds, ${written(merges)} merges, 0 circles, ${written(injected.conflict)} conflicts injected`,
  );
});

function endOf(listing: Listing.Listing, all: readonly Listing.Listing[]): string {
  let at = listing;
  for (let steps = 0; at.mergedInto !== null && steps < all.length; steps++)
    at = all.find((l) => l.id === at.mergedInto) ?? at;
  return at.id;
}
