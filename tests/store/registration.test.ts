import { ChamberError } from "@mainstreet/core/error";
import { shardOf } from "@mainstreet/core/person-key";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { sweep } from "@mainstreet/store/sweep";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { sleep } from "../emulator/table.ts";
import { partyOf, personOf } from "../simulate/town.ts";
import { mixer, NOON } from "./mixer.ts";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof ChamberError ? error.code : String(error)),
  );

test("whoever comes while seats are free has one; the next waits, and hears of it by one mail each", async () => {
  const { register, seats, posted } = await mixer({ capacity: 2 });

  const [first, second, third] = [await register(1), await register(2), await register(3)];

  expect([first.status, second.status, third.status]).toEqual(["confirmed", "confirmed", "waitlisted"]);
  expect((await seats()).taken).toBe(2);
  expect(await posted(first.attempt)).toEqual(["confirmed", "waitlisted"]);
  expect(await posted(third.attempt)).toEqual(["waitlisted"]);
});

test("somebody who registers again, by the same request or another, gets the registration they have", async () => {
  const { register, seats } = await mixer();
  const first = await register(1, 2);

  const [again, other] = [await register(1, 2, first.attempt), await register(1, 1)];

  expect([again, other]).toEqual([first, first]);
  expect((await seats()).taken).toBe(2);
});

test("sixty at once for twelve seats: twelve have one, and the list keeps the rest", async () => {
  const { register, seats, needs, statuses } = await mixer({ capacity: 12, shards: 4 });
  const people = Array.from({ length: 60 }, (_, n) => n);

  await Promise.all(people.map((n) => register(n)));
  await sweep(needs, (await seats()).eventId);

  const all = await statuses(...people);
  expect(all.filter((status) => status === "confirmed")).toHaveLength(12);
  expect(all.filter((status) => status === "waitlisted")).toHaveLength(48);
  expect((await seats()).taken).toBe(12);
});

test("a seat that is given up goes to the head of the list", async () => {
  const { register, cancel, statuses, posted, clock } = await mixer({ capacity: 1 });
  const [first, second] = [await register(1), await register(2), await register(3)];
  clock.now += 60_000;

  await cancel(first);

  expect(await statuses(1, 2, 3)).toEqual(["cancelled", "confirmed", "waitlisted"]);
  expect(await posted(second.attempt)).toEqual(["promoted", "waitlisted"]);
  expect(await posted(first.attempt)).toEqual(["cancelled", "confirmed", "waitlisted"]);
});

test("cancelling twice cancels once, and an old request neither cancels nor brings back what came later", async () => {
  const { register, cancel, seats, status } = await mixer();
  const first = await register(1);
  await cancel(first);

  const again = await cancel(first);
  const zombie = await register(1, 1, first.attempt);
  const second = await register(1);

  expect([again.repeated, zombie.status, second.status]).toEqual([true, "cancelled", "confirmed"]);
  expect(await codeOf(cancel(first))).toBe("not-found");
  expect((await register(1, 1, first.attempt)).attempt).toBe(second.attempt);
  expect(await status(1)).toEqual(second);
  expect((await seats()).taken).toBe(1);
});

test("a party waits as a whole: those behind it wait too, unless gaps are filled", async () => {
  const strict = await mixer({ capacity: 3 });
  const gaps = await mixer({ capacity: 3, fillGaps: true });
  for (const { register } of [strict, gaps])
    for (const [n, size] of [
      [1, 2],
      [2, 2],
      [3, 1],
    ] as const)
      await register(n, size);

  expect(await strict.statuses(1, 2, 3)).toEqual(["confirmed", "waitlisted", "waitlisted"]);
  expect(await gaps.statuses(1, 2, 3)).toEqual(["confirmed", "waitlisted", "confirmed"]);
});

test("nobody registers before it opens, after it closes, for a cancelled event, or with more people than seats", async () => {
  const { register, clock, set } = await mixer({ capacity: 4, opensAt: NOON + 1_000, closesAt: NOON + 60_000 });
  const early = await codeOf(register(1));
  clock.now = NOON + 2_000;

  const large = await codeOf(register(1, 5));
  const mine = await register(1);
  clock.now = NOON + 60_000;
  const late = await codeOf(register(2));
  clock.now = NOON + 3_000;
  await set({ status: "cancelled" });
  const cancelled = await codeOf(register(2));

  expect([early, large, late, cancelled]).toEqual(["closed", "full", "closed", "closed"]);
  expect((await register(1, 1, mine.attempt)).status).toBe("confirmed");
});

