import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run as backUp } from "@mainstreet/cli/commands/backup";
import { run as bringBack } from "@mainstreet/cli/commands/restore";
import { type Shell, UsageError } from "@mainstreet/cli/shell";
import { backup } from "@mainstreet/store/backup";
import { expect, test } from "vitest";
import { random, sleep } from "../emulator/table.ts";
import { KEYRING, PEPPER } from "../people.ts";
import { called } from "./backup-process.ts";
import { backupFolder, backupNeeds, smallTown } from "./backup-town.ts";

test("a new home gets the secret of the backup before its first start, and never in the place of another", async () => {
  const { whole, name } = await smallTown(1);
  const folder = backupFolder();
  await backup(backupNeeds(whole, folder));
  const [home, other] = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), "mainstreet-home-")));
  if (!home || !other) throw new Error("There are two.");
  writeFileSync(path.join(other, "pepper"), Buffer.alloc(32, "other"));
  const at = { table: name, pepper: null };

  const placed = await called(["restore", folder, "--pepper"], { ...at, home });
  const refused = await called(["restore", folder, "--pepper"], { ...at, home: other });
  const tried = await called(["restore", folder, "--table", `${name}-tried`, "--new"], { ...at, home });

  expect(placed.code, placed.said).toBe(0);
  expect(readFileSync(path.join(home, "pepper")).equals(Buffer.from(PEPPER))).toBe(true);
  expect(statSync(path.join(home, "pepper")).mode & 0o777).toBe(0o600);
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("is there already and is another one")]);
  expect(readFileSync(path.join(other, "pepper"), "utf8")).toBe("other".repeat(7).slice(0, 32));
  expect(tried.said).toContain("All of it is as it was in the backup.");
  expect(tried.said).toContain("Who was erased after 2026-11-22T17:00:00.000Z is not known here");
});

test("both commands say how they are called, and take nothing else", async () => {
  const printed: string[] = [];
  const shell: Shell = {
    print: (text) => void printed.push(text),
    status: () => undefined,
    isTerminal: false,
    resolve: (file) => file,
    connect: () => Promise.reject(new Error("Nothing is to be connected.")),
    keyring: async () => KEYRING,
    ...{ now: Date.now, random, sleep },
  };

  const codes = [await backUp(["--help"], shell), await bringBack(["-h"], shell)];

  expect(codes).toEqual([0, 0]);
  expect(printed.map((text) => text.split("\n", 1)[0])).toEqual([
    "npm run mainstreet -- backup FOLDER [options]",
    "npm run mainstreet -- restore FOLDER [options]",
  ]);
  for (const args of [[], ["a", "b"], ["a", "--erasures", "b"], ["a", "--part-mb", "0"], ["--nothing"]])
    await expect(backUp(args, shell)).rejects.toThrow(UsageError);
  for (const args of [[], ["a", "b"], ["a", "--new"], ["--nothing"]])
    await expect(bringBack(args, shell)).rejects.toThrow(UsageError);
});
