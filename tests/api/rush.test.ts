import { newAttempt } from "@mainstreet/core/registration";
import * as FlowStore from "@mainstreet/store/flow-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { guest, plan } from "./guest.ts";
import { everything, startSite } from "./site.ts";

const LONG = process.env.MAINSTREET_LONG === "1";

/** Something begun in a browser whose code has the hash "right", with a table of its own. */
async function begun() {
  const { table: real } = await freshTable({ chamber: null });
  const table: Table = {
    ...real,
    // However requests overtake each other between reading and writing.
    get: async (key) => {
      const item = await real.get(key);
      await sleep((random(1)[0] ?? 0) / 8);
      return item;
    },
  };
  const needs = { table, now: Date.now, random };
  const from = {
    eventId: `evt_${"0".repeat(26)}`,
    email: "ada@example.org",
    personKey: "0".repeat(26),
    attempt: newAttempt(Date.now(), random),
    party: null,
    codeHash: "right",
  };
  const begin = (limits: readonly { hash: string; most: number }[]) => {
    const hash = Buffer.from(random(16)).toString("hex");
    const remember = OutcomeStore.remember({ hash, request: "" }, { status: 202, body: "", etag: "" }, Date.now());
    return FlowStore.begin(needs, "the-flow", from, { code: "000000", limits, remember });
  };
  const guess = (code: string) =>
    FlowStore.tryCode(needs, "the-flow", () => code).then(
      (result) => ("left" in result ? "wrong" : "proved"),
      (error) => error.code,
    );
  return { table, begin, guess };
}

function counted(answers: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(answers, (answer) => answer)].map(([answer, all]) => [answer, all.length]));
}

const GUESSES = LONG ? 1000 : 300;

test(`of ${GUESSES} different wrong codes at once five are compared, and the right one comes too late`, async () => {
  const { begin, guess } = await begun();
  await begin([]);

  const answers = await Promise.all(Array.from({ length: GUESSES }, (_, i) => guess(String(i).padStart(5, "0"))));
  const right = await guess("right");

  expect(counted(answers)).toEqual({ wrong: 5, expired: GUESSES - 5 });
  expect(right).toBe("expired");
});

test("of two hundred requests for codes at once exactly as many are let through as the tightest limit says", async () => {
  const { begin, table } = await begun();
  const limits = [
    { hash: "mailbox", most: 7 },
    { hash: "network", most: 10 },
    { hash: "all", most: 300 },
  ];

  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      begin(limits).then(
        () => "sent",
        (error) => error.code,
      ),
    ),
  );

  expect(counted(answers)).toEqual({ sent: 7, "too-many": 193 });
  // What was refused has used nothing up.
  expect((await everything(table)).filter(({ kind }) => kind === "limit")).toHaveLength(21);
  expect((await everything(table)).filter(({ kind }) => kind === "code")).toHaveLength(1);
});

test.each([
  [{ mailbox: 3 }, "one mailbox", (_: number) => ({ email: "ada@example.org", address: "192.0.2.1" }), 3],
  [{ network: 4 }, "one network", (n: number) => ({ email: `p${n}@example.org`, address: `2001:db8:0:1::${n}` }), 4],
  [{ all: 5 }, "everybody", (n: number) => ({ email: `p${n}@example.org`, address: `192.0.2.${n}` }), 5],
])("limits hold through the API: %j for %s", async (codeLimits, _, personOf, most) => {
  const site = await startSite({ codeLimits });
  await plan(site);
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => guest(site, personOf(n).email)));

  const answers = await Promise.all(people.map((one, n) => one.register(1, { address: personOf(n).address })));

  expect(counted(answers.map(({ status }) => String(status)))).toEqual({ 202: most, 429: 20 - most });
  expect(await site.mails()).toHaveLength(most);
});

test("twenty right codes at once in each of many browsers give one registration each", async () => {
  const browsers = LONG ? 50 : 15;
  const site = await startSite();
  await plan(site, { capacity: browsers });
  const people = await Promise.all(Array.from({ length: browsers }, (_, n) => guest(site, `p${n}@example.org`)));
  await Promise.all(people.map((one) => one.register()));
  await site.mails();

  const answers = await Promise.all(people.flatMap((one) => Array.from({ length: 20 }, () => one.prove())));

  expect(counted(answers.map(({ status }) => String(status)))).toEqual({ 200: 20 * browsers });
  const items = await everything(site.table);
  expect(items.filter(({ kind }) => kind === "registration")).toHaveLength(browsers);
  expect(items.find(({ kind }) => kind === "seats")).toMatchObject({ taken: browsers });
}, 120_000);

test("fake guests whose mailboxes nobody proves take no seat", async () => {
  const site = await startSite();
  await plan(site);
  const people = await Promise.all(Array.from({ length: 100 }, (_, n) => guest(site, `fake${n}@example.org`)));

  await Promise.all(people.map((one) => one.register(6)));

  const items = await everything(site.table);
  expect(items.filter(({ kind }) => kind === "flow")).toHaveLength(100);
  expect(items.filter(({ kind }) => kind === "registration" || kind === "waiting")).toEqual([]);
  expect(items.find(({ kind }) => kind === "seats")).toMatchObject({ taken: 0 });
});
