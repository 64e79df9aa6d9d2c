import type { Category } from "@mainstreet/core/category";
import type { Chamber } from "@mainstreet/core/chamber";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import type { Table } from "@mainstreet/store/table";
import { AlreadyDone, type Write } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";

type Made = Member.Member | Listing.Listing | Category | Chamber;

/** A change that is remembered under a key, as the API does it. */
function remembered<T extends Made>(key: string): { write: Write<T>; attempt: OutcomeStore.Attempt } {
  const attempt = { hash: key, request: "the same" };
  const write = by<T>();
  const outcome = (result: T) => ({ status: 200, body: JSON.stringify(result), etag: `"${result.version}"` });
  return {
    attempt,
    write: { ...write, remember: (result) => OutcomeStore.remember(attempt, outcome(result), write.now) },
  };
}

/** The table of somebody who dies right after a transaction has been committed. */
function dyingAfterCommit(table: Table): Table {
  return {
    ...table,
    async transact(actions) {
      await table.transact(actions);
      throw new Error("died");
    },
  };
}

async function town(
  table: Table,
  name = "Bread Alone",
): Promise<{ member: Member.Member; listing: Listing.Listing; category: Category }> {
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name });
  const listing = await ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name });
  const category = await CategoryStore.create(table, by(), { name, parentId: null, schemaType: "Bakery" });
  return { member, listing, category };
}

type Town = Awaited<ReturnType<typeof town>>;

const CREATES: readonly { name: string; act: (table: Table, town: Town, key: string) => Promise<Made> }[] = [
  {
    name: "member",
    act: (t, _, key) =>
      MemberStore.create(t, remembered<Member.Member>(key).write, { ...Member.BLANK, name: `New ${key}` }),
  },
  {
    name: "listing",
    act: (t, { member }, key) =>
      ListingStore.create(t, remembered<Listing.Listing>(key).write, member.id, {
        ...Listing.BLANK,
        name: `New ${key}`,
      }),
  },
  {
    name: "category",
    act: (t, { category }, key) =>
      CategoryStore.create(t, remembered<Category>(key).write, {
        name: `New ${key}`,
        parentId: category.id,
        schemaType: "Store",
      }),
  },
];
const EDITS: typeof CREATES = [
  {
    name: "member",
    act: (t, { member }, key) =>
      MemberStore.update(t, remembered<Member.Member>(key).write, member.id, 1, { note: "x" }),
  },
  {
    name: "listing",
    act: (t, { listing }, key) =>
      ListingStore.update(t, remembered<Listing.Listing>(key).write, listing.id, 1, { slug: "x" }),
  },
  {
    name: "category",
    act: (t, { category }, key) =>
      CategoryStore.update(t, remembered<Category>(key).write, category.id, 1, { name: "x" }),
  },
  { name: "chamber", act: (t, _, key) => ChamberStore.update(t, remembered<Chamber>(key).write, 1, { about: "x" }) },
];

async function everything(table: Table): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const items of table.scan(["chamber", "category", "member", "listing", "slug", "outcome"]))
    all.push(...items);
  return all;
}

test.each(CREATES)(
  "a $name whose maker died after the commit is not made a second time, and its outcome is known",
  async ({ act }) => {
    const { table } = await freshTable();
    const here = await town(table);
    const { attempt, write } = remembered("key");

    await expect(act(dyingAfterCommit(table), here, "key")).rejects.toThrow("died");
    const after = await everything(table);
    const outcome = await OutcomeStore.find(table, attempt, write.now);
    await expect(act(table, here, "key")).rejects.toBeInstanceOf(AlreadyDone);

    expect(outcome).toMatchObject({ status: 200, etag: '"1"' });
    expect(await OutcomeStore.find(table, attempt, write.now)).toEqual(outcome);
    expect(await everything(table)).toEqual(after);
  },
);

test.each(EDITS)(
  "an edit of a $name whose editor died after the commit happens once, and its outcome is known",
  async ({ act }) => {
    const { table } = await freshTable();
    const here = await town(table);
    const { attempt, write } = remembered("key");

    await expect(act(dyingAfterCommit(table), here, "key")).rejects.toThrow("died");
    const after = await everything(table);
    await expect(act(table, here, "key")).rejects.toMatchObject({ code: "stale" });

    expect(await OutcomeStore.find(table, attempt, write.now)).toMatchObject({ status: 200, etag: '"2"' });
    expect(await everything(table)).toEqual(after);
  },
);

const ROUNDS = long ? 100 : 1;

test("sent six times at once over a bad line, each change happens once and all six learn the same outcome", async () => {
  const { table, calm, injected } = await badDay({ seed: 31 });
  let [changes, replays] = [0, 0];

  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, act } of CREATES) {
      const here = await town(calm, `Town ${name} ${round}`);
      const { attempt, write } = remembered(`${name} ${round}`);
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const done = await act(table, here, attempt.hash).catch((error: unknown) => {
            if (!(error instanceof AlreadyDone)) throw error;
            return null;
          });
          return { done, known: await OutcomeStore.find(table, attempt, write.now) };
        }),
      );

      const done = outcomes.flatMap((o) => o.done ?? []);
      expect(done).toHaveLength(1);
      for (const { known } of outcomes) expect(known?.body).toBe(JSON.stringify(done[0]));
      changes++;
      replays += 5;
    }
  }

  if (long) expect(injected.lostReply).toBeGreaterThan(0);
  figure(
    `replays under faults: ${written(changes)} changes, ${written(replays)} replays with the same outcome, 0 done twice, ${written(injected.lostReply)} lost replies injected`,
  );
});
