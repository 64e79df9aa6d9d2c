import * as Listing from "@mainstreet/core/listing";
import { foresee } from "@mainstreet/store/batch-foresight";
import * as BatchStore from "@mainstreet/store/batch-store";
import { undo } from "@mainstreet/store/batch-undo";
import * as CategoryStore from "@mainstreet/store/category-store";
import { noteIndex, noteKey } from "@mainstreet/store/console-keys";
import { claimIndex, claimKey } from "@mainstreet/store/directory-keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { firstRepresentativeKey } from "@mainstreet/store/person-keys";
import type { Action, Item, Table } from "@mainstreet/store/table";
import { erasure } from "@mainstreet/store/traces";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING, keyOf } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { contents, importText } from "./helpers.ts";

const FIRST = "id,name,category,contact,email,phone\n1,One,Shop,Ada,ada@example.org,845 555 0101\n2,Two,Shop,,,";
const HEAD = "id,name,category,contact,email,phone";
const SECOND = [
  HEAD,
  "1,One,Café,Bea,bea@example.org,845 555 0102",
  "2,Two,Shop,,,",
  ...Array.from({ length: 40 }, (_, i) => `${i + 3},Shop ${i},${i % 2 ? "Shop" : "Café"},Cid,c${i}@example.org,`),
].join("\n");
const ALL = { until: Number.POSITIVE_INFINITY, most: 10_000 };
const CALL = { until: Number.POSITIVE_INFINITY, most: 7 };

const needsOf = (table: Table) => ({ table, now: Date.now, random, keyring: KEYRING, actor: TRUSTED });

/** What an undo has to bring back: all but versions, and what only keeps addresses from others. */
async function restorable(table: Table): Promise<unknown[]> {
  const items: Item[] = [];
  for await (const page of table.scan(["category", "member", "listing", "external", "contact"])) items.push(...page);
  return items
    .filter(({ status, undone }) => status !== "removed" && undone !== true)
    .map(({ version, updatedAt, echo, ...rest }) => rest)
    .sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
}

async function newest(table: Table) {
  const { batches } = await BatchStore.list(table, TRUSTED, { limit: 10, cursor: null });
  const [batch] = batches;
  if (!batch) throw new Error("There is no batch.");
  return batch;
}

