import { instant } from "@mainstreet/core/local-date";
import { newAttempt } from "@mainstreet/core/registration";
import { createLog } from "@mainstreet/functions/log";
import type { Message } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { tick } from "@mainstreet/functions/tick/tick";
import * as CodeStore from "@mainstreet/store/code-store";
import { eventKey } from "@mainstreet/store/event-keys";
import * as EventStore from "@mainstreet/store/event-store";
import { INDEX } from "@mainstreet/store/keys";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import { asidePartition } from "@mainstreet/store/mail-keys";
import { listAside } from "@mainstreet/store/mail-queue";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import { cancelMany } from "@mainstreet/store/registration-bulk";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Item, Table } from "@mainstreet/store/table";
import { commit } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf } from "../people.ts";
import { testPictures } from "../pictures.ts";
import { partyOf, personOf } from "../simulate/town.ts";
import { bakery } from "../store/change-requests.ts";

const ADA = "ada-kanarie7b1d@example.org";
const KINDS = ["code", "letter", "listing-notice", "mail"];

/** A town with a mail of each kind to be sent, and a post office. */
async function setting() {
  const { table } = await freshTable();
  const clock = { ahead: 1_000 };
  const now = () => Date.now() + clock.ahead;
  const { listing, owner } = await bakery(table);
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity: 400 });
  const sent: Message[] = [];
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), now);
  const office = (own: Table = table) =>
    openPostOffice({
      keyring: KEYRING,
      table: own,
      now,
      log,
      mailer: { send: async (message) => void sent.push(message) },
      from: "chamber@example.org",
      origin: "https://example.org",
    });
  const { pictures, imports } = testPictures();
  const needs = { table, now, random, sleep, keyring: KEYRING, log, pictures, imports };
  const come = async (n: number, eventId = event.id) => {
    const from = { eventId, personKey: personOf(n), attempt: newAttempt(now(), random), party: partyOf(n, 1) };
    return (await RegistrationStore.register({ ...needs, now: Date.now }, from)).registration;
  };
  const letter = () =>
    LetterStore.post(
      { template: "claim-refused", personKey: keyOf(ADA), email: ADA, values: { listing: "Loaf", reason: "No." } },
      { now: Date.now(), random },
    );
  const notice = (cause: string) =>
    ListingNoticeStore.noticeOf(
      { cause, template: "change-refused", personKey: owner.personKey, listingId: listing.id },
      Date.now(),
    );
  const code = (at = Date.now()) => {
    const createdAt = instant(at);
    const attempt = newAttempt(at, random);
    return CodeStore.post({ attempt, eventId: event.id, email: ADA, code: "123456", createdAt, expires: at + 600_000 });
  };
  /** One mail of each kind. */
  const each = async (n: number) => {
    await come(n);
    const told = ListingNoticeStore.post(notice(`chg_${n}`), "No superlatives.");
    await commit(table, by(), [code(), letter(), told], null);
  };
  const waiting = async () => {
    const all: Item[] = [];
    for await (const items of table.scan(KINDS)) all.push(...items.filter((item) => item[INDEX.pk]));
    return all;
  };
  const put = (item: Item) => ({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } });
  const change = async (items: readonly Item[], to: (item: Item) => Item) => {
    const puts = items.map((item) => put(to(item)));
    for (let from = 0; from < puts.length; from += 100) await table.transact(puts.slice(from, from + 100));
  };
  const unread = () => lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "mail-unreadable");
  const codes = (count: number, at: number) => Array.from({ length: count }, () => code(at));
  return { table, clock, now, event, sent, lines, office, needs, come, each, waiting, change, unread, codes };
}

const foreign = (item: Item): Item => ({ ...item, tone: "warm" });
/** Items without their place in the index, in the order of their keys. */
const bare = (items: readonly Item[]) =>
  items
    .map(({ [INDEX.pk]: ipk, [INDEX.sk]: isk, ...rest }): Item => rest)
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
const place = ({ pk, sk }: Item) => `${pk} ${sk}`;
const kindsOf = (items: readonly Item[]) => [...new Set(items.map(({ kind }) => String(kind)))].sort();

test("of each kind one that this program cannot read is set aside as it is, logged once and counted, and the rest goes out", async () => {
  const { table, each, office, waiting, change, sent, lines, unread } = await setting();
  await each(1);
  const odd = await waiting();
  await change(odd, foreign);
  await each(2);

  await office().drain();
  const [first, told] = [sent.length, unread()];
  for (let i = 0; i < 2; i++) await office().drain();

  // Whoever gets a seat at once has a mail that they wait as well, which is sent only while it is true.
  expect([kindsOf(odd), odd.length]).toEqual([KINDS, 5]);
  expect([first, sent.length]).toEqual([4, 4]);
  expect(told.map(({ code, count, level }) => `${code} ${count} ${level}`).sort()).toEqual([
    "CODES 1 error",
    "LETTERS 1 error",
    "LISTING-NOTICES 1 error",
    "OUTBOX 2 error",
  ]);
  expect(unread()).toEqual(told);
  expect(lines.join()).not.toMatch(/kanarie|warm|person-\d/);
  expect(bare(await listAside(table))).toEqual(bare(odd.map(foreign)));
  expect((await OutboxStore.troubled(table, 10)).setAside).toBe(5);
});

