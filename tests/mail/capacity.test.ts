import { newAttempt } from "@mainstreet/core/registration";
import type { Message } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { tick } from "@mainstreet/functions/tick/tick";
import * as AnnouncementStore from "@mainstreet/store/announcement-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { sweep } from "@mainstreet/store/sweep";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { testPictures } from "../pictures.ts";
import { partyOf, personOf } from "../simulate/town.ts";

/** An event with parties of these sizes, in their order, who have had all mail up to now. */
async function setting(capacity: number, sizes: readonly number[]) {
  const { table } = await freshTable();
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity });
  const sent: Message[] = [];
  const { pictures, imports } = testPictures();
  const needs = { table, now, random, sleep, pictures, imports };
  const post = openPostOffice({
    keyring: KEYRING,
    table,
    now,
    log: () => undefined,
    mailer: { send: async (message) => void sent.push(message) },
    from: "chamber@example.org",
    origin: "https://example.org",
  });
  const settle = async () => {
    for (let i = 0; i < 3; i++) {
      await tick({ ...needs, log: () => undefined, post, keyring: KEYRING });
      clock.ahead += 31_000;
    }
  };
  for (const [n, size] of sizes.entries()) {
    const from = {
      eventId: event.id,
      personKey: personOf(n),
      attempt: newAttempt(now(), random),
      party: partyOf(n, size),
    };
    await RegistrationStore.register(needs, from);
  }
  await settle();
  sent.length = 0;
  let version = 1;
  return {
    table,
    event,
    needs,
    settle,
    change: async (change: Parameters<typeof EventStore.update>[4]) => {
      await EventStore.update(table, by(), event.id, version++, change);
      await sweep(needs, event.id);
      await settle();
    },
    sent,
    /** Who was told what, by number. */
    told: () =>
      sent
        .splice(0)
        .map(({ to, subject }) => `${/person-(\d+)/.exec(to)?.[1]} ${subject.split(":")[0]}`)
        .sort(),
  };
}

test("more seats: whoever gets one hears that, whoever still waits hears of the seats, and nobody else hears a thing", async () => {
  const { change, told, sent } = await setting(2, [2, 2, 1, 1]);

  await change({ capacity: 4 });

  expect(sent.find(({ subject }) => subject.startsWith("More"))?.text).toMatch(/4 in all\. .* about position 1\./);
  expect(told()).toEqual(["1 You have a seat", "2 More seats", "3 More seats"]);
});

test("whoever gets one of the new seats just after everybody was told of them hears of the seat only", async () => {
  const { table, event, needs, settle, told } = await setting(2, [2, 1, 2]);
  await EventStore.update(table, by(), event.id, 1, { capacity: 3 });
  for (const { flow } of await AnnouncementStore.listUnfinished(table))
    while (await AnnouncementStore.advance(table, flow, needs.now()));

  await settle();

  expect(told()).toEqual(["1 You have a seat", "2 More seats"]);
});

test("fewer seats: whoever waits hears it, a party that never fits hears that instead, and who has seats only when they were taken", async () => {
  const { change, told } = await setting(6, [2, 2, 4, 1]);

  await change({ capacity: 5 });
  const enough = told();
  await change({ capacity: 3 });

  expect(enough).toEqual(["2 Fewer seats", "3 Fewer seats"]);
  expect(told()).toEqual(["0 Your seat stays", "1 Your seat stays", "2 Your party is too large now", "3 Fewer seats"]);
});

test("one change is told by one mail a person: a move with other seats is told as a move, and an unchanged number not at all", async () => {
  const { change, told } = await setting(2, [2, 1]);

  await change({ capacity: 1, venue: { ...eventDraft().venue, name: "The Mill" } });
  const moved = told();
  await change({ capacity: 1, summary: "Bring cards" });

  expect(moved).toEqual(["0 New time or place", "1 New time or place"]);
  expect(told()).toEqual([]);
});
