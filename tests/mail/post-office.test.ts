import type { Now } from "@mainstreet/core/needs";
import { newAttempt } from "@mainstreet/core/registration";
import { secretsOf } from "@mainstreet/functions/api/flows/secrets";
import { createLog } from "@mainstreet/functions/log";
import { Deferred, type Mailer, type Message, Undeliverable } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { tick } from "@mainstreet/functions/tick/tick";
import * as EventStore from "@mainstreet/store/event-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { testPictures } from "../pictures.ts";
import { partyOf, personOf } from "../simulate/town.ts";

/** An event, people who register for it, and a post office whose mailer can be made to fail. */
async function setting(options: { capacity?: number } = {}) {
  const { table } = await freshTable();
  const clock = { ahead: 0 };
  const now: Now = () => Date.now() + clock.ahead;
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity: options.capacity ?? 40 });
  const sent: Message[] = [];
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), now);
  const office = (mailer: Partial<Mailer> = {}) =>
    openPostOffice({
      keyring: KEYRING,
      table,
      now,
      log,
      mailer: { send: async (message) => void sent.push(message), ...mailer },
      from: "chamber@example.org",
      origin: "https://example.org",
    });
  const { pictures, imports } = testPictures();
  const needs = { table, now, random, sleep, keyring: KEYRING, pictures, imports };
  const come = async (n: number, size = 1) => {
    const from = {
      eventId: event.id,
      personKey: personOf(n),
      attempt: newAttempt(now(), random),
      party: partyOf(n, size),
    };
    return (await RegistrationStore.register(needs, from)).registration;
  };
  const subjects = () => sent.map(({ subject }) => subject.split(":")[0]);
  return { table, clock, now, event, sent, lines, log, office, needs, come, subjects };
}

test("each change is told once, however many post offices look at once and however often", async () => {
  const { come, office, sent } = await setting();
  for (let n = 0; n < 20; n++) await come(n);
  const offices = [office(), office(), office()];

  for (let i = 0; i < 3; i++) await Promise.all(offices.map((one) => one.drain()));
  await offices[0]?.drain();

  expect(sent).toHaveLength(20);
  expect(new Set(sent.map(({ to }) => to)).size).toBe(20);
});

test("what was in the outbox when somebody looked, and has been sent by others since, is not sent again", async () => {
  const { come, office, sent, table, now } = await setting();
  for (let n = 0; n < 3; n++) await come(n);
  const late = openPostOffice({
    keyring: KEYRING,
    table: {
      ...table,
      query: async (pk, options) => {
        const page = await table.query(pk, options);
        if (pk === "OUTBOX") await office().drain();
        return page;
      },
    },
    now,
    log: () => undefined,
    mailer: { send: async (message) => void sent.push(message) },
    from: "chamber@example.org",
    origin: "https://example.org",
  });

  await late.drain();

  expect(sent).toHaveLength(3);
});

test("while no mail can be sent none is lost, and a mail that fails alone keeps no other waiting", async () => {
  const { come, office, subjects, sent, lines, clock } = await setting();
  for (let n = 0; n < 4; n++) await come(n);
  let round = 0;
  const post = office({
    send: async (message) => {
      round++;
      if (round <= 3) throw new Error("no line");
      if (round === 4) throw new Deferred("later");
      if (round === 5) throw new Undeliverable("nobody");
      sent.push(message);
    },
  });

  await post.drain();
  const none = [sent.length, round];
  await post.drain();
  const asked = round;
  await post.drain();
  const early = round;
  clock.ahead += 61_000;
  await post.drain();

  // Three without a server are enough for once; the fourth is turned down for now. None is asked for before its minute.
  expect([none, asked, early, round]).toEqual([[0, 3], 4, 4, 8]);
  expect(subjects()).toEqual(["You are coming", "You are coming", "You are coming"]);
  const events = lines.map((line) => JSON.parse(line).event);
  expect(events).toEqual([
    "mail-failed",
    "mail-failed",
    "mail-failed",
    "mail-deferred",
    "mail-undeliverable",
    "mail-sent",
  ]);
});

test("a process that dies after sending and before noting it sends that one mail twice, and no other", async () => {
  const { come, office, sent, table, clock } = await setting();
  for (let n = 0; n < 5; n++) await come(n);
  const died = openPostOffice({
    keyring: KEYRING,
    table: {
      ...table,
      transact: async (actions) => {
        const settles = actions.some((action) => "put" in action && action.put.settledAt);
        if (settles && sent.length === 3) await new Promise(() => undefined);
        return table.transact(actions);
      },
    },
    now: () => Date.now() + clock.ahead,
    log: () => undefined,
    mailer: { send: async (message) => void sent.push(message) },
    from: "chamber@example.org",
    origin: "https://example.org",
  });

  void died.drain();
  while (sent.length < 3) await sleep(10);
  await office().drain();
  const early = sent.length;
  clock.ahead = 70_000;
  await office().drain();

  expect(early).toBe(3);
  const times = [...Map.groupBy(sent, ({ to }) => to).values()].map((all) => all.length);
  expect(times.sort()).toEqual([1, 1, 1, 1, 2]);
});

