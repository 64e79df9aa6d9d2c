import * as Listing from "@mainstreet/core/listing";
import { askStillRight } from "@mainstreet/functions/tick/confirm-mails";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { startMembers } from "./approval-town.ts";
import { everything, ORIGIN } from "./site.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A town whose clock goes on by days. */
async function setting() {
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const members = await startMembers({ now });
  const { site, news } = members;
  return {
    ...members,
    clock,
    tick: () => askStillRight({ table: site.table, now }),
    /** Ticks some days later; the mails that came of it. */
    async after(days: number) {
      clock.now += days * DAY;
      const before = (await news()).length;
      await askStillRight({ table: site.table, now });
      return (await news()).slice(before);
    },
  };
}

test("a year after a listing was made its owner is asked whether it is right, and an editor is not", async () => {
  const { town, after } = await setting();

  const [early, due, next] = [await after(364), await after(1), await after(1)];

  expect(early).toEqual([]);
  expect(due.map(({ to }) => to)).toEqual(["owner@mainstreet.test", "owner@mainstreet.test"]);
  const links = due.map(({ text }) => text.match(/https?:\S+/g));
  expect(links.sort()).toEqual([town.bakery, town.cafe].sort().map((id) => [`${ORIGIN}/account/listings/?id=${id}`]));
  expect(next).toEqual([]);
});

test("they are asked again after another year, and not where they have confirmed it meanwhile", async () => {
  const { site, town, clock, after } = await setting();
  await after(365);
  const at = clock.now + 30 * DAY;
  await ListingStore.update(site.table, by(), town.cafe, 1, {
    confirmedOn: new Date(at).toISOString().slice(0, 10),
  });

  const mails = await after(366);

  expect(mails.map(({ subject }) => subject)).toEqual(["Is this still right? Bread Alone"]);
});

test("however many ask at once, nobody gets two mails", async () => {
  const { clock, tick, news } = await setting();
  clock.now += 400 * DAY;

  await Promise.all(Array.from({ length: 6 }, tick));
  await Promise.all(Array.from({ length: 6 }, tick));

  const subjects = (await news()).map(({ to, subject }) => `${to} ${subject}`);
  expect(new Set(subjects).size).toBe(2);
  expect(subjects).toHaveLength(2);
});

test("a chamber that asks after 0 days never asks", async () => {
  const { site, after } = await setting();
  const { version } = await ChamberStore.get(site.table);
  await ChamberStore.update(site.table, by(), version, { confirmEveryDays: 0 });

  expect(await after(4000)).toEqual([]);
});

test("a round goes through all listings, a few with each tick", async () => {
  const { site, town, clock, tick, news } = await setting();
  for (let i = 0; i < 60; i++)
    await ListingStore.create(site.table, by(), town.baker, {
      ...Listing.BLANK,
      name: `Branch ${String(i).padStart(2, "0")}`,
    });
  clock.now += 366 * DAY;

  await tick();
  const first = (await news()).length;
  await tick();
  await tick();

  expect(first).toBeGreaterThan(30);
  expect(first).toBeLessThanOrEqual(50);
  expect(new Set((await news()).map(({ subject }) => subject)).size).toBe(62);
});

test("T1 a machine that opens everything in the mail, or presses the button elsewhere, confirms nothing", async () => {
  const { site, path, town, owner, after, stored } = await setting();
  const mails = await after(365);
  const links = mails.flatMap(({ text }) => text.match(/https?:\S+/g) ?? []);
  const before = await everything(site.table);

  for (let round = 0; round < 100; round++) {
    for (const link of links) {
      const at = link.slice(ORIGIN.length);
      for (const method of ["HEAD", "GET"]) await site.ask(method, at, { as: "public" });
    }
    // What the page's script reads, and what its button sends, from a browser where nobody has signed in.
    for (const [method, at] of [
      ["GET", path],
      ["POST", `${path}/confirm`],
    ] as const) {
      const answer = await site.ask(method, at, { as: "public", version: 1 });
      expect(answer.status).toBe(401);
    }
  }

  expect(await everything(site.table)).toEqual(before);
  const confirmed = await site.ask("POST", `${path}/confirm`, { ...owner.asks, version: 1 });
  expect([links.length, confirmed.status]).toEqual([2, 200]);
  expect((await stored(town.bakery)).confirmedOn).not.toBeNull();
});
