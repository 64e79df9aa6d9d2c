import { PUBLIC } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import * as AnnouncementStore from "@mainstreet/store/announcement-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep, sweepAll } from "@mainstreet/store/sweep";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { partyOf, personOf } from "../simulate/town.ts";
import { mixer, NOON } from "./mixer.ts";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof ChamberError ? error.code : String(error)),
  );
const MINUTE = 60_000;

test("a smaller party frees seats for the head of the list, a larger one gets seats that are free", async () => {
  const { register, change, seats, statuses } = await mixer({ capacity: 4 });
  const first = await register(1, 2);
  const grown = (await change(first, 1, 4)).registration;
  await register(2, 2);

  const tooMany = await codeOf(change(grown, 1, 5));
  await change(grown, 1, 2);

  expect(tooMany).toBe("full");
  expect(await statuses(1, 2)).toEqual(["confirmed", "confirmed"]);
  expect((await seats()).taken).toBe(4);
});

test("no party grows into free seats that somebody waits for, nor after seats are given out", async () => {
  const { register, change, set, cancel } = await mixer({ capacity: 4 });
  const first = await register(1, 2);
  const waiting = await register(2, 3);

  const awaited = await codeOf(change(first, 1, 3));
  await cancel(waiting);
  await set({ promoteUntil: NOON });

  expect([awaited, await codeOf(change(first, 1, 3))]).toEqual(["full", "closed"]);
});

test("on the list a smaller party keeps its place and a larger one goes to the end", async () => {
  const { register, change, table, seats } = await mixer({ capacity: 3 });
  await register(0, 3);
  const [first, second] = [await register(1, 2), await register(2, 2)];

  const smaller = (await change(second, 2, 1)).registration;
  const larger = (await change(first, 1, 3)).registration;

  expect(smaller.place).toBe(second.place);
  const placeOf = async (one: typeof first) => RegistrationStore.waitingPlace(table, await seats(), one);
  expect([await placeOf(smaller), await placeOf(larger)]).toEqual([1, 2]);
  expect(await codeOf(change(larger, 1, 4))).toBe("full");
});

test("a change is made once however often it is asked for, and never over somebody else's", async () => {
  const { register, change, attempt, posted } = await mixer();
  const before = await register(1);
  const flow = attempt();
  const after = await change(before, 1, 2, { flow });

  const again = await change(before, 1, 2, { flow });

  expect(again).toEqual({ ...after, repeated: true });
  expect(await posted(flow)).toEqual(["changed"]);
  expect(await codeOf(change(before, 1, 1))).toBe("stale");
});

test("a party does not move to another mailbox", async () => {
  const { register, change } = await mixer();
  const mine = await register(1);

  expect(await codeOf(change(mine, 2, 1))).toBe("invalid");
});

test("staff let somebody in above the capacity, from the list or from nowhere, once", async () => {
  const { register, addAnyway, seats, statuses, attempt, table, posted, cancel } = await mixer({ capacity: 1 });
  const first = await register(1);
  const waiting = await register(2);
  const id = attempt();

  await addAnyway(2);
  const added = (await addAnyway(3, 2, id)).registration;
  const again = await addAnyway(3, 2, id);

  expect(again).toMatchObject({ repeated: true, registration: added });
  expect(await statuses(1, 2, 3)).toEqual(["confirmed", "confirmed", "confirmed"]);
  expect(added.override).toBe(true);
  expect([await posted(waiting.attempt), await posted(id)]).toEqual([["promoted", "waitlisted"], ["confirmed"]]);
  const { taken, capacity } = await seats();
  expect([taken, capacity]).toEqual([4, 1]);
  expect((await RegistrationStore.status(table, first.eventId, personOf(3))).registration?.party.guests).toHaveLength(
    1,
  );
  await register(4);
  await cancel(first);
  expect(await statuses(4)).toEqual(["waitlisted"]);
});

test("only staff let anybody in or set the seats", async () => {
  const { needs, eventId, table, attempt } = await mixer();
  const from = { eventId, personKey: personOf(1), attempt: attempt(), party: partyOf(1, 1) };
  const change = { set: { capacity: 9 }, edition: null, flow: attempt() };

  expect(await codeOf(RegistrationStore.addAnyway(needs, by(PUBLIC), from))).toBe("unauthenticated");
  expect(await codeOf(SeatsStore.changeSeats(table, by(PUBLIC), eventId, change))).toBe("unauthenticated");
});

test("a change of the seats is made once, on what staff saw, however many register meanwhile", async () => {
  const { eventId, table, seats, attempt, register } = await mixer({ capacity: 1 });
  const { edition } = await seats();
  const flow = attempt();
  await register(1);
  const change = (capacity: number, id: string) =>
    SeatsStore.changeSeats(table, by(), eventId, { set: { capacity }, edition, flow: id });

  const [changed, again] = [await change(5, flow), await change(5, flow)];

  expect(again).toEqual(changed);
  expect(changed).toMatchObject({ capacity: 5, taken: 1, edition: 2 });
  expect(await codeOf(change(6, attempt()))).toBe("stale");
});

