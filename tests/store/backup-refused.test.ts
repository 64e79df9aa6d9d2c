import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as Chamber from "@mainstreet/core/chamber";
import { backup } from "@mainstreet/store/backup";
import type { Manifest } from "@mainstreet/store/backup-format";
import { restore } from "@mainstreet/store/backup-restore";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { keyringOf } from "@mainstreet/store/keyring";
import { restoreKey } from "@mainstreet/store/keys";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { beforeAll, expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { backupFolder, backupNeeds, emptyTable, itemsBut, restoreNeeds, smallTown } from "./backup-town.ts";

const OTHER_PEPPER = Buffer.alloc(32, "another pepper");

let kept: string;
let manifest: Manifest;

beforeAll(async () => {
  kept = backupFolder();
  manifest = await backup(backupNeeds((await smallTown(12)).whole, kept, { partBytes: 3_000 }));
});

/** The backup in a folder of its own, with something done to a file of it. */
function damaged(change: (folder: string) => void): string {
  const folder = backupFolder();
  cpSync(kept, folder, { recursive: true });
  change(folder);
  return folder;
}

/** A file of the backup that has a few lines. */
const PART = () => {
  const part = manifest.parts.find(({ lines }) => lines > 2);
  if (!part) throw new Error("There are such parts.");
  return part.file;
};

test("a part that was changed, cut off or taken away is refused by its name, before anything is written", async () => {
  const file = PART();
  const whole = path.join(kept, file);
  const ways: readonly ((folder: string) => void)[] = [
    (folder) => truncateSync(path.join(folder, file), readFileSync(whole).length - 1),
    // Whole lines, so that nothing but the checksum tells.
    (folder) => writeFileSync(path.join(folder, file), readFileSync(whole, "utf8").split("\n").slice(1).join("\n")),
    // Every item has an instant or a version, so that there is a digit to change.
    (folder) =>
      writeFileSync(
        path.join(folder, file),
        readFileSync(whole, "utf8").replace(/[1-8]/, (n) => `${+n + 1}`),
      ),
    (folder) => rmSync(path.join(folder, file)),
  ];
  const into = await emptyTable();

  for (const way of ways) {
    const failing = restore(restoreNeeds(into, damaged(way)));

    await expect(failing).rejects.toThrow(file);
    await expect(failing).rejects.toMatchObject({ code: "malformed" });
  }
  expect(await itemsBut(into.table, [])).toEqual([]);
});

test("a manifest that was cut off or says something else is refused, and a backup without one was not finished", async () => {
  const into = await emptyTable();
  const change = (how: (text: string) => string) =>
    damaged((folder) => {
      const file = path.join(folder, "manifest.json");
      writeFileSync(file, how(readFileSync(file, "utf8")));
    });
  const cut = change((text) => text.slice(0, -20));
  const fewer = change((text) => text.replace(/("member": \{\s+"items": )12/, "$111"));
  const unfinished = damaged((folder) => rmSync(path.join(folder, "manifest.json")));

  await expect(restore(restoreNeeds(into, cut))).rejects.toThrow("manifest.json is damaged");
  await expect(restore(restoreNeeds(into, fewer))).rejects.toThrow("manifest.json does not tell");
  await expect(restore(restoreNeeds(into, unfinished))).rejects.toThrow("holds no finished backup");
});

test("another pepper is refused in one sentence: of the home, of the table, and behind another passphrase", async () => {
  const other = keyringOf(OTHER_PEPPER);
  const [into, begun] = [await emptyTable(), await emptyTable()];
  await requireSamePepper(begun.table, other);

  await expect(restore(restoreNeeds(into, kept, { keyring: other }))).rejects.toThrow(
    "This Mainstreet has another pepper than the backup: nobody in it would be found again.",
  );
  await expect(restore(restoreNeeds(begun, kept))).rejects.toThrow("under another pepper");
  await expect(restore(restoreNeeds(into, kept, { passphrase: "seven boats at moon" }))).rejects.toThrow(
    "This passphrase does not open the backup.",
  );
  expect(await itemsBut(into.table, [])).toEqual([]);
  const busy = (await smallTown(1)).whole;
  await expect(backup(backupNeeds(busy, backupFolder(), { pepper: OTHER_PEPPER }))).rejects.toThrow("another pepper");
});

test("a table that somebody has used is left alone; what a first start leaves in it is replaced", async () => {
  const [used, started] = [await smallTown(1), await emptyTable()];
  const before = await itemsBut(used.table, []);
  await ChamberStore.create(started.table, by(), Chamber.BLANK);
  await requireSamePepper(started.table, KEYRING);

  await expect(restore(restoreNeeds(used.whole, kept))).rejects.toMatchObject({ code: "in-use" });
  await restore(restoreNeeds(started, kept));

  expect(await itemsBut(used.table, [])).toEqual(before);
  expect(await itemsBut(started.table, [])).toHaveLength(manifest.items);
});

test("a chamber that staff have begun to set up is not replaced", async () => {
  const into = await emptyTable();
  await ChamberStore.create(into.table, by(), Chamber.BLANK);
  await ChamberStore.update(into.table, by(), 1, { name: "Ours" });

  await expect(restore(restoreNeeds(into, kept))).rejects.toMatchObject({ code: "in-use" });
});

test("two backups do not go into one table, and a table that is being restored is not backed up", async () => {
  const into = await emptyTable();
  const second = backupFolder();
  await backup(backupNeeds((await smallTown(1)).whole, second));
  const dying = { ...into, write: () => Promise.reject(new TypeError("The process died.")) };
  await expect(restore(restoreNeeds(dying, kept))).rejects.toThrow("died");
  expect(await into.table.get(restoreKey())).toBeDefined();

  await expect(restore(restoreNeeds(into, second))).rejects.toThrow("Another backup is being restored");
  await expect(backup(backupNeeds(into, backupFolder()))).rejects.toThrow("being restored");

  await restore(restoreNeeds(into, kept));
  expect(await itemsBut(into.table, [])).toHaveLength(manifest.items);
});

test("a folder with something else in it, a finished backup and one of another table are left alone", async () => {
  const town = (await smallTown(1)).whole;
  const [full, begun] = [backupFolder(), damaged((folder) => rmSync(path.join(folder, "manifest.json")))];
  cpSync(kept, full, { recursive: true });
  rmSync(path.join(full, "begun.json"));

  await expect(backup(backupNeeds(town, full))).rejects.toThrow("holds something else");
  await expect(backup(backupNeeds(town, kept))).rejects.toThrow("holds a finished backup");
  await expect(backup(backupNeeds(town, begun))).rejects.toThrow("of another table");
});

test("a restored table into which somebody writes meanwhile is told apart from the backup", async () => {
  const into = await emptyTable();
  let writes = 0;
  const shared = {
    ...into,
    async write(...what: Parameters<typeof into.write>) {
      await into.write(...what);
      if (writes++ === 1) await into.table.transact([{ put: { pk: "NOTE#1", sk: "META", kind: "note" } }]);
    },
  };

  await expect(restore(restoreNeeds(shared, kept))).rejects.toThrow("differs from the backup (note 1 of 0)");
});