test("what was sealed and does not open is set aside too, whatever is wrong with it", async () => {
  const { table, each, come, event, needs, office, waiting, change, sent, unread } = await setting();
  for (const n of [1, 2]) await each(n);
  const registration = await come(3);
  await office().drain();
  await cancelMany(needs, by(), { eventId: event.id, attempts: [registration.attempt], reason: "No such firms." });
  for (const n of [4, 5]) await each(n);
  sent.length = 0;
  const [one, ...rest] = (await waiting()).filter(({ kind }) => kind === "letter" || kind === "listing-notice");
  const told = (await waiting()).filter(({ template }) => template === "cancelled-by-staff");
  const broken = [...(one ? [one] : []), ...rest.slice(1), ...told];
  const spoilt = (text: unknown) => `${String(text).slice(0, -2)}AA`;
  await change(broken, (item) =>
    item.kind === "letter" ? { ...item, sealed: spoilt(item.sealed) } : { ...item, reason: spoilt(item.reason) },
  );

  for (let i = 0; i < 2; i++) await tick({ ...needs, post: office() });

  // That they can be read is not enough for being taken up.
  expect(told).toHaveLength(1);
  expect(bare(await listAside(table)).map(place)).toEqual(bare(broken).map(place));
  expect(sent.filter(({ text }) => /No such firms/.test(text))).toEqual([]);
  // Two codes, two registrations, and the one letter or notice that is whole.
  expect(sent).toHaveLength(5);
  expect(unread().reduce((sum, { count }) => sum + count, 0)).toBe(broken.length);
});

test("more than a batch of them does not stand before what is behind, even within one drain", async () => {
  const { table, office, waiting, change, sent, unread, codes } = await setting();
  const many = codes(250, Date.now() - 60_000);
  for (let from = 0; from < many.length; from += 100) await table.transact(many.slice(from, from + 100));
  await change(await waiting(), foreign);
  await table.transact(codes(1, Date.now()));

  await office().drain();

  expect(sent).toHaveLength(1);
  expect(unread().map(({ count }) => count)).toEqual([200, 50]);
  expect(await listAside(table)).toHaveLength(250);
});

test.each(["before", "after"] as const)(
  "a process that dies %s it has set one aside leaves nothing out and nothing twice",
  async (when) => {
    const { table, each, office, waiting, change, sent, unread, clock } = await setting();
    await each(1);
    const odd = await waiting();
    await change(odd, foreign);
    await each(2);
    let dead = () => {};
    const died = new Promise<void>((resolve) => {
      dead = resolve;
    });
    const dying: Table = {
      ...table,
      transact: async (actions) => {
        const isAside = actions.some((action) => "put" in action && action.put[INDEX.pk] === asidePartition());
        if (!isAside) return table.transact(actions);
        if (when === "after") await table.transact(actions);
        dead();
        await new Promise(() => undefined);
      },
    };

    void office(dying).drain();
    await died;
    clock.ahead = 70_000;
    await office().drain();

    // The one that was in work is logged by both where it was still to be set aside.
    expect(unread()).toHaveLength(when === "before" ? 5 : 4);
    expect(sent).toHaveLength(4);
    expect(bare(await listAside(table))).toEqual(bare(odd.map(foreign)));
  },
);

test("a program that can read them takes them up with its next tick, each once, and leaves the others", async () => {
  const { table, each, office, waiting, change, sent, needs, lines } = await setting();
  for (const n of [1, 2]) await each(n);
  const all = await waiting();
  await change(all, foreign);
  await office().drain();
  const aside = await listAside(table);
  const known = KINDS.flatMap((kind) =>
    aside.filter((item) => item.kind === kind && item.template !== "waitlisted").slice(0, 1),
  );
  await change(known, ({ tone, ...item }) => item);

  for (let i = 0; i < 2; i++) await tick({ ...needs, post: office() });

  expect(kindsOf(known)).toEqual(KINDS);
  expect(sent).toHaveLength(4);
  expect(await listAside(table)).toHaveLength(all.length - 4);
  const taken = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "mail-taken-up");
  expect(taken.map(({ count }) => count)).toEqual([4]);
});

test("mails about an event that cannot be read are put off like those that are turned down, and stand before no other", async () => {
  const { table, come, office, event, sent, clock, lines } = await setting();
  const other = await EventStore.create(table, by(), { ...eventDraft(), title: "Late mixer" });
  for (let n = 0; n < 210; n++) await come(n);
  await come(300, other.id);
  const item = await table.get(eventKey(event.id));
  if (!item) throw new Error("There is an event.");
  await table.transact([{ put: { ...foreign(item), ...eventKey(event.id) } }]);

  await office().drain();
  clock.ahead += 2_000;
  await office().drain();

  expect(sent.map(({ to }) => to)).toEqual(["person-300@example.com"]);
  expect((await OutboxStore.troubled(table, 1_000)).waiting).toHaveLength(210);
  expect(lines.join()).not.toContain("warm");
});