test("fewer seats cancel nobody; a party that no longer fits is told once that others overtake it, until seats come back", async () => {
  const { register, set, cancel, statuses, status, table } = await mixer({ capacity: 4 });
  const first = await register(1, 4);
  const large = await register(2, 3);
  await register(3, 1);
  const mails = async () =>
    (await OutboxStore.due(table, NOON + MINUTE, 100)).due.filter((m) => m.template === "passed-over");

  await set({ capacity: 2 });
  await set({ capacity: 1 });
  const [marked, told] = [await status(2), await mails()];
  await cancel(first);
  const overtaken = await statuses(1, 2, 3);
  await set({ capacity: 4 });

  expect([marked?.passedOver, told.length, told[0]?.tellStaff]).toEqual([true, 1, true]);
  expect(told[0]?.attempt).toBe(large.attempt);
  expect(overtaken).toEqual(["cancelled", "waitlisted", "confirmed"]);
  expect(await status(2)).toMatchObject({ status: "confirmed", passedOver: false });
});

test("a place that belongs to nobody holds nobody up", async () => {
  const { register, cancel, table, eventId, statuses, needs } = await mixer({ capacity: 1 });
  const first = await register(1);
  await register(2);
  const orphan = {
    kind: "waiting",
    eventId,
    personKey: personOf(9),
    attempt: "0".repeat(26),
    size: 1,
    passedOver: false,
  };
  const places = `SEATS#${eventId}#W#0`;
  await table.transact([{ put: { pk: places, sk: `0000000000001#${"0".repeat(26)}`, ...orphan } }]);
  await table.transact([
    { put: { pk: places, sk: `0000000000002#${"0".repeat(26)}`, ...orphan, personKey: personOf(1) } },
  ]);

  await cancel(first);

  expect(await statuses(2)).toEqual(["confirmed"]);
  await table.transact([{ put: { pk: places, sk: `0000000000003#${"0".repeat(26)}`, ...orphan, size: 6 } }]);
  await sweep(needs, eventId);
  expect((await table.query(places)).items).toEqual([]);
});

test("the sweep gives away what a dead process left, for every open event, and forgets those that are over", async () => {
  const { register, table, eventId, statuses, needs, seats, clock, set } = await mixer({ capacity: 1 });
  await register(1);
  await register(2);
  await SeatsStore.changeSeats(table, by(), eventId, { set: { capacity: 2 }, edition: null, flow: "0".repeat(26) });
  const idle = await statuses(2);

  await sweepAll(needs);

  expect([idle, await statuses(2)]).toEqual([["waitlisted"], ["confirmed"]]);
  clock.now = (await seats()).promoteUntil;
  await sweepAll(needs);
  expect(await SeatsStore.listOpen(table)).toEqual([]);
  await set({ promoteUntil: clock.now + 60 * MINUTE });
  expect(await SeatsStore.listOpen(table)).toHaveLength(1);
});

test("a mail is due at its time, is settled once, and then holds nothing personal", async () => {
  const { register, cancel, table } = await mixer({ capacity: 1 });
  const first = await register(1);
  await register(2);

  const { due: now } = await OutboxStore.due(table, NOON + 1_000, 10);
  const { due: later } = await OutboxStore.due(table, NOON + 60_000, 10);
  await cancel(first);
  const truths = await Promise.all(later.map((mail) => OutboxStore.isStillTrue(table, mail)));
  const settled = await Promise.all(later.map((mail) => OutboxStore.settle(table, mail, NOON)));
  const again = await Promise.all(later.map((mail) => OutboxStore.settle(table, mail, NOON)));

  expect(now.map(({ template }) => template)).toEqual(["confirmed"]);
  expect(later.map(({ template }) => template).sort()).toEqual(["confirmed", "waitlisted", "waitlisted"]);
  expect(truths.filter(Boolean)).toHaveLength(1);
  expect([settled, again]).toEqual([later.map(() => true), later.map(() => false)]);
  const left = await Promise.all(later.map(({ flow }) => table.query(`OUT#${flow}`)));
  const text = JSON.stringify(left.flatMap(({ items }) => items.filter(({ settledAt }) => settledAt !== null)));
  expect(text).toContain("settledAt");
  expect(text).not.toMatch(/example\.com|Person/);
  expect(JSON.stringify(left.map(({ items }) => items.map(({ pk, sk }) => [pk, sk])))).not.toMatch(/example|Person/);
});

test("everybody who registered hears once that the event is off, also when whoever tells them dies between two steps", async () => {
  const { register, cancel, table, eventId, seats, attempt } = await mixer({ capacity: 60, shards: 2 });
  const all = [];
  for (let n = 0; n < 8; n++) all.push(await register(n, n === 7 ? 6 : 1));
  const [gone, ...rest] = all;
  if (gone) await cancel(gone);
  const flow = attempt();
  const also = (after: Awaited<ReturnType<typeof seats>>) => [
    AnnouncementStore.announce(after, "event-cancelled", flow),
  ];
  const change = { set: { status: "cancelled" as const }, edition: null, flow, also };
  await SeatsStore.changeSeats(table, by(), eventId, change);
  await SeatsStore.changeSeats(table, by(), eventId, change);

  const begun = await AnnouncementStore.listUnfinished(table);
  for (let steps = 0; await AnnouncementStore.advance(table, flow, NOON); steps++) {
    // As another process would that believes the step before it was lost.
    await Promise.all([1, 2].map(() => AnnouncementStore.advance(table, flow, NOON)));
    expect(steps).toBeLessThan(10);
  }

  expect(begun).toHaveLength(1);
  expect(await AnnouncementStore.listUnfinished(table)).toEqual([]);
  const { due: told } = await OutboxStore.due(table, NOON + MINUTE, 100);
  const cancelled = told.filter(({ template }) => template === "event-cancelled").map((mail) => mail.attempt);
  expect(cancelled.sort()).toEqual(rest.map((one) => one.attempt).sort());
});
