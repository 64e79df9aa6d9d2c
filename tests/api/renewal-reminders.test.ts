import { BLANK } from "@mainstreet/core/chamber";
import { nextMidnight } from "@mainstreet/core/local-date";
import * as Member from "@mainstreet/core/member";
import type { Renewal } from "@mainstreet/core/standing";
import { remindOfRenewals } from "@mainstreet/functions/tick/renewal-mails";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RenewalStore from "@mainstreet/store/renewal-store";
import type { Action, Table } from "@mainstreet/store/table";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { by, random } from "../emulator/table.ts";
import { KEYRING, settlePerson } from "../people.ts";
import { startSite } from "./site.ts";

const RULES: Renewal = { remindDays: [30, 7, -7], graceDays: 10, lapsed: "keep" };
const START = Date.parse("2026-11-01T15:00:00Z");
const UNTIL = "2026-12-15";
const HOUR = 60 * 60 * 1000;
const NAMES = ["Bread", "Ferry", "Inn"];

/** A chamber with members whose memberships end on one day, and a clock that goes on day by day. */
async function setting(
  options: { rules?: Renewal; zone?: string; names?: readonly string[]; until?: string | null } = {},
) {
  const { rules = RULES, zone = "America/New_York", names = NAMES, until = UNTIL } = options;
  const clock = { now: START };
  const site = await startSite({ now: () => clock.now, chamber: { ...BLANK, zone, renewal: rules } });
  const { table } = site;
  const members: Member.Member[] = [];
  for (const [i, name] of names.entries()) {
    const id = `msh_${String(i).padStart(26, "0")}`;
    const memberships = [{ id, level: "member", from: "2026-01-01", until }];
    const draft = { ...Member.BLANK, name, contactEmail: `${name.toLowerCase()}@example.org`, memberships };
    members.push(await MemberStore.create(table, by(undefined, START), draft));
  }
  const needs = (own: Table = table) => ({ table: own, now: () => clock.now, random, keyring: KEYRING });
  /** Whole rounds until nothing is left to do. */
  const tick = async (own?: Table) => {
    for (let i = 0; i < 3; i++) await remindOfRenewals(needs(own));
  };
  const news = async () => (await site.mails()).map(({ to, subject }) => `${to} ${subject}`);
  return {
    ...{ site, table, members, clock, needs, tick, news, zone },
    /** The mails of so many days, each under the day it came on. */
    async days(count: number) {
      const told: Record<string, string[]> = {};
      for (let day = 0; day < count; day++) {
        const before = (await news()).length;
        await tick();
        const mails = (await news()).slice(before);
        const date = new Date(clock.now).toLocaleDateString("sv-SE", { timeZone: zone });
        if (mails.length > 0) told[date] = mails.sort();
        clock.now = nextMidnight(zone, clock.now) + HOUR;
      }
      return told;
    },
  };
}

const mailsOf = (what: string, names: readonly string[] = NAMES) =>
  names.map((name) => `${name.toLowerCase()}@example.org The membership of ${name} ${what}`);

test("members are reminded on each of the chamber's days, once, before the end and after it", async () => {
  const { days } = await setting();

  expect(await days(70)).toEqual({
    "2026-11-15": mailsOf("ends soon"),
    "2026-12-08": mailsOf("ends soon"),
    "2026-12-22": mailsOf("has ended"),
  });
});

test("the owners are written to where there are any, and the mail opens a page and does nothing else", async () => {
  const { site, members, days } = await setting({ names: ["Bread"] });
  const [bread] = members;
  await settlePerson(site.table, "ada@example.org", { represents: { [bread?.id ?? ""]: "owner" } });
  await settlePerson(site.table, "bea@example.org", { represents: { [bread?.id ?? ""]: "editor" } });

  await days(20);
  const mails = await site.mails();

  expect(mails.map(({ to }) => to)).toEqual(["ada@example.org"]);
  expect(mails[0]?.text).toContain("ends on Tuesday, December 15, 2026.");
  expect(mails[0]?.text.match(/https?:\S+/g)).toEqual(["http://mainstreet.test/account/"]);
});

test("nobody is reminded by an empty list, without an end, without a mailbox, or once removed or renewed", async () => {
  const off = await setting({ rules: { ...RULES, remindDays: [] } });
  const open = await setting({ until: null });
  const { table, members, days } = await setting();
  const [bread, ferry, inn] = members;
  if (!bread || !ferry || !inn) throw new Error("There are three members.");
  await MemberStore.update(table, by(), bread.id, 1, { contactEmail: "" });
  await MemberStore.remove(table, by(), ferry.id, 1);
  await RenewalStore.renew(table, by(undefined, START), inn.id, 1, { months: 12 });

  expect([await off.days(60), await open.days(60), await days(60)]).toEqual([{}, {}, {}]);
});

