import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import { erasePerson } from "@mainstreet/store/erase-person";
import * as LetterStore from "@mainstreet/store/letter-store";
import { unsubscribedKey } from "@mainstreet/store/mailing-keys";
import * as MemberStore from "@mainstreet/store/member-store";
import { firstRepresentativeKey } from "@mainstreet/store/person-keys";
import type { Table } from "@mainstreet/store/table";
import { commit } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { by, random, sleep } from "../emulator/table.ts";
import { keyOf, settlePerson } from "../people.ts";
import { guest, plan } from "./guest.ts";
import { everything, type Json, startSite } from "./site.ts";

const DAY = 24 * 60 * 60 * 1000;
const START = Date.now();
const [ADA, BEA, CID] = ["ada@example.org", "bea@example.org", "cid@example.org"];
const LATE = "late-mixer";

const dayAt = (days: number): string => new Date(START + days * DAY).toISOString().slice(0, 10);

/** A chamber whose two mixers are over: Ada came to both, Bea and Cid, who belong to members, to one. */
async function setting(wrap: (table: Table) => Table = (table) => table) {
  const clock = { now: START };
  const site = await startSite({ now: () => clock.now, wrap });
  const { table } = site;
  const member = async (name: string, contactEmail = "", days = -20) => {
    const memberships = [{ id: "msh_00000000000000000000000000", level: "member", from: dayAt(days), until: null }];
    return MemberStore.create(table, by(), { ...Member.BLANK, name, contactEmail, memberships });
  };
  const [bread, ferry, inn] = [await member("Bread"), await member("Ferry", CID), await member("Inn")];
  const old = await member("Old Mill", "", -900);
  await settlePerson(table, BEA, { represents: { [bread.id]: "owner" } });
  const isFirst = { ...firstRepresentativeKey(bread.id), kind: "first-representative", memberId: bread.id };
  await table.transact([{ put: isFirst }]);
  await plan(site, { hostId: null });
  await plan(site, { title: "Late mixer", hostId: old.id });
  for (const email of [ADA, BEA, CID]) await (await guest(site, email)).come();
  await (await guest(site, ADA, LATE)).come();
  clock.now += 32 * DAY;
  const get = async (path: string): Promise<Json> => (await site.ask("GET", `/api/staff/${path}`)).json;
  const invite = (email: string) => site.ask("POST", `/api/staff/guests/${keyOf(email)}/invite`);
  const letters = async () => (await site.mails()).filter(({ subject }) => subject === "Would you like to join us?");
  return { site, table, clock, get, invite, letters, members: { bread, ferry, inn, old } };
}

test("guests are those who came and belong to no member, with how often and when last", async () => {
  const { get, site } = await setting();
  await plan(site, { title: "Next mixer", startsAt: `${dayAt(60)}T17:30`, endsAt: `${dayAt(60)}T19:30` });

  const { guests, since, more } = await get("guests");

  expect(guests).toMatchObject([
    { email: ADA, name: ADA, visits: 2, last: { title: "Late mixer" }, askedAt: null, leftAlone: false, mayAsk: true },
  ]);
  expect([guests[0].first, guests[0].last.on, since, more]).toEqual([dayAt(30), dayAt(30), dayAt(30), false]);
});

