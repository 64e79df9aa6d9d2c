import { BLANK } from "@mainstreet/core/chamber";
import type { Audience, MailingCounts } from "@mainstreet/core/mailing";
import * as Member from "@mainstreet/core/member";
import { type Message, Undeliverable } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { sendMailing } from "@mainstreet/functions/tick/mailing-letters";
import { beginErasing, erasePerson } from "@mainstreet/store/erase-person";
import { putTo } from "@mainstreet/store/mailing-round";
import * as MailingStore from "@mainstreet/store/mailing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as SubscriptionStore from "@mainstreet/store/subscription-store";
import { type Action, Refused, type Table } from "@mainstreet/store/table";
import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { by, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson } from "../people.ts";
import { type Json, STAFF_EMAIL, startSite } from "./site.ts";

const AUDIENCE: Audience = { states: [], levels: [], towns: [], whom: "owners" };
const TEXT = { subject: "Winter market", text: "The stalls open at ten.\n\nBring a scarf." };
const PATH = "/api/staff/announcements";

const mailbox = (name: string) => `${name.toLowerCase()}@example.org`;

/** A chamber with members who have a contact each, and an announcement to them all. */
async function setting(names: readonly string[] = ["Bread", "Ferry", "Inn"], audience: Partial<Audience> = {}) {
  const site = await startSite({ chamber: { ...BLANK, name: "Kingston Chamber" } });
  const { table } = site;
  const members: Member.Member[] = [];
  for (const name of names)
    members.push(await MemberStore.create(table, by(), { ...Member.BLANK, name, contactEmail: mailbox(name) }));
  const draft = { ...TEXT, audience: { ...AUDIENCE, ...audience } };
  const { id } = await MailingStore.create(table, by(), draft);
  const needs = (own: Table = table) => ({ table: own, now: Date.now, random, keyring: KEYRING });
  return {
    ...{ site, table, members, id, needs },
    begin: (version = 1, own = id) => site.ask("POST", `${PATH}/${own}/send`, { version }),
    stop: (version = 2) => site.ask("POST", `${PATH}/${id}/stop`, { version }),
    tick: (own?: Table) => sendMailing(needs(own)),
    async now(): Promise<{ state: string; counts: MailingCounts; version: number }> {
      return (await site.ask("GET", `${PATH}/${id}`)).json;
    },
    told: async () => (await site.mails()).map(({ to }) => to).sort(),
  };
}

const counts = (found: number, rest: Partial<MailingCounts> = {}): MailingCounts => ({
  ...{ found, posted: found, unsubscribed: 0, refused: 0, held: 0 },
  ...rest,
});

/** A table that does something before its n-th transaction. */
function meanwhile(table: Table, nth: number, act: () => Promise<unknown>): Table {
  let left = nth;
  const transact = async (actions: readonly Action[]) => {
    if (left-- === 0) await act();
    await table.transact(actions);
  };
  return { ...table, transact };
}

/** A table whose process dies with its n-th transaction, before or after it is carried out. */
function dying(table: Table, nth: number, at: "before" | "after", onDeath: () => void): Table {
  let left = nth;
  const transact = async (actions: readonly Action[]) => {
    if (left-- > 0) return table.transact(actions);
    if (left === -1 && at === "after") await table.transact(actions);
    onDeath();
    throw new TypeError("The process died.");
  };
  return { ...table, transact };
}

test("an announcement comes to each person once, however many members they act for and however often it ticks", async () => {
  const { table, members, begin, tick, now, told } = await setting();
  const [bread, ferry] = members;
  await settlePerson(table, "ada@example.org", {
    represents: { [bread?.id ?? ""]: "owner", [ferry?.id ?? ""]: "owner" },
  });
  await settlePerson(table, "bea@example.org", { represents: { [bread?.id ?? ""]: "editor" } });

  const begun = await begin();
  await Promise.all([tick(), tick(), tick()]);
  await tick();

  expect(begun.json).toMatchObject({ state: "sending", version: 2 });
  expect(await told()).toEqual(["ada@example.org", "inn@example.org"]);
  expect(await now()).toMatchObject({ state: "sent", counts: counts(2) });
});

test("wherever they are killed and however many tick at once, everybody gets it exactly once and is counted once", async () => {
  const names = Array.from({ length: 45 }, (_, i) => `Shop${i}`);
  const kill = fc.record({ after: fc.nat(3), at: fc.constantFrom("before" as const, "after" as const) });
  const setup = await setting(names);
  const { site, table } = setup;
  await setup.begin();
  const copy = await site.copy();
  let deaths = 0;

  const holds = fc.asyncProperty(fc.array(kill, { minLength: 1, maxLength: 5 }), async (kills) => {
    await site.rewind(copy);
    await Promise.allSettled(kills.map(({ after, at }) => setup.tick(dying(table, after, at, () => deaths++))));
    await setup.tick();
    await setup.tick();

    expect(await setup.now()).toMatchObject({ state: "sent", counts: counts(45) });
    expect(await setup.told()).toEqual(names.map(mailbox).sort());
  });

  await fc.assert(holds, { numRuns: 4 });
  expect(deaths).toBeGreaterThan(2);
}, 60_000);