test("who waits is told so after half a minute, with about which place, then of the seat", async () => {
  const { come, office, clock, sent, needs, subjects } = await setting({ capacity: 2 });
  const first = await come(1, 2);
  await come(2);
  await come(3);

  await office().drain();
  const soon = subjects();
  clock.ahead = 31_000;
  await office().drain();
  await RegistrationStore.cancel(needs, first);
  await office().drain();

  expect(soon).toEqual(["You are coming"]);
  expect(sent.slice(1, 3).map(({ text }) => /about position \d/.exec(text)?.[0])).toEqual([
    "about position 1",
    "about position 2",
  ]);
  expect(subjects().slice(3).sort()).toEqual(["You have a seat", "You have a seat", "Your registration is cancelled"]);
});

test("of many who wait for one event the list is read once for all of a batch", async () => {
  const { come, clock, sent, table, now } = await setting({ capacity: 1 });
  for (let n = 0; n < 12; n++) await come(n);
  clock.ahead = 31_000;
  let reads = 0;
  const post = openPostOffice({
    keyring: KEYRING,
    table: {
      ...table,
      query: (pk, options) => {
        if (pk.includes("#W#")) reads++;
        return table.query(pk, options);
      },
    },
    now,
    log: () => undefined,
    mailer: { send: async (message) => void sent.push(message) },
    from: "chamber@example.org",
    origin: "https://example.org",
  });

  await post.drain();

  const places = sent.flatMap(({ text }) => /about position (\d+)/.exec(text)?.[1] ?? []).map(Number);
  expect(places.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(reads).toBe(1);
});

test("who gets a seat, or goes, within that half minute hears nothing of a waitlist", async () => {
  const { come, office, clock, needs, subjects } = await setting({ capacity: 1 });
  const first = await come(1);
  await come(2);
  await RegistrationStore.cancel(needs, await come(3));
  await RegistrationStore.cancel(needs, first);

  clock.ahead = 60_000;
  await office().drain();

  expect(subjects().sort()).toEqual([
    "You are coming",
    "You are coming",
    "Your registration is cancelled",
    "Your registration is cancelled",
  ]);
});

test("a tick tells everybody that the event was moved, then that it is cancelled, and takes it out of calendars", async () => {
  const { come, office, needs, event, log, sent, table } = await setting({ capacity: 2 });
  await come(1);
  await come(2);
  const post = office();
  await tick({ ...needs, log, post });
  sent.length = 0;

  const day = event.startsAt.slice(0, 10);
  const moved = { startsAt: `${day}T18:00`, endsAt: `${day}T20:00` };
  await EventStore.update(table, by(), event.id, 1, moved);
  await tick({ ...needs, log, post });
  await EventStore.cancel(table, by(), event.id, 2, "Snow, sorry.");
  for (let i = 0; i < 2; i++) await tick({ ...needs, log, post });

  expect(sent.map(({ subject }) => subject)).toEqual([
    "New time or place: December mixer",
    "New time or place: December mixer",
    "Cancelled: December mixer",
    "Cancelled: December mixer",
  ]);
  expect(sent[0]?.text).toContain("6:00 PM – 8:00 PM");
  expect(sent[0]?.calendar?.text).toContain(`DTSTART;TZID=America/New_York:${day.replaceAll("-", "")}T180000`);
  expect(sent[2]?.text).toContain("Snow, sorry.");
  expect(sent[2]?.calendar?.method).toBe("CANCEL");
  expect(sent[2]?.calendar?.text).toContain("STATUS:CANCELLED\r\n");
});

test("a part of the tick that fails is logged, and the others are done", async () => {
  const { come, office, needs, log, sent, lines } = await setting();
  await come(1);
  const broken = {
    ...needs.table,
    query: (pk: string, options?: object) =>
      pk === "ANNOUNCEMENTS" ? Promise.reject(new TypeError("secret")) : needs.table.query(pk, options),
  };

  await tick({ ...needs, table: broken, log, post: office() });

  expect(sent).toHaveLength(1);
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["announce-failed", "mail-sent"]);
  expect(lines.join()).not.toContain("secret");
});

test("the mail with a code says nothing that whoever asked for it has typed", async () => {
  const { codeMessage } = await import("@mainstreet/functions/mail/messages");
  const { event } = await setting();
  const sender = { chamber: { name: "Chamber", email: "" }, from: "a@example.org", origin: "https://example.org" };
  const attempt = newAttempt(0, random);
  const mail = { attempt, eventId: event.id, email: "ada@example.org", code: "123456", createdAt: "", expires: 0 };

  const message = codeMessage(mail, event, sender);

  expect(message).toMatchObject({
    to: "ada@example.org",
    subject: "123456 is your code",
    replyTo: null,
    calendar: null,
  });
  expect(message.text).toContain("123456");
  expect(secretsOf(new Uint8Array(32)).code(attempt, "123456")).not.toContain("123456");
});
