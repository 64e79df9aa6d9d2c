import { newId } from "@mainstreet/core/id";
import * as Listing from "@mainstreet/core/listing";
import { putPast } from "@mainstreet/store/change-request-items";
import { putProgress } from "@mainstreet/store/import-store";
import { INDEX, KINDS } from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { everything, PERSON_EMAIL, routesOf, type Site, startSite } from "../api/site.ts";
import { goodRequest, CANARY as OF_TOWN, SLUG, settle } from "../api/town.ts";
import { random } from "../emulator/table.ts";
import { keyOf } from "../people.ts";
import { contentOf, oracle, place, publisherOf } from "../publish/fixture.ts";
import { ADA, becomeKnown, CANARY } from "./known.ts";
import { holds, planted, privateFields, unknownNames } from "./private-fields.ts";

const SECRET = "kanarie5f1d";
const SEEN = new RegExp(`${SECRET}|${CANARY}`, "i");

/** Things of which the person's own doings leave none, or none with every field. */
async function settleRest(table: Table, listingId: string, memberId: string): Promise<void> {
  const at = new Date().toISOString();
  const { staffNote, confirmedOn, status, ...blank } = { ...Listing.BLANK, name: "", zone: null };
  const picture = { hash: "0a".repeat(16), width: 1, height: 1, widths: [1], alt: "" };
  const deal = { title: "", text: "", until: "2026-12-31" };
  const own = { ...blank, tags: [""], logo: picture, photos: [picture], deals: [deal] };
  const fields = Object.fromEntries(
    Object.entries(own).map(([field, value]) => [field, { before: value, after: value }]),
  );
  const request = {
    ...{ id: newId("change", Date.now(), random), listingId, memberId, by: keyOf(ADA), askers: [keyOf(ADA)] },
    ...{ fields, status: "refused" as const, reason: "", decidedBy: null, decidedAt: at },
    ...{ createdAt: at, updatedAt: at, version: 99 },
  };
  const progress = {
    ...{ run: "run", row: 2, added: 0, changed: 0, unchanged: 0, finished: true, version: 1 },
    refused: [{ row: 2, reason: "" }],
  };
  await table.transact([putPast(request), putProgress("file", progress, null, Date.now())]);
}

/** A town in which every private field of every kind of item says the same secret word, but of the person who asks. */
async function secretive(site: Site): Promise<Readonly<Record<"member" | "listing", string>>> {
  const { table } = site;
  const known = await becomeKnown(site, "nobody");
  await settleRest(table, known.listing, known.member);
  for (const kind of KINDS) {
    for await (const items of table.scan([kind])) {
      for (const item of items.filter(({ personKey }) => personKey !== keyOf(PERSON_EMAIL)))
        await table.transact([{ put: { ...planted(item, kind, SECRET), pk: String(item.pk), sk: String(item.sk) } }]);
    }
  }
  return known;
}

const isSeen = (text: string | Uint8Array) => SEEN.test(Buffer.from(text).toString("latin1"));

test("T23 every private field that a schema has holds the canary, so that one more is looked for too", async () => {
  const site = await startSite();
  await secretive(site);
  const items = await everything(site.table);

  const without = KINDS.flatMap((kind) =>
    privateFields(kind)
      .filter((field) => !items.some((item) => item.kind === kind && holds(item, field, SECRET)))
      .map(({ path }) => `${kind}.${path}`),
  );

  expect(without).toEqual([]);
  expect(unknownNames()).toEqual([]);
  expect(KINDS.flatMap((kind) => privateFields(kind)).length).toBeGreaterThan(60);
});

test("T23 nothing private is in a key, in an index, on the site, in its feeds, snapshot, exports or papers", async () => {
  const site = await startSite();
  const { member, listing } = await secretive(site);
  const at = place();
  const publisher = publisherOf(site.table, at, {});

  await publisher.publishAll();
  await publisher.publish([
    { kind: "member", id: member },
    { kind: "listing", id: listing },
  ]);

  const seen: string[] = [];
  let files = 0;
  for (const folder of [at.site, at.workshop]) {
    for (const path of await folder.list("")) {
      files++;
      if (isSeen(path) || isSeen((await folder.read(path)) ?? "")) seen.push(path);
    }
  }
  for (const [path, text] of [...(await contentOf(at.site)), ...(await oracle(site.table, Date.now))])
    if (isSeen(text)) seen.push(`drawn: ${path}`);
  const keysOf = (item: Item) => JSON.stringify([item.pk, item.sk, item[INDEX.pk], item[INDEX.sk]]);
  const items = await everything(site.table);
  expect(seen).toEqual([]);
  expect(files).toBeGreaterThan(20);
  expect(await at.site.list("members/")).toContain("members/bread/index.html");
  expect(items.filter((item) => isSeen(JSON.stringify(item))).length).toBeGreaterThan(40);
  expect(items.map(keysOf).filter(isSeen)).toEqual([]);
});

test("T23 of what is private the audit has nothing that could be read without the chamber's secret", async () => {
  const site = await startSite();
  const town = await settle(site.table);
  await becomeKnown(site);
  for (const [path, body] of [
    [`/api/members/${town.baker}`, { note: SECRET, contactName: SECRET, contactEmail: `${SECRET}@example.org` }],
    [`/api/listings/${town.bakery}`, { staffNote: SECRET, summary: "Said to all" }],
  ] as const)
    expect((await site.ask("PATCH", path, { version: 1, body })).status).toBe(200);

  const entries = (await everything(site.table)).filter(({ kind }) => kind === "audit");
  const { text } = await site.ask("GET", "/api/staff/audit");

  const seen = entries.filter((item) => isSeen(JSON.stringify(item)) || JSON.stringify(item).includes(OF_TOWN));
  expect(entries.length).toBeGreaterThan(30);
  expect(seen).toEqual([]);
  expect(JSON.stringify(entries)).toContain("Said to all");
  expect(text).toContain(`${SECRET}@example.org`);
});

test("T23 nobody reads anything private without being signed in, and the log says nothing of it to anybody", async () => {
  const site = await startSite();
  const town = await settle(site.table);
  await secretive(site);
  await site.publish();

  const shown: string[] = [];
  for (const { name, method, path } of await routesOf(site)) {
    const good =
      method === "GET" ? { path: path.replace("{id}", town.bakery).replace("{slug}", SLUG) } : goodRequest(name, town);
    for (const as of ["public", "person", "staff"] as const) {
      const { text } = method === "GET" ? await site.ask(method, good.path, { as }) : { text: "" };
      if (as !== "staff" && isSeen(text)) shown.push(`${name} as ${as}`);
    }
    await site.ask(method, `${good.path}?${SECRET}=${SECRET}`, { ...good, headers: { "User-Agent": SECRET } });
    if (method !== "GET") await site.ask(method, good.path, { ...good, raw: `{"name": "${SECRET}", "email": 1}` });
  }

  expect(shown).toEqual([]);
  expect(site.lines.length).toBeGreaterThan(200);
  expect(site.lines.filter(isSeen)).toEqual([]);
});
