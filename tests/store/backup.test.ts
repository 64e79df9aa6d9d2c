import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BLANK } from "@mainstreet/core/member";
import { backup } from "@mainstreet/store/backup";
import { restore } from "@mainstreet/store/backup-restore";
import { leaseKey, restoreKey } from "@mainstreet/store/keys";
import * as LeaseStore from "@mainstreet/store/lease-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { WholeTable } from "@mainstreet/store/whole-table";
import { beforeAll, expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import {
  backupFolder,
  backupNeeds,
  emptyTable,
  itemsBut,
  NOON,
  restoreNeeds,
  seededTown,
  siteOf,
  smallTown,
  type Town,
} from "./backup-town.ts";

/** What comes back otherwise than it was, or not at all. */
const LEFT_OUT = ["session", "code", "flow", "lease", "import-file"];

/** A small one, which no test changes. */
let town: Town;

beforeAll(async () => {
  town = await smallTown();
  const lease = { name: "publisher", holder: "before", fence: null, now: NOON, forMs: 60_000, graceMs: 5_000 };
  await LeaseStore.take(town.table, lease);
});

test("the restore drill: an empty table holds what the backup held, and the site drawn from it is the same to the byte", async () => {
  const folder = backupFolder();
  const { whole, table } = await seededTown();
  const began = performance.now();
  const manifest = await backup(backupNeeds(whole, folder));
  const backedUp = performance.now();
  const into = await emptyTable();

  const { movedOn } = await restore(restoreNeeds(into, folder));

  const restored = performance.now();
  console.log(
    `restore drill: ${manifest.items} items in ${manifest.parts.length} parts, backup ${Math.round(backedUp - began)} ms, restore ${Math.round(restored - backedUp)} ms`,
  );
  expect(manifest.items).toBeGreaterThan(300);
  expect(manifest.parts.length).toBeGreaterThan(4);
  expect(movedOn).toEqual([]);
  expect(await itemsBut(into.table, LEFT_OUT)).toEqual(await itemsBut(table, LEFT_OUT));
  expect(await into.table.get(restoreKey())).toBeUndefined();
  expect(await siteOf(into.table)).toEqual(await siteOf(table));
});

test("nobody is signed in after a restore, and the session is not even in the backup's files", async () => {
  const folder = backupFolder();
  const into = await emptyTable();

  await backup(backupNeeds(town.whole, folder));
  await restore(restoreNeeds(into, folder));

  const sessions = async (whole: WholeTable) =>
    (await itemsBut(whole.table, [])).filter(({ kind }) => kind === "session").length;
  expect([await sessions(town.whole), await sessions(into)]).toEqual([1, 0]);
  for (const file of readdirSync(folder))
    expect(readFileSync(path.join(folder, file), "utf8")).not.toContain("SESSION#");
});

test("the publisher's lease comes back free and later than any before, so no papers of a publisher hold it up", async () => {
  const folder = backupFolder();
  const into = await emptyTable();
  await backup(backupNeeds(town.whole, folder));

  await restore(restoreNeeds(into, folder));

  const before = await town.table.get(leaseKey("publisher"));
  const after = await into.table.get(leaseKey("publisher"));
  expect(before).toMatchObject({ holder: "before", fence: 1 });
  expect(after).toMatchObject({ holder: "", fence: 1_000_000_001 });
});

test("what changes while a backup is made is in it as it is in the end: added, changed and gone", async () => {
  const { table, whole } = await smallTown();
  const folder = backupFolder();
  const gone = await MemberStore.create(table, by(), { ...BLANK, name: "Gone" });
  const changed = await MemberStore.create(table, by(), { ...BLANK, name: "Before" });
  let pages = 0;
  const busy: WholeTable = {
    ...whole,
    async scan(at) {
      const page = await whole.scan(at);
      // All four segments have been read by then, and nothing of it is written.
      if (++pages === 4) {
        await MemberStore.create(table, by(), { ...BLANK, name: "Added" });
        await MemberStore.update(table, by(), changed.id, changed.version, { name: "After" });
        await table.transact([{ remove: { pk: `MEMBER#${gone.id}`, sk: "META" } }]);
      }
      return page;
    },
  };
  const into = await emptyTable();

  const manifest = await backup(backupNeeds(busy, folder));
  await restore(restoreNeeds(into, folder));

  const names = (await itemsBut(into.table, [])).flatMap(({ kind, name }) => (kind === "member" ? [name] : []));
  expect(manifest.changes.length).toBeGreaterThan(0);
  expect(names).toEqual(expect.arrayContaining(["Added", "After"]));
  expect(names).not.toEqual(expect.arrayContaining(["Before"]));
  expect(names).not.toEqual(expect.arrayContaining(["Gone"]));
  expect(await itemsBut(into.table, LEFT_OUT)).toEqual(await itemsBut(table, LEFT_OUT));
});

test("its files are for their owner only, and the pictures of listings are among them", async () => {
  const [folder, media, back] = [backupFolder(), backupFolder(), backupFolder()];
  mkdirSync(path.join(media, "lst_1"), { recursive: true });
  writeFileSync(path.join(media, "lst_1", "0a-320.webp"), "a picture");
  writeFileSync(path.join(media, "lst_1", "0b-320.webp.half"), "half a picture");
  const into = await emptyTable();

  const manifest = await backup(backupNeeds(town.whole, folder, { pictures: media }));
  const { pictures } = await restore(restoreNeeds(into, folder, { pictures: back }));

  const modes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => statSync(path.join(folder, name)).mode & 0o777);
  expect([...new Set(modes)]).toEqual([0o600]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect([manifest.pictures?.lines, pictures]).toEqual([1, 1]);
  expect(readFileSync(path.join(back, "lst_1", "0a-320.webp"), "utf8")).toBe("a picture");
});
