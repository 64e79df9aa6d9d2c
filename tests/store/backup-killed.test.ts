import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { restoreKey } from "@mainstreet/store/keys";
import type { Table } from "@mainstreet/store/table";
import { beforeAll, expect, test } from "vitest";
import { sleep } from "../emulator/table.ts";
import { PEPPER } from "../people.ts";
import { call, called } from "./backup-process.ts";
import { backupFolder, emptyTable, itemsBut, PASSPHRASE, siteOf, smallTown, type Town } from "./backup-town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const KILLS = long ? 12 : 1;
const LEFT_OUT = ["session", "code", "flow", "lease", "import-file"];
const PATIENCE_MS = 30_000;

let town: Town;
let before: unknown;
/** A home with nothing in it, so that no picture and no running Mainstreet of this machine is found. */
const home = mkdtempSync(path.join(tmpdir(), "mainstreet-home-"));

beforeAll(async () => {
  town = await smallTown(long ? 300 : 30);
  before = await itemsBut(town.table, LEFT_OUT);
});

/** Calls a command and kills it once something holds. @returns whether it was still at it */
async function killedWhen(args: readonly string[], table: string, holds: () => Promise<boolean>): Promise<boolean> {
  const { child, said, end } = call(args, { home, table });
  const until = Date.now() + PATIENCE_MS;
  while (child.exitCode === null && !(await holds())) {
    if (Date.now() > until) throw new Error(`It never came so far: ${said()}`);
    await sleep(1);
  }
  child.kill("SIGKILL");
  await end;
  return child.signalCode === "SIGKILL";
}

async function finished(args: readonly string[], table: string): Promise<string> {
  const { code, said } = await called(args, { home, table });
  expect(code, said).toBe(0);
  return said;
}

const receipts = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".receipt.json")) : [];

async function partsBack(table: Table): Promise<number> {
  const done = (await table.get(restoreKey()))?.done;
  return Array.isArray(done) ? done.length : -1;
}

test(`a backup that is killed (${KILLS}x) goes on where it was, and a restore of it too, to the very same table`, async () => {
  const folder = backupFolder();
  const backup = ["backup", folder, "--part-mb", "0.001", "--no-pictures"];
  const into = await emptyTable();
  const restore = ["restore", folder, "--no-pictures"];
  let inTheMiddle = 0;

  for (let kill = 1; kill <= KILLS; kill++) {
    const had = receipts(folder).length;
    if (await killedWhen(backup, town.name, async () => receipts(folder).length > had + 3)) inTheMiddle++;
  }
  const kept = receipts(folder).map((name) => name.replace(".receipt.json", ".ndjson"));
  const written = kept.map((name) => statSync(path.join(folder, name)).mtimeMs);
  // What a kill leaves behind at worst: half a part, and a whole one whose receipt never came.
  writeFileSync(path.join(folder, "items-000-00001.ndjson.half"), '{"Item":{"pk"');
  const unfinished = !existsSync(path.join(folder, "manifest.json"));
  const told = await finished(backup, town.name);
  const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));

  for (let kill = 1; kill <= KILLS; kill++) {
    const had = await partsBack(into.table);
    if (await killedWhen(restore, into.name, async () => (await partsBack(into.table)) > had + 3)) inTheMiddle++;
  }
  const half = await itemsBut(into.table, LEFT_OUT);
  const restored = await finished(restore, into.name);

  expect([inTheMiddle, unfinished]).toEqual([2 * KILLS, true]);
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.map((name) => statSync(path.join(folder, name)).mtimeMs)).toEqual(written);
  expect(told).toContain(`checksum ${manifest.checksum}`);
  expect(half.length).toBeLessThan(manifest.items);
  expect(restored).toContain("All of it is as it was in the backup.");
  expect(await itemsBut(into.table, LEFT_OUT)).toEqual(before);
  expect(await siteOf(into.table)).toEqual(await siteOf(town.table));
  for (const secret of [PASSPHRASE, Buffer.from(PEPPER).toString("hex"), "@example.org"])
    expect(told + restored).not.toContain(secret);
});
