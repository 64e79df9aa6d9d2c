import path from "node:path";
import { backup, saveErasures } from "@mainstreet/store/backup";
import { erasuresIn, restore } from "@mainstreet/store/backup-restore";
import { erasePerson } from "@mainstreet/store/erase-person";
import { tombstoneKey } from "@mainstreet/store/person-keys";
import * as SeatsStore from "@mainstreet/store/seats-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, random, sleep } from "../emulator/table.ts";
import { keyOf } from "../people.ts";
import {
  backupFolder,
  backupNeeds,
  emptyTable,
  GUEST,
  itemsBut,
  NOON,
  restoreNeeds,
  smallTown,
} from "./backup-town.ts";

const WHO = { personKey: keyOf(GUEST), keyOf };
const LATER = NOON + 60_000;

/** The items that have something of the guest, but for entries of the audit, which are sealed. */
async function theirs(table: Table): Promise<unknown[]> {
  const all = await itemsBut(table, ["audit"]);
  return all.filter((item) => new RegExp(`${GUEST}|${WHO.personKey}`).test(JSON.stringify(item))).map(({ pk }) => pk);
}

/** Erases the guest, a minute after the backup was made. */
function erase(table: Table): Promise<void> {
  return erasePerson({ table, now: () => LATER, sleep, random }, by(undefined, LATER), WHO);
}

test("whoever was erased after the backup was made stays erased, by the table as it was or by a list of them", async () => {
  const { whole, table, eventId } = await smallTown();
  const folder = backupFolder();
  await backup(backupNeeds(whole, folder));
  const before = await theirs(table);
  await erase(table);
  const list = path.join(path.dirname(folder), "erasures.ndjson");
  const erased = await saveErasures(whole, list);
  const [alone, byTable, byList] = [await emptyTable(), await emptyTable(), await emptyTable()];
  const needs = { now: () => LATER };

  await restore(restoreNeeds(alone, folder, needs));
  const one = await restore(restoreNeeds(byTable, folder, { ...needs, erasedIn: [table] }));
  const other = await restore(restoreNeeds(byList, folder, { ...needs, erasedIn: [await erasuresIn(list)] }));

  expect(before.length).toBeGreaterThan(2);
  expect(erased).toBe(1);
  expect(await theirs(alone.table)).toEqual(before);
  for (const { table } of [byTable, byList]) {
    expect(await theirs(table)).toEqual([tombstoneKey(WHO.personKey).pk]);
    expect((await SeatsStore.get(table, eventId)).taken).toBe(4);
  }
  expect([one.erased.people, other.erased.people]).toEqual([1, 1]);
});

test("whoever was erased before, and somehow lies in the backup all the same, is erased by its own tombstone", async () => {
  const { whole, table } = await smallTown();
  const registrations = (await itemsBut(table, [])).filter((item) => JSON.stringify(item).includes(GUEST));
  await erase(table);
  for (const item of registrations)
    await table.transact([{ put: { ...item, pk: String(item.pk), sk: String(item.sk) } }]);
  const folder = backupFolder();
  await backup(backupNeeds(whole, folder));
  const into = await emptyTable();

  const { erased } = await restore(restoreNeeds(into, folder, { now: () => LATER }));

  expect(erased.people).toBe(1);
  expect(await theirs(into.table)).toEqual([tombstoneKey(WHO.personKey).pk]);
});