test("whoever gave up or only waited has not come", async () => {
  const { get, site, clock } = await setting();
  const day = dayAt(40);
  await plan(site, { title: "Small mixer", capacity: 1, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` });
  await (await guest(site, "first@example.org", "small-mixer")).come();
  await (await guest(site, "waits@example.org", "small-mixer")).come();
  clock.now += 10 * DAY;

  const { guests } = await get("guests");

  expect(guests.map(({ email }: Json) => email).sort()).toEqual([ADA, "first@example.org"]);
});

test("a guest is asked to join by one letter in ninety days", async () => {
  const { clock, get, invite, letters } = await setting();

  const first = await invite(ADA);
  const sent = await letters();
  clock.now += 90 * DAY - 1;
  const again = await invite(ADA);
  const [standing] = (await get("guests")).guests;
  clock.now += 1;
  const later = await invite(ADA);

  expect([first.status, again.status, again.json.code, later.status]).toEqual([200, 429, "too-many", 200]);
  expect(standing).toMatchObject({ askedAt: first.json.askedAt, mayAsk: false });
  expect(sent).toMatchObject([{ to: ADA, text: expect.stringContaining("2 times") }]);
  expect(sent[0]?.text).toContain("/join/");
  expect(sent[0]?.text).toContain(sent[0]?.unsubscribeUrl ?? "a way out");
  expect(await letters()).toHaveLength(2);
});

test("nobody is asked who belongs to a member, wants to be left alone, has unsubscribed or never came", async () => {
  const { site, table, invite, letters, get } = await setting();
  const leave = (leftAlone: boolean) =>
    site.ask("POST", `/api/staff/guests/${keyOf(ADA)}/leave-alone`, { body: { leftAlone } });

  const others = [await invite(BEA), await invite(CID), await invite("nobody@example.org")];
  await leave(true);
  const alone = [(await invite(ADA)).status, (await get("guests")).guests[0].leftAlone];
  await leave(false);
  await table.transact([{ put: { ...unsubscribedKey(keyOf(ADA)), kind: "unsubscribed", personKey: keyOf(ADA) } }]);
  const unsubscribed = [(await invite(ADA)).status, (await get("guests")).guests[0].mayAsk];

  expect(others.map(({ status, json }) => [status, json.code])).toEqual([
    [409, "taken"],
    [409, "taken"],
    [404, "not-found"],
  ]);
  expect([alone, unsubscribed]).toEqual([
    [403, true],
    [403, false],
  ]);
  expect(await letters()).toEqual([]);
});

test("the link in the letter ends such letters, one that waits to be sent among them", async () => {
  const { site, table, clock, invite, letters, get } = await setting();
  await invite(ADA);
  const [letter] = await letters();
  const token = new URL(letter?.unsubscribeUrl ?? "").pathname;
  await site.ask("POST", token, { as: "public", form: { "List-Unsubscribe": "One-Click" } });
  const waiting = { template: "join", personKey: keyOf(ADA), email: ADA, values: {} } as const;
  await commit(table, by(), [LetterStore.post(waiting, { now: clock.now, random })], null);

  expect((await get("guests")).guests[0]).toMatchObject({ unsubscribed: true, mayAsk: false });
  expect(await letters()).toHaveLength(1);
});

test("whoever is erased is no guest, and leaves no trace of having been asked", async () => {
  const { site, table, clock, get, invite } = await setting();
  await invite(ADA);

  await erasePerson({ table, now: () => clock.now, sleep, random }, by(), { personKey: keyOf(ADA), keyOf });

  expect([(await get("guests")).guests, (await invite(ADA)).status]).toEqual([[], 404]);
  const left = (await everything(site.table)).filter(({ pk }) => String(pk).startsWith("JOIN-ASKED#"));
  expect(left).toEqual([]);
});

test("a guest who is erased as they are asked gets no letter", async () => {
  let isArmed = false;
  const wrap = (table: Table): Table => ({
    ...table,
    async transact(actions) {
      if (isArmed && actions.some((action) => "put" in action && action.put.kind === "join-asked")) {
        isArmed = false;
        await erasePerson({ table, now: Date.now, sleep, random }, by(), { personKey: keyOf(ADA), keyOf });
      }
      return table.transact(actions);
    },
  });
  const { site, invite, letters } = await setting(wrap);
  isArmed = true;

  const refused = await invite(ADA);

  expect([refused.status, await letters()]).toEqual([412, []]);
  expect((await everything(site.table)).filter(({ kind }) => kind === "join-asked" || kind === "letter")).toEqual([]);
});

test("members are quiet for each reason of its own, those with most reasons first", async () => {
  const { site, get, members } = await setting();
  const listing = { ...Listing.BLANK, memberId: members.inn.id, name: "Inn", status: "published" };
  await site.ask("POST", "/api/listings", { body: listing });

  const { members: quiet, since } = await get("quiet");

  expect(quiet.map(({ name, reasons, missed }: Json) => [name, reasons, missed])).toEqual([
    ["Inn", ["absent", "unconfirmed", "unclaimed"], 2],
    ["Ferry", ["unclaimed"], 0],
    ["Old Mill", ["unclaimed"], 0],
  ]);
  expect(quiet[0]).toMatchObject({ joined: dayAt(-20), listing: { name: "Inn", confirmedOn: null } });
  expect(since).toBe(dayAt(30));
});