test("killed at each of its transactions in turn, before and after it, it is taken up where it was", async () => {
  const names = Array.from({ length: 45 }, (_, i) => `Shop${i}`);
  const setup = await setting(names);
  const { site, table } = setup;
  await setup.begin();
  const copy = await site.copy();
  const ends: unknown[] = [];

  for (const at of ["before", "after"] as const) {
    // Three transactions of 19 people at most, the last of which also ends it.
    for (let nth = 0; nth < 3; nth++) {
      let deaths = 0;
      await site.rewind(copy);
      await setup.tick(dying(table, nth, at, () => deaths++)).catch(() => undefined);
      await setup.tick();
      ends.push([deaths, await setup.now(), (await setup.told()).length]);
    }
  }

  for (const end of ends) expect(end).toMatchObject([1, { state: "sent", counts: counts(45) }, 45]);
  expect(ends).toHaveLength(6);
}, 60_000);

test("the note that somebody was come to stands in the way of a second letter by itself, whatever else is said", async () => {
  const { site, table, id, begin, tick, now, told } = await setting();
  await begin();
  const copy = await site.copy();
  await tick();
  const rounds = copy.items.filter(({ kind }) => /^mailing(-round|-sending)?$/.test(String(kind)));
  await table.transact(rounds.map((item) => ({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } })));

  await tick();
  const note = putTo(id, keyOf(mailbox("Bread")), "posted", Date.now());

  expect(await now()).toMatchObject({ state: "sent", counts: counts(0) });
  await expect(table.transact([note])).rejects.toThrow(Refused);
  expect(await told()).toEqual(["Bread", "Ferry", "Inn"].map(mailbox));
});

test("whoever wants none gets none: from before, while it is sent, and after it was posted", async () => {
  const names = Array.from({ length: 40 }, (_, i) => `Shop${String(i).padStart(2, "0")}`);
  const { table, begin, tick, now, told } = await setting(names);
  const leave = (name: string) => SubscriptionStore.unsubscribe(table, keyOf(mailbox(name)), Date.now());
  await leave("Shop03");
  await begin();

  // The second chunk has been read with Shop25 in it.
  await tick(meanwhile(table, 1, () => leave("Shop25")));
  const before = await now();
  await leave("Shop39");

  const gone = ["Shop03", "Shop25", "Shop39"];
  expect(before).toMatchObject({ state: "sent", counts: counts(40, { posted: 38, unsubscribed: 2 }) });
  expect(await told()).toEqual(names.filter((name) => !gone.includes(name)).map(mailbox));
  expect(await now()).toMatchObject({ state: "sent", counts: counts(40, { posted: 37, unsubscribed: 3 }) });
});

test("whoever is erased is not written to, though a member names them again, until they come again", async () => {
  const { site, table, members, begin, tick, now, told } = await setting(["Bread", "Ferry", "Inn", "Kiln"]);
  const erase = (name: string) =>
    erasePerson({ table, now: Date.now, sleep, random }, by(), { personKey: keyOf(mailbox(name)), keyOf });
  for (const [i, name] of ["Bread", "Ferry"].entries()) {
    await erase(name);
    await MemberStore.update(table, by(), members[i]?.id ?? "", 2, { contactEmail: mailbox(name) });
  }
  await settlePerson(table, mailbox("Ferry"));
  await begin();

  await tick(
    meanwhile(table, 0, () => beginErasing({ table, now: Date.now, sleep, random }, by(), keyOf(mailbox("Inn")))),
  );

  expect(await told()).toEqual([mailbox("Ferry"), mailbox("Kiln")]);
  expect(await now()).toMatchObject({ state: "sent", counts: counts(2) });
  expect((await site.ask("POST", `${PATH}/count`, { body: AUDIENCE })).json).toMatchObject({ members: 4, people: 2 });
});

test("once it is stopped nothing more is posted, and what was posted and has not left stays", async () => {
  const names = Array.from({ length: 45 }, (_, i) => `Shop${i}`);
  const { table, begin, tick, stop, now, told } = await setting(names);
  await begin();

  await tick(meanwhile(table, 1, stop));
  const stopped = await now();
  await tick();

  expect(stopped).toMatchObject({ state: "stopped", counts: counts(19) });
  expect(await told()).toEqual([]);
  expect(await now()).toMatchObject({ state: "stopped", counts: counts(19, { posted: 0, held: 19 }) });
  expect((await stop(3)).json).toMatchObject({ code: "closed" });
});

