import { newAttempt } from "@mainstreet/core/registration";
import { createLog } from "@mainstreet/functions/log";
import { Deferred, type Message, Undeliverable } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as CodeStore from "@mainstreet/store/code-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { sweep } from "@mainstreet/store/sweep";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { partyOf, personOf } from "../simulate/town.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A post office whose mailer does as `refuse` says, on clocks that only the test moves. */
async function setting(refuse: (message: Message) => Error | null) {
  const { table } = await freshTable();
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity: 8 });
  const tried: { at: number; to: string }[] = [];
  const sent: Message[] = [];
  const post = openPostOffice({
    keyring: KEYRING,
    table,
    now,
    log: createLog(() => undefined, now),
    mailer: {
      send: async (message) => {
        tried.push({ at: clock.now, to: message.to });
        const error = refuse(message);
        if (error) throw error;
        sent.push(message);
      },
    },
    from: "chamber@example.org",
    origin: "https://example.org",
  });
  const needs = { table, now, random, sleep };
  const come = (n: number, size = 1) =>
    RegistrationStore.register(needs, {
      eventId: event.id,
      personKey: personOf(n),
      attempt: newAttempt(clock.now, random),
      party: partyOf(n, size),
    });
  return { table, clock, event, tried, sent, post, needs, come };
}

test("a mail that is turned down for now is tried after 1, 5, 15, 60 minutes, then every 4 hours, and given up after 48 hours", async () => {
  const { clock, come, post, tried, table } = await setting(() => new Deferred("later"));
  const began = clock.now;
  await come(1);

  for (let minute = 0; minute <= 50 * 60; minute += minute < 90 ? 1 : 3) {
    clock.now = began + minute * MINUTE;
    await post.drain();
  }

  const minutes = tried.map(({ at }) => (at - began) / MINUTE);
  const steps = minutes.slice(1).map((minute, i) => minute - (minutes[i] ?? 0));
  expect(steps.slice(0, 6)).toEqual([1, 5, 15, 60, 240, 240]);
  expect(minutes.at(-1)).toBe(48 * 60);
  const { failed, waiting } = await OutboxStore.troubled(table, 10);
  expect(waiting).toEqual([]);
  expect(failed).toMatchObject([{ failure: "expired", tries: minutes.length - 1 }]);
});

test("one mailbox that is turned down, whether now or for good, holds no other up, and staff see both", async () => {
  const refuse = ({ to }: Message) =>
    to.startsWith("person-1@") ? new Deferred("later") : to.startsWith("person-2@") ? new Undeliverable("no") : null;
  const { come, post, sent, tried, table } = await setting(refuse);
  for (let n = 0; n < 5; n++) await come(n);

  for (let i = 0; i < 4; i++) await post.drain();

  expect(sent.map(({ to }) => to).sort()).toEqual([
    "person-0@example.com",
    "person-3@example.com",
    "person-4@example.com",
  ]);
  expect(tried).toHaveLength(5);
  const { failed, waiting } = await OutboxStore.troubled(table, 10);
  expect([failed, waiting].map((mails) => mails.map(({ personKey }) => personKey))).toEqual([
    [personOf(2)],
    [personOf(1)],
  ]);
  expect(failed[0]).toMatchObject({ failure: "refused" });
});

test("whoever has had the mail gets none again because staff's own was turned down", async () => {
  const { table } = await freshTable();
  const { version } = await ChamberStore.get(table);
  await ChamberStore.update(table, by(), version, { email: "staff@example.org" });
  const clock = { now: Date.now(), closed: true };
  const now = () => clock.now;
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity: 6 });
  const needs = { table, now, random, sleep };
  const come = (n: number, size: number) =>
    RegistrationStore.register(needs, {
      eventId: event.id,
      personKey: personOf(n),
      attempt: newAttempt(clock.now, random),
      party: partyOf(n, size),
    });
  await come(1, 6);
  await come(2, 5);
  await EventStore.update(table, by(), event.id, 1, { capacity: 3 });
  await sweep(needs, event.id);
  const sent: string[] = [];
  const post = openPostOffice({
    keyring: KEYRING,
    table,
    now,
    log: () => undefined,
    mailer: {
      send: async ({ to, subject }) => {
        if (to === "staff@example.org" && clock.closed) throw new Deferred("later");
        sent.push(`${to} ${subject.split(":")[0]}`);
      },
    },
    from: "chamber@example.org",
    origin: "https://example.org",
  });

  await post.drain();
  clock.now += 2 * MINUTE;
  await post.drain();
  clock.closed = false;
  clock.now += HOUR;
  await post.drain();

  const about = sent.filter((one) => one.includes("too large"));
  expect(about).toEqual([
    "person-2@example.com Your party is too large now",
    "staff@example.org Your party is too large now",
  ]);
});

test("a code that is turned down is tried once a minute while it is good, and holds no other up", async () => {
  const { clock, event, post, tried, table } = await setting(({ to }) =>
    to === "a@x.org" ? new Deferred("later") : null,
  );
  const began = clock.now;
  for (const email of ["a@x.org", "b@x.org"]) {
    const attempt = newAttempt(began, random);
    const createdAt = new Date(began).toISOString();
    const code = { attempt, eventId: event.id, email, code: "123456", createdAt, expires: began + 10 * MINUTE };
    await table.transact([CodeStore.post(code)]);
  }

  for (let seconds = 0; seconds < 20 * 60; seconds += 20) {
    clock.now = began + seconds * 1000;
    await post.drain();
  }

  expect(tried.filter(({ to }) => to === "b@x.org")).toHaveLength(1);
  expect(tried.filter(({ to }) => to === "a@x.org").map(({ at }) => (at - began) / MINUTE)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  expect((await CodeStore.due(table, clock.now + HOUR, 10)).due).toEqual([]);
});