test("a reminder that nothing was running for goes out up to three days late, and the ones before it no more", async () => {
  const { clock, days } = await setting();
  clock.now = Date.parse("2026-12-11T15:00:00Z");

  expect(await days(1)).toEqual({ "2026-12-11": mailsOf("ends soon") });
  expect(Object.keys(await days(30))).toEqual(["2026-12-22"]);
});

test.each([
  ["Pacific/Auckland", "2026-11-15T10:59:59Z", "2026-11-15T11:00:00Z"],
  ["America/New_York", "2026-11-15T04:59:59Z", "2026-11-15T05:00:00Z"],
])("in %s the day begins at its own midnight", async (zone, before, after) => {
  const until = zone === "Pacific/Auckland" ? "2026-12-16" : UNTIL;
  const { clock, tick, news } = await setting({ zone, until });

  clock.now = Date.parse(before);
  await tick();
  const early = await news();
  clock.now = Date.parse(after);
  await tick();

  expect([early, (await news()).length]).toEqual([[], 3]);
});

test("a round goes through all members, some with each tick", async () => {
  const names = Array.from({ length: 120 }, (_, i) => `Shop${String(i).padStart(3, "0")}`);
  const { clock, needs, news } = await setting({ names });
  clock.now = Date.parse("2026-11-15T15:00:00Z");
  const counts: number[] = [];

  for (let i = 0; i < 5; i++) {
    await remindOfRenewals(needs());
    counts.push((await news()).length);
  }

  expect(counts).toEqual([50, 100, 120, 120, 120]);
  expect((await news()).sort()).toEqual(mailsOf("ends soon", names));
});

test("however many tick at once, and wherever they are killed, each reminder goes out exactly once", async () => {
  const kill = fc.record({ after: fc.nat(4), at: fc.constantFrom("before" as const, "after" as const) });
  let deaths = 0;

  const holds = fc.asyncProperty(fc.array(kill, { minLength: 1, maxLength: 6 }), async (kills) => {
    const { table, clock, needs, tick, news } = await setting();
    clock.now = Date.parse("2026-11-15T15:00:00Z");
    await Promise.allSettled(
      kills.map(async ({ after, at }) => {
        let left = after;
        const transact = async (actions: readonly Action[]) => {
          const dies = left-- === 0;
          if (dies && at === "after") await table.transact(actions);
          if (left < 0) {
            deaths++;
            throw new TypeError("The process died.");
          }
          await table.transact(actions);
        };
        await remindOfRenewals(needs({ ...table, transact }));
      }),
    );
    await tick();

    expect((await news()).sort()).toEqual(mailsOf("ends soon"));
  });

  await fc.assert(holds, { numRuns: 8 });
  expect(deaths).toBeGreaterThan(5);
});

test("whatever changes while a member is being reminded comes first: it is looked at again the next day", async () => {
  const { table, members, clock, needs, news } = await setting({ names: ["Bread"] });
  clock.now = Date.parse("2026-11-15T15:00:00Z");
  const [bread] = members;
  let isFirst = true;
  const transact = async (actions: readonly Action[]) => {
    if (isFirst) {
      isFirst = false;
      await MemberStore.update(table, by(), bread?.id ?? "", 1, { contactEmail: "new@example.org" });
    }
    await table.transact(actions);
  };

  await remindOfRenewals(needs({ ...table, transact }));
  const overtaken = await news();
  clock.now += 24 * HOUR;
  await remindOfRenewals(needs());

  expect([overtaken, await news()]).toEqual([[], ["new@example.org The membership of Bread ends soon"]]);
});

test("of an end that was moved away and back members hear once, and of the new one too", async () => {
  const { table, members, clock, tick, news } = await setting({ names: ["Bread"] });
  const [bread] = members;
  const move = async (until: string, version: number) => {
    const memberships = (bread?.memberships ?? []).map((m) => ({ ...m, until }));
    await MemberStore.update(table, by(), bread?.id ?? "", version, { memberships });
  };
  clock.now = Date.parse("2026-11-15T15:00:00Z");
  await tick();
  await move("2026-12-16", 1);
  clock.now += 24 * HOUR;
  await tick();
  await move(UNTIL, 2);
  clock.now += 24 * HOUR;
  await tick();

  expect((await news()).length).toBe(2);
});

test("a chamber may switch it on at any time, from the next day on", async () => {
  const { table, days } = await setting({ rules: { ...RULES, remindDays: [] } });
  await days(1);
  const { version } = await ChamberStore.get(table);
  await ChamberStore.update(table, by(), version, { renewal: { ...RULES, remindDays: [41] } });

  expect(await days(10)).toEqual({ "2026-11-04": mailsOf("ends soon") });
});
