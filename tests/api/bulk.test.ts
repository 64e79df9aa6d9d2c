import { randomUUID } from "node:crypto";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as BatchStore from "@mainstreet/store/batch-store";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Action, Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { KEYRING, settlePerson, startSession } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { type Json, startSite } from "./site.ts";

const YEAR = { id: `msh_${"0".repeat(26)}`, level: "member", from: "2026-01-01", until: "2099-12-31" };
const UNTIL = "2101-12-31";

/** A chamber of so many members, each with a membership that ends on one day. */
async function members(count: number, options: { wrap?: (table: Table) => Table } = {}) {
  const site = await startSite(options);
  const made = Array.from({ length: count }, (_, i) => {
    const name = `Shop ${String(i).padStart(3, "0")}`;
    const contactEmail = `${i}@example.org`;
    return MemberStore.draft(by(TRUSTED), { ...Member.BLANK, name, contactEmail, memberships: [YEAR] }, null);
  });
  for (let from = 0; from < count; from += 40)
    await site.table.transact(made.slice(from, from + 40).flatMap((one) => MemberStore.steps(one, null, KEYRING)));
  const ids = made.map(({ id }) => ({ id, version: 1 }));
  return {
    site,
    ids,
    stored: async () => Promise.all(ids.map(({ id }) => MemberStore.get(site.table, TRUSTED, id))),
    change: (body: object, key: string = randomUUID()) =>
      site.ask("POST", "/api/staff/bulk", {
        key,
        body: { of: "members", ids, change: { until: UNTIL }, title: "Renew", ...body },
      }),
    async undo(batchId: string) {
      for (;;) {
        const { json } = await site.ask("POST", `/api/staff/batches/${batchId}/undo`);
        if (json.state === "undone") return json;
      }
    },
  };
}

const plain = (entities: readonly Member.Member[]) => entities.map(({ version, updatedAt, ...rest }) => rest);

test("two hundred members are renewed by two requests, and taken back by one word", async () => {
  const { ids, stored, change, undo } = await members(200);
  const before = await stored();

  const first = await change({ ids: ids.slice(0, 100) });
  const second = await change({ ids: ids.slice(100), batchId: first.json.batch.id });
  const renewed = await stored();
  const undone = await undo(first.json.batch.id);

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.json.batch).toMatchObject({ id: first.json.batch.id, of: "bulk", title: "Renew", count: 200 });
  expect([...first.json.done, ...second.json.done]).toEqual(ids.map(({ id }) => ({ id, version: 2 })));
  for (const { memberships } of renewed) {
    expect(memberships).toMatchObject([YEAR, { level: "member", from: "2100-01-01", until: UNTIL }]);
  }
  expect(undone).toMatchObject({ state: "undone", left: 0, kept: [] });
  expect(plain(await stored())).toEqual(plain(before));
});

test("whoever was changed meanwhile, or is not there, is refused by name and keeps no other from it", async () => {
  const { site, ids, change, undo, stored } = await members(4);
  const [edited, gone] = [ids[1]?.id ?? "", `mem_${"0".repeat(26)}`];
  await MemberStore.update(site.table, by(), edited, 1, { note: "Rang" });

  const { json } = await change({ ids: [...ids, { id: gone, version: 1 }] });
  await MemberStore.update(site.table, by(), ids[2]?.id ?? "", 2, { note: "Rang" });
  const undone = await undo(json.batch.id);

  expect(json.done.map(({ id }: Json) => id)).toEqual([ids[0]?.id, ids[2]?.id, ids[3]?.id]);
  expect(json.refused).toEqual([
    { id: edited, name: "Shop 001", reason: "Somebody else has changed it meanwhile." },
    { id: gone, name: "", reason: "It is not there any more." },
  ]);
  expect(undone.kept).toMatchObject([{ id: ids[2]?.id, name: "Shop 002" }]);
  expect((await stored()).map(({ memberships }) => memberships.length)).toEqual([1, 1, 2, 1]);
});