test("one is sent at a time, each once, and what was sent is not changed any more", async () => {
  const { site, table, id, begin, tick } = await setting();
  const other = await MailingStore.create(table, by(), { ...TEXT, audience: AUDIENCE });

  const answers = [
    await begin(1),
    await begin(1, other.id),
    await begin(2),
    await site.ask("PATCH", `${PATH}/${id}`, { version: 2, body: { subject: "Other" } }),
  ];
  await tick();
  answers.push(await begin(1, other.id));

  expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
    [200, undefined],
    [409, "in-use"],
    [409, "closed"],
    [409, "closed"],
    [200, undefined],
  ]);
});

test("the mail says what staff wrote, who it is from, why one gets it and how to get no more", async () => {
  const { site, members, table, begin, tick, id } = await setting(["Bread", "Ferry"]);
  await settlePerson(table, "ada@example.org", { represents: { [members[0]?.id ?? ""]: "owner" } });
  await site.ask("POST", `${PATH}/${id}/test`);
  await begin();
  await tick();

  const mails = new Map((await site.mails()).map((mail): [string, Message] => [mail.to, mail]));
  const linkOf = (email: string) => `http://mainstreet.test/api/unsubscribe/${unsubscribeToken(KEYRING, keyOf(email))}`;
  const [ada, ferry, staff] = ["ada@example.org", "ferry@example.org", STAFF_EMAIL].map((to) => mails.get(to));

  expect([...mails.keys()].sort()).toEqual(["ada@example.org", "ferry@example.org", STAFF_EMAIL]);
  expect(ada).toMatchObject({ subject: "Winter market", unsubscribeUrl: linkOf("ada@example.org") });
  expect(ada?.text.split("\n")).toEqual([
    ...["The stalls open at ten.", "", "Bring a scarf.", "", "Kingston Chamber", ""],
    ...["You get this because you look after “Bread” at Kingston Chamber."],
    ...["To get no more announcements, open this page:", linkOf("ada@example.org"), ""],
  ]);
  expect(ferry?.text).toContain("You get this because you are the contact of “Ferry” at Kingston Chamber.");
  expect(staff?.text).toContain("This is a test");
});

test("a server that turns somebody down for good is counted, and the mail is not tried again", async () => {
  const { site, table, begin, tick, now } = await setting(["Bread", "Ferry"]);
  await begin();
  await tick();
  const tried: string[] = [];
  const mailer = {
    send: async ({ to }: Message) => {
      tried.push(to);
      if (to.startsWith("bread")) throw new Undeliverable("refused");
    },
  };
  const from = { from: "chamber@mainstreet.test", origin: "http://mainstreet.test" };
  const post = openPostOffice({ table, keyring: KEYRING, now: Date.now, log: () => undefined, mailer, ...from });

  await post.drain();
  await post.drain();

  expect(tried.sort()).toEqual(["bread@example.org", "ferry@example.org"]);
  expect(await now()).toMatchObject({ counts: counts(2, { posted: 1, refused: 1 }) });
  expect(await site.mails()).toEqual([]);
});

test("a draft is thrown away at the version that was seen, and what was sent is not", async () => {
  const { site, id, begin } = await setting();
  const remove = (version: number, own = id) => site.ask("DELETE", `${PATH}/${own}`, { version });
  const { json: other } = await site.ask("POST", PATH, { body: { ...TEXT, subject: "Second", audience: AUDIENCE } });
  await site.ask("PATCH", `${PATH}/${other.id}`, { version: 1, body: { subject: "Third" } });

  const stale = await remove(1, other.id);
  const removed = await remove(2, other.id);
  const again = await remove(2, other.id);
  await begin();
  const sent = await remove(2);

  expect([stale.json.code, again.json.code, sent.json.code]).toEqual(["stale", "not-found", "closed"]);
  expect(removed).toMatchObject({ status: 200, json: { id: other.id, subject: "Third", state: "draft" } });
  const { announcements } = (await site.ask("GET", PATH)).json;
  expect(announcements.map(({ subject }: Json) => subject)).toEqual(["Winter market"]);
  const { entries } = (await site.ask("GET", `/api/staff/audit?entity=mailing:${other.id}`)).json;
  expect(entries[0].changes).toMatchObject([{ kind: "mailing", done: "removed" }]);
});

test("announcements are listed the newest first, a page at a time, with their counts", async () => {
  const { site, begin, tick } = await setting();
  for (const subject of ["Second", "Third"])
    await site.ask("POST", PATH, { body: { ...TEXT, subject, audience: AUDIENCE } });
  await begin();
  await tick();

  const first = (await site.ask("GET", `${PATH}?limit=2`)).json;
  const rest = (await site.ask("GET", `${PATH}?limit=2&cursor=${first.cursor}`)).json;
  const foreign = await site.ask("GET", `/api/staff/tasks?cursor=${first.cursor}`);

  const shown = [...first.announcements, ...rest.announcements].map((one: Json) => [one.subject, one.counts.posted]);
  expect(shown.slice(-1)).toEqual([["Winter market", 3]]);
  expect(shown.map(([subject]) => subject).sort()).toEqual(["Second", "Third", "Winter market"]);
  expect(foreign.status).toBe(400);
});
