import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import type { UploadedPicture } from "@mainstreet/core/picture";
import * as BatchStore from "@mainstreet/store/batch-store";
import { undo } from "@mainstreet/store/batch-undo";
import * as DistinctStore from "@mainstreet/store/distinct-store";
import { mergeTaking } from "@mainstreet/store/listing-merge";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";

const SIZED = { hash: "0b".repeat(16), width: 8, height: 6, widths: [8] };

async function two(table: Table): Promise<[Listing.Listing, Listing.Listing]> {
  const { id } = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Bread Alone" });
  const make = (name: string, phone: string) =>
    ListingStore.create(table, by(), id, { ...Listing.BLANK, name, phone, summary: name });
  return [await make("Bread Alone Inc", "845 555 0100"), await make("Bread Alone", "")];
}

function uploaded(listingId: string): UploadedPicture {
  const at = new Date().toISOString();
  return { ...SIZED, listingId, uploadedBy: null, uploadedAt: at, lookAt: at, released: false, version: 1 };
}

const none = { take: {}, adopted: [] };

test("the listing that stays takes over what it is told to, in the transaction that makes the other a signpost", async () => {
  const { table } = await freshTable();
  const [old, kept] = await two(table);

  const take = { phone: old.phone, tags: ["bread"] };
  const merged = await mergeTaking(table, by(), old, { id: kept.id, version: 1, take, adopted: [] });

  expect(merged).toMatchObject({ status: "merged", mergedInto: kept.id, slug: old.slug, version: 2 });
  expect(await ListingStore.get(table, kept.id)).toEqual({
    ...kept,
    ...take,
    version: 2,
    updatedAt: merged.updatedAt,
  });
});

test("neither is merged that was seen at another version", async () => {
  const { table } = await freshTable();
  const [old, kept] = await two(table);

  for (const [version, intoVersion] of [
    [2, 1],
    [1, 2],
  ] as const) {
    const attempt = mergeTaking(table, by(), { ...old, version }, { ...none, id: kept.id, version: intoVersion });
    await expect(attempt).rejects.toMatchObject({ code: "stale" });
  }
  const outcomes = await Promise.allSettled([
    mergeTaking(table, by(), old, { ...none, id: kept.id, version: 1 }),
    mergeTaking(table, by(), kept, { ...none, id: old.id, version: 1 }),
    ListingStore.update(table, by(), kept.id, 1, { phone: "100" }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
});

test("a picture whose files were put beside the other's is its own; one that was not is refused", async () => {
  const { table } = await freshTable();
  const [old, kept] = await two(table);
  await table.transact([PictureStore.put(uploaded(old.id), null)]);
  const take = { photos: [{ ...SIZED, alt: "The oven" }] };

  const refused = mergeTaking(table, by(), old, { id: kept.id, version: 1, take, adopted: [] });
  await expect(refused).rejects.toMatchObject({ code: "invalid" });
  await mergeTaking(table, by(), old, { id: kept.id, version: 1, take, adopted: [uploaded(kept.id)] });

  expect(await ListingStore.get(table, kept.id)).toMatchObject(take);
  expect(await PictureStore.find(table, kept.id, SIZED.hash)).toMatchObject({ listingId: kept.id, version: 1 });
});

test("a merge is undone whole: the signpost is a listing again, and the other says what it said", async () => {
  const { table } = await freshTable();
  const [old, kept] = await two(table);
  await mergeTaking(table, by(), old, { ...none, id: kept.id, version: 1, take: { phone: old.phone } });
  const [batch] = (await BatchStore.list(table, TRUSTED, { limit: 10, cursor: null })).batches;
  if (!batch) throw new Error("There is no batch.");

  const needs = { table, now: Date.now, random, keyring: KEYRING, actor: TRUSTED };
  await undo(needs, batch.id, { until: Date.now() + 60_000, most: 300 });

  expect(batch).toMatchObject({ of: "merge", title: "Bread Alone Inc → Bread Alone", count: 1 });
  expect(await ListingStore.get(table, old.id)).toMatchObject({ status: "published", mergedInto: null });
  expect(await ListingStore.get(table, kept.id)).toMatchObject({ phone: "" });
});

test("that two listings are told apart is remembered whichever comes first, and can be taken back", async () => {
  const { table } = await freshTable();
  const [a, b] = await two(table);

  await DistinctStore.tellApart(table, by(), b.id, a.id);
  await DistinctStore.tellApart(table, by(), a.id, b.id);
  const names = await DistinctStore.names(table, TRUSTED);
  await DistinctStore.forget(table, by(), b.id, a.id);

  expect([...names]).toEqual([DistinctStore.distinctName(a.id, b.id)]);
  expect(DistinctStore.distinctName(b.id, a.id)).toBe(DistinctStore.distinctName(a.id, b.id));
  expect((await DistinctStore.names(table, TRUSTED)).size).toBe(0);
  await expect(DistinctStore.forget(table, by(), a.id, b.id)).rejects.toMatchObject({ code: "not-found" });
});

test("only staff tell apart, and only what is there", async () => {
  const { table } = await freshTable();
  const [a, b] = await two(table);
  const nobody = { ...a, id: a.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")) };

  for (const [one, other] of [
    [a, a],
    [a, nobody],
  ] as const) {
    const attempt = DistinctStore.tellApart(table, by(), one.id, other.id);
    await expect(attempt).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(DistinctStore.tellApart(table, by({ kind: "public" }), a.id, b.id)).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