async function listingOf(table: Table, name: string) {
  const { listings } = await ListingStore.list(table, TRUSTED, { limit: 100, cursor: null });
  const found = listings.find((listing) => listing.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

/** A table with a first import, and a second one that changes and adds. */
async function imported(): Promise<{ table: Table; before: unknown[] }> {
  const { table } = await freshTable();
  await importText(table, FIRST);
  const before = await restorable(table);
  await importText(table, SECOND);
  return { table, before };
}

test("an import that is undone leaves the table as it was, but for versions and addresses that stay claimed", async () => {
  const { table, before } = await imported();
  const made = await newest(table);

  let batch = made;
  let calls = 0;
  for (; batch.state !== "undone"; calls++) batch = await undo(needsOf(table), made.id, CALL);

  expect(made).toMatchObject({ of: "import", title: "members.csv", by: null, state: "done", count: 42 });
  expect(batch).toMatchObject({ state: "undone", undone: 42, kept: 0 });
  expect(calls).toBeGreaterThan(5);
  expect(await restorable(table)).toEqual(before);
  expect(await BatchStore.stepsLeft(table, made.id, 1)).toEqual([]);
});

test("imports that are undone one after the other, the last one first, leave nothing of either", async () => {
  const { table } = await imported();
  const { batches } = await BatchStore.list(table, TRUSTED, { limit: 10, cursor: null });

  const undone: BatchStore.Batch[] = [];
  for (const { id } of batches) undone.push(await undo(needsOf(table), id, ALL));

  expect(undone.map(({ kept, undone, state }) => [kept, undone, state])).toEqual([
    [0, 42, "undone"],
    [0, 3, "undone"],
  ]);
  expect(await restorable(table)).toEqual([]);
});

test("what was undone is imported again under the addresses it had", async () => {
  const { table } = await imported();
  const first = await contents(table);

  await undo(needsOf(table), (await newest(table)).id, ALL);
  const again = await importText(table, SECOND);

  expect(again.report).toMatchObject({ added: 40, changed: 1, unchanged: 1, rejected: 0 });
  const plain = (items: unknown[]) => JSON.stringify(items).replaceAll(/"version":\d+/g, "");
  expect(plain(await contents(table))).toBe(plain(first));
});

test("a row that somebody has edited since is kept whole and told, and so is what depends on it", async () => {
  const { table } = await imported();
  const { id } = await newest(table);
  const edited = await listingOf(table, "Shop 0");
  await ListingStore.update(table, by(), edited.id, edited.version, { phone: "845 555 0199" });
  const owned = await listingOf(table, "Shop 1");
  await table.transact([{ put: { ...firstRepresentativeKey(owned.memberId), kind: "first-representative" } }]);

  const batch = await undo(needsOf(table), id, ALL);

  expect(batch).toMatchObject({ state: "undone", kept: 3, undone: 39 });
  const kept = await BatchStore.stepsKept(table, id, 10);
  const names = await BatchStore.namesOf(table, kept);
  expect(kept.map(({ n, kept }) => [names.get(n)?.name, kept])).toEqual([
    ["Café", "Something is in it by now."],
    ["Shop 0", "It was changed afterwards."],
    ["Shop 1", "Somebody acts for it by now."],
  ]);
  expect(await listingOf(table, "Shop 0")).toMatchObject({ phone: "845 555 0199" });
  expect(await MemberStore.get(table, TRUSTED, edited.memberId)).toMatchObject({ name: "Shop 0" });
});

test("what others have hung on a member since keeps it: a claim, a note, another listing", async () => {
  const { table } = await imported();
  const { id } = await newest(table);
  const [claimed, noted, grown] = await Promise.all(
    ["Shop 2", "Shop 3", "Shop 4"].map((name) => listingOf(table, name)),
  );
  if (!claimed || !noted || !grown) throw new Error("They were imported.");
  const claim = { ...claimKey(claimed.id, "abc"), ...claimIndex("2026-01-01T00:00:00.000Z", "clm_1") };
  await table.transact([
    { put: { ...claim, kind: "claim", listingId: claimed.id } },
    { put: { ...noteKey("not_1"), ...noteIndex(noted.memberId, 1, "not_1"), kind: "note", memberId: noted.memberId } },
  ]);
  await ListingStore.create(table, by(), grown.memberId, { ...Listing.BLANK, name: "Branch" });

  await undo(needsOf(table), id, ALL);

  const kept = await BatchStore.stepsKept(table, id, 10);
  expect(kept.map((step) => step.kept)).toEqual([
    "Something is in it by now.",
    "Somebody says that it is theirs, and waits for an answer.",
    "There is a note about it.",
    "It has got another listing since.",
  ]);
});

test.each(["before", "after"] as const)("an undo that dies %s any of its transactions goes on", async (when) => {
  const { table, before } = await imported();
  const { id } = await newest(table);
  let deaths = 0;
  for (let runs = 0; runs < 40 && (await BatchStore.find(table, id))?.state !== "undone"; runs++) {
    let lives = when === "before" ? 1 : 0;
    const transact = async (actions: readonly Action[]) => {
      if (lives === 0 && when === "after") await table.transact(actions);
      if (lives-- <= 0) throw new Error("died");
      await table.transact(actions);
    };
    await undo(needsOf({ ...table, transact }), id, ALL).catch(() => deaths++);
  }

  expect(deaths).toBeGreaterThan(3);
  expect(await BatchStore.find(table, id)).toMatchObject({ state: "undone", undone: 42, kept: 0 });
  expect(await restorable(table)).toEqual(before);
});

test("what undoing an older import would keep is foreseen as it then comes, and foreseeing changes nothing", async () => {
  const { table } = await imported();
  const { batches } = await BatchStore.list(table, TRUSTED, { limit: 10, cursor: null });
  const [second, first] = batches;
  if (!first || !second) throw new Error("There are two batches.");
  const ten = await listingOf(table, "Shop 10");
  await ListingStore.update(table, by(), ten.id, ten.version, { phone: "845 555 0199" });
  const before = await contents(table);
  const told = (steps: readonly BatchStore.Step[]) => steps.map(({ n, kept }) => [n, kept]).sort();
  const forever = Number.POSITIVE_INFINITY;

  const older = await foresee(needsOf(table), first.id, forever);
  const newer = await foresee(needsOf(table), second.id, forever);
  const late = await foresee(needsOf(table), second.id, 0);
  const unchanged = await contents(table);
  await undo(needsOf(table), first.id, ALL);
  await undo(needsOf(table), second.id, ALL);

  expect(unchanged).toEqual(before);
  expect(told(older.kept)).toEqual(told(await BatchStore.stepsKept(table, first.id, 100)));
  expect(told(newer.kept)).toEqual(told(await BatchStore.stepsKept(table, second.id, 100)));
  expect([older.looked, newer.looked]).toEqual([first.count, second.count]);
  expect(told(older.kept).map(([, reason]) => reason)).toEqual([
    "Something is in it by now.",
    "It was changed afterwards.",
  ]);
  expect(newer.kept.length).toBeGreaterThan(0);
  expect(late.looked).toBeGreaterThan(0);
  expect(late.looked).toBeLessThan(second.count);
});

test("two who undo the same at once undo it once", async () => {
  const { table, before } = await imported();
  const { id } = await newest(table);

  await Promise.all([undo(needsOf(table), id, ALL), undo(needsOf(table), id, ALL)]);

  expect(await BatchStore.find(table, id)).toMatchObject({ state: "undone", undone: 42, kept: 0 });
  expect(await restorable(table)).toEqual(before);
});

test("an import that was killed and undone begins anew, and one that is being undone stops", async () => {
  const { table } = await freshTable();
  const { table: calm } = await freshTable();
  let commits = 0;
  const dying: Table = {
    ...table,
    async transact(actions) {
      if (++commits === 3) throw new Error("killed");
      return table.transact(actions);
    },
  };
  const undone: Table = {
    ...table,
    async transact(actions) {
      await table.transact(actions);
      if (++commits === 8) await undo(needsOf(table), (await newest(table)).id, { ...ALL, most: 1 });
    },
  };
  await importText(calm, SECOND);

  const killed = await importText(dying, SECOND).catch((error: unknown) => error);
  await undo(needsOf(table), (await newest(table)).id, ALL);
  commits = 5;
  const stopped = await importText(undone, SECOND).catch((error: unknown) => error);
  await undo(needsOf(table), (await newest(table)).id, ALL);
  const whole = await importText(table, SECOND);

  expect(killed).toMatchObject({ message: "killed" });
  expect(stopped).toMatchObject({ code: "closed" });
  expect(whole.report).toMatchObject({ added: 42, rejected: 0 });
  expect((await restorable(table)).length).toBe((await restorable(calm)).length);
  expect((await CategoryStore.list(table)).map(({ slug, status }) => [slug, status])).toEqual([
    ["cafe", "current"],
    ["shop", "current"],
  ]);
});

test("whoever was erased since does not come back as a contact", async () => {
  const { table } = await imported();
  const batch = await newest(table);
  const who = { personKey: keyOf("ada@example.org"), keyOf };
  for await (const items of table.scan(["batch-step"]))
    for (const item of items) {
      const step = erasure(item, who, Date.now());
      if (step) await table.transact([step]);
    }

  await undo(needsOf(table), batch.id, ALL);

  const one = await listingOf(table, "One");
  expect(await MemberStore.get(table, TRUSTED, one.memberId)).toMatchObject({ contactName: "", contactEmail: "" });
  expect(JSON.stringify(await contents(table))).not.toContain("ada@");
});