test.each(["before", "after"] as const)(
  "a request that dies %s any of its transactions, sent again, does the rest and nothing twice",
  async (when) => {
    const mortal = { left: Number.POSITIVE_INFINITY, deaths: 0 };
    const wrap = (table: Table): Table => ({
      ...table,
      transact: async (actions: readonly Action[]) => {
        if (mortal.left === 0 && when === "after") await table.transact(actions);
        if (mortal.left-- <= 0) {
          mortal.deaths++;
          throw new TypeError("The process died.");
        }
        await table.transact(actions);
      },
    });
    const { change, stored, site } = await members(6, { wrap });
    const key = randomUUID();
    const statuses: number[] = [];

    for (let lives = 0; lives < 8; lives++) {
      mortal.left = when === "before" ? 1 : 0;
      statuses.push((await change({}, key)).status);
    }
    mortal.left = Number.POSITIVE_INFINITY;
    const last = await change({}, key);

    expect(mortal.deaths).toBeGreaterThan(5);
    expect(statuses[0]).toBe(500);
    expect(last).toMatchObject({ status: 200, json: { refused: [], batch: { count: 6 } } });
    expect(last.json.done).toHaveLength(6);
    expect((await stored()).map(({ version, memberships }) => [version, memberships.length])).toEqual(
      Array(6).fill([2, 2]),
    );
    expect(await BatchStore.stepsLeft(site.table, last.json.batch.id, 100)).toHaveLength(6);
  },
);

test("ten who send the same at once change each once, and are answered alike", async () => {
  const { change, stored } = await members(5);
  const key = randomUUID();

  const answers = await Promise.all(Array.from({ length: 10 }, () => change({}, key)));

  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.json.done).toHaveLength(5);
  expect((await stored()).map(({ version }) => version)).toEqual(Array(5).fill(2));
});

test("what is so already is done without a change, and leaves nothing to undo", async () => {
  const { change, stored, site } = await members(2);

  const { status, json } = await change({ change: { status: "current" } });

  expect([status, json.done.length, json.batch.count]).toEqual([200, 2, 0]);
  expect((await stored()).map(({ version }) => version)).toEqual([1, 1]);
  expect((await site.ask("GET", "/api/staff/batches")).json.batches).toEqual([]);
});

test("nobody adds to what somebody else has begun, nor to what is being undone", async () => {
  const { change, ids, undo, site } = await members(3);
  const { json } = await change({ ids: ids.slice(0, 1) });
  const editor = await settlePerson(site.table, "editor@example.org", { staff: "editor" });
  const { headers } = await startSession(site.table, editor, { proof: "passkey" });
  const body = {
    of: "members",
    ids: ids.slice(1, 2),
    change: { until: UNTIL },
    title: "Renew",
    batchId: json.batch.id,
  };

  const other = await site.ask("POST", "/api/staff/bulk", { as: "public", headers, body });
  await undo(json.batch.id);
  const late = await change({ ids: ids.slice(2), batchId: json.batch.id });

  expect([other.status, late.status, late.json.code]).toEqual([404, 409, "closed"]);
});

test("listings get a category and today's date, which is on each one's record; a category that is gone is none", async () => {
  const { site, ids } = await members(2);
  const { table } = site;
  const category = await CategoryStore.create(table, by(), { name: "Bakeries", parentId: null, schemaType: "Bakery" });
  const gone = await CategoryStore.create(table, by(), { name: "Smiths", parentId: null, schemaType: "Store" });
  await CategoryStore.remove(table, by(), gone.id, 1);
  const listings = await Promise.all(
    ids.map(({ id }, i) => ListingStore.create(table, by(), id, { ...Listing.BLANK, name: `Shop ${i}` })),
  );
  const change = async (what: object, version: number) =>
    (
      await site.ask("POST", "/api/staff/bulk", {
        body: { of: "listings", ids: listings.map(({ id }) => ({ id, version })), change: what, title: "Sort" },
      })
    ).json;

  const filed = await change({ addCategory: category.id }, 1);
  const confirmed = await change({ confirm: true }, 2);
  const refused = await change({ addCategory: gone.id }, 3);
  const audit = (await site.ask("GET", `/api/staff/audit?entity=listing:${listings[1]?.id}`)).json.entries;

  expect([filed.done.length, confirmed.done.length, refused.done]).toEqual([2, 2, []]);
  expect(refused.refused).toMatchObject(listings.map(({ name }) => ({ name, reason: "There is no such category." })));
  for (const { id } of listings)
    expect(await ListingStore.get(table, id)).toMatchObject({
      categories: [category.id],
      confirmedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  expect(audit.map(({ operation }: Json) => operation).slice(0, 2)).toEqual(Array(2).fill("POST /api/staff/bulk"));
});
