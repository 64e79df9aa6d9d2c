import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import * as Chamber from "@mainstreet/core/chamber";
import { open } from "@mainstreet/import/csv-file";
import { guess, withDefaults } from "@mainstreet/import/mapping";
import { bytesSource, fileSource } from "@mainstreet/import/source";
import { survey } from "@mainstreet/import/survey";
import * as ImportStore from "@mainstreet/store/import-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshTable } from "../emulator/table.ts";
import { PEPPER } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { type FileEmulator, startFileEmulator } from "./file-emulator.ts";
import { contents, importFile, LONG, ROOT, realFile } from "./helpers.ts";

const FILES = ["sf-businesses.csv", "krems-places.csv", "monaco-places.csv"] as const;
const ROWS: Readonly<Record<(typeof FILES)[number], number>> = {
  "sf-businesses.csv": 6_359,
  "krems-places.csv": 181,
  "monaco-places.csv": 88,
};
const SHORT = 150;
const count = new Intl.NumberFormat("en-US");
const allThere = FILES.every((name) => realFile(name) !== null);
if (!LONG) console.log("skipped: whole imports by the command line, with kill -9 (MAINSTREET_LONG=1 runs them)");

async function bytesOf(name: string, rows: number): Promise<Buffer> {
  const text = await readFile(path.join(ROOT, "../shared/data", name), "latin1");
  return Buffer.from(
    text
      .split("\n")
      .slice(0, rows + 1)
      .join("\n"),
    "latin1",
  );
}

describe.skipIf(!allThere)("real files", () => {
  test.each(FILES)("every row of %s is accounted for, and a second import changes nothing", async (name) => {
    const { table } = await freshTable();
    const file = await open(bytesSource(name, await bytesOf(name, SHORT)));
    const rows = Math.min(SHORT, ROWS[name]);

    const first = await importFile(table, file, { defaults: { category: "Food" } });
    const second = await importFile(table, file, { defaults: { category: "Food" } });

    expect(first.report).toMatchObject({ rows, changed: 0, unchanged: 0 });
    expect(first.report.added + first.report.rejected).toBe(rows);
    expect(second.report).toEqual({ ...first.report, added: 0, unchanged: first.report.added });
    const { listings } = await ListingStore.list(table, TRUSTED, { limit: 1000, cursor: null });
    expect(new Set(listings.map((listing) => listing.slug)).size).toBe(first.report.added);
  });

  test("the whole of San Francisco is read right without being written", async () => {
    const { table } = await freshTable();
    const file = await open(bytesSource("sf", await bytesOf("sf-businesses.csv", ROWS["sf-businesses.csv"])));

    const { report } = await importFile(table, file, { defaults: { category: "Food" }, dryRun: true });

    expect(file).toMatchObject({ label: "Latin-1", delimiter: "," });
    expect(report).toEqual({ rows: 6_359, added: 6_359, changed: 0, unchanged: 0, rejected: 0 });
  });
});