test("from promoteUntil on nobody comes off the list any more", async () => {
  const { register, cancel, statuses, clock, seats } = await mixer({ capacity: 1, promoteUntil: NOON + 60_000 });
  const first = await register(1);
  await register(2);
  clock.now = NOON + 60_000;

  await cancel(first);

  expect(await statuses(2)).toEqual(["waitlisted"]);
  expect((await seats()).taken).toBe(0);
});

test("the place on the list is told about, from its head", async () => {
  const { register, table, seats } = await mixer({ capacity: 1, shards: 4 });
  await register(0);
  const waiting = [await register(1), await register(2), await register(3)];

  const places = await Promise.all(
    waiting.map(async (one) => RegistrationStore.waitingPlace(table, await seats(), one)),
  );

  expect(places).toEqual([1, 2, 3]);
  expect(await RegistrationStore.waitingPlace(table, await seats(), await register(0))).toBeNull();
});

test("all registrations of an event and of a person can be listed", async () => {
  const { register, table, seats } = await mixer({ capacity: 2 });
  const all = [await register(1), await register(2), await register(3)];

  const page = await RegistrationStore.list(table, await seats(), { shard: 0, limit: 10, cursor: null });

  expect(page.registrations.map(({ attempt }) => attempt).sort()).toEqual(all.map(({ attempt }) => attempt).sort());
  expect(await RegistrationStore.ofPerson(table, personOf(2))).toEqual([all[1]]);
});

test("of two who join between the reads of two partitions, the later one is not let in before the earlier one", async () => {
  const happening: { once: (() => Promise<unknown>) | null } = { once: null };
  const wrap = (table: Table): Table => ({
    ...table,
    query: async (pk, options) => {
      const { once } = happening;
      if (once === null || !pk.endsWith("#W#1")) return table.query(pk, options);
      happening.once = null;
      await sleep(200);
      await once();
      return table.query(pk, options);
    },
  });
  const { register, cancel, needs, eventId, seats, statuses, attempt } = await mixer({ capacity: 1, shards: 2, wrap });
  const inShard = (shard: number) => [1, 2, 3, 4, 5, 6, 7, 8].find((n) => shardOf(personOf(n), 2) === shard) ?? 0;
  const [earlier, later] = [inShard(0), inShard(1)];
  const joined = async (n: number) =>
    RegistrationStore.enqueue(needs, await seats(), {
      eventId,
      personKey: personOf(n),
      attempt: attempt(),
      party: partyOf(n, 1),
    });
  const first = await register(0);
  happening.once = async () => {
    await joined(earlier);
    await joined(later);
  };

  await cancel(first);
  const meanwhile = await statuses(earlier, later);
  await sweep(needs, eventId);

  expect(meanwhile).toEqual(["waitlisted", "waitlisted"]);
  expect(await statuses(earlier, later)).toEqual(["confirmed", "waitlisted"]);
});

/** A table on which something happens just before a promotion is written. */
function meanwhile(happening: { once: (() => Promise<unknown>) | null }) {
  return (table: Table): Table => ({
    ...table,
    transact: async (actions) => {
      const promotes = actions.some((action) => "put" in action && action.put.what === "promoted");
      const { once } = happening;
      if (promotes && once) {
        happening.once = null;
        await once();
      }
      await table.transact(actions);
    },
  });
}

test("what somebody on the list changes or gives up at the very moment of their promotion is not lost", async () => {
  const happening: Parameters<typeof meanwhile>[0] = { once: null };
  const wrap = meanwhile(happening);
  const { register, cancel, change, status, statuses, seats } = await mixer({ capacity: 1, wrap });
  const first = await register(0);
  const [noted, gone] = [await register(1), await register(2)];
  happening.once = async () => {
    await change(noted, 1, 1, { note: "vegan" });
    await cancel(gone);
  };

  await cancel(first);

  expect((await status(1))?.party.note).toBe("vegan");
  expect(await statuses(1, 2)).toEqual(["confirmed", "cancelled"]);
  expect((await seats()).taken).toBe(1);
});

test("once on the list nobody is told of an error, however bad the line is", async () => {
  const { needs, table: calm, eventId, seats } = await mixer({ capacity: 5 });
  let broken = false;
  const table: Table = {
    ...calm,
    transact: async (actions) => {
      if (broken) throw Object.assign(new Error("gone"), { code: "ECONNRESET" });
      await calm.transact(actions);
      broken = true;
    },
  };
  const from = { eventId, personKey: personOf(1), attempt: "0".repeat(26), party: partyOf(1, 1) };

  const answer = await RegistrationStore.register({ ...needs, table }, from);
  await sweep(needs, eventId);

  expect(answer.registration.status).toBe("waitlisted");
  expect((await seats()).taken).toBe(1);
});