describe.skipIf(!LONG || !allThere)("whole imports by the command line", () => {
  let emulator: FileEmulator;
  let folder = "";
  beforeAll(async () => {
    emulator = await startFileEmulator();
    folder = await mkdtemp(path.join(tmpdir(), "import-"));
  });
  afterAll(async () => {
    await emulator?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function start(table: string, file: string, ...args: string[]): { child: ChildProcess; out: () => string } {
    const main = path.join(ROOT, "packages/cli/src/main.ts");
    const child = spawn(process.execPath, [main, "import", file, "--defaults", "category=Food", ...args], {
      env: {
        PATH: process.env.PATH ?? "",
        DYNAMODB_ENDPOINT: emulator.endpoint,
        MAINSTREET_TABLE: table,
        MAINSTREET_PEPPER: Buffer.from(PEPPER).toString("hex"),
      },
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
    });
    return { child, out: () => said };
  }

  /** Runs to the end. Says the seconds, and on Linux the most memory the process held. */
  async function whole(
    table: string,
    file: string,
    ...args: string[]
  ): Promise<{ out: string; figures: string; mb: number }> {
    const began = Date.now();
    const { child, out } = start(table, file, ...args);
    const closed = once(child, "close");
    let kb = 0;
    while (child.exitCode === null) {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      kb = Math.max(kb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      await Promise.race([closed, setTimeout(100)]);
    }
    await closed;
    const mb = Math.round(kb / 1024);
    return { out: out(), figures: `${((Date.now() - began) / 1000).toFixed(1)} s, peak ${mb} MB`, mb };
  }

  test.each(FILES)("%s", async (name) => {
    const tableName = `real-${name.slice(0, 2)}`;
    await emulator.fresh(tableName);
    const file = path.join(folder, name);
    await copyFile(path.join(ROOT, "../shared/data", name), file);

    const first = await whole(tableName, file);
    const second = await whole(tableName, file);

    const [, rows = "", added = "", rejected = ""] =
      /([\d,]+) rows: ([\d,]+) added, 0 changed, 0 unchanged, ([\d,]+) rejected/.exec(first.out) ?? [];
    const what = name.replace(".csv", "");
    console.log(`import ${what}: ${rows} rows, ${added} added, ${rejected} rejected, ${first.figures}`);
    console.log(`import ${what} again: ${second.figures}`);
    expect(rows).toBe(count.format(ROWS[name]));
    expect(second.out).toContain(`0 added, 0 changed, ${added} unchanged, ${rejected} rejected`);
    expect(Math.max(first.mb, second.mb)).toBeLessThan(300);
  });

  test("killed with kill -9 five times and run again, San Francisco is as it was without", async () => {
    const file = path.join(folder, "sf.csv");
    await copyFile(path.join(ROOT, "../shared/data/sf-businesses.csv"), file);
    const csv = await open(await fileSource(file));
    const calm = await emulator.fresh("calm");
    await whole("calm", file);
    const table = await emulator.fresh("killed");

    const { hash } = await survey(
      { table, now: Date.now },
      csv,
      withDefaults(guess(csv.headers), [["category", "Food"]]),
      Chamber.BLANK,
    );
    const kills = [300, 1_500, 2_700, 3_900, 5_100];

    for (const at of kills) {
      const { child } = start("killed", file);
      const closed = once(child, "close");
      while (((await ImportStore.progress(table, hash))?.row ?? 0) < at) {
        expect(child.exitCode).toBeNull();
        await setTimeout(20);
      }
      child.kill("SIGKILL");
      await closed;
    }
    const last = await whole("killed", file);

    const [, after = ""] = /resuming after row ([\d,]+)/.exec(last.out) ?? [];
    console.log(
      `import sf-businesses killed ${kills.length} times: resumed at the end after row ${after}, table equal`,
    );
    expect(after).not.toBe("");
    expect(last.out).toContain("6,359 rows: 6,359 added, 0 changed, 0 unchanged, 0 rejected");
    expect(await contents(table)).toEqual(await contents(calm));
  });

  test("20,000 rows in 50 MB stay below 300 MB", async () => {
    const file = path.join(folder, "big.csv");
    const words = "Fresh bread and coffee from seven in the morning ".repeat(60);
    const row = (i: number) => `${i},Shop ${i},${i} Main St,"${words.slice(0, 1200)}","${words.slice(0, 1350)}"`;
    await writeFile(
      file,
      `id,name,street,description,fax\n${Array.from({ length: 20_000 }, (_, i) => row(i)).join("\n")}`,
    );
    await emulator.fresh("big");

    const { out, figures, mb } = await whole("big", file, "--max-mb", "50");

    console.log(`import 50 MB: 20,000 rows, ${figures}`);
    expect(out).toContain("20,000 rows: 20,000 added");
    expect(mb).toBeLessThan(300);
  });
});
