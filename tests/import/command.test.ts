import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@mainstreet/cli/commands/import";
import { type Shell, UsageError } from "@mainstreet/cli/shell";
import type { Table } from "@mainstreet/store/table";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING, PEPPER } from "../people.ts";
import { contents, ROOT } from "./helpers.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "import-"));
});
afterEach(() => rm(folder, { recursive: true }));

const MEMBERS = "ID,Name,Category,Phone,Latitude,Longitude\n1,Bread Alone,Bakery,845 555 0100,,\n2,=Formula,,,95,0\n";

/** A shell whose words are kept, with the file `members.csv` in its folder. */
async function shellOf(table: Table, text = MEMBERS): Promise<{ shell: Shell; said: string[]; file: string }> {
  const said: string[] = [];
  const file = path.join(folder, "members.csv");
  await writeFile(file, text);
  const shell: Shell = {
    print: (line) => said.push(line),
    status: () => {},
    isTerminal: false,
    resolve: (name) => path.resolve(folder, name),
    connect: async () => table,
    keyring: async () => KEYRING,
    now: Date.now,
    random,
    sleep,
  };
  return { shell, said, file };
}

/** Runs the command line itself. */
function cli(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(ROOT, "packages/cli/src/main.ts"), ...args], {
    env: { PATH: process.env.PATH ?? "", DYNAMODB_ENDPOINT: inject("dynamodb"), ...env },
    cwd: folder,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

test("the command shows the mapping, imports, and puts bad rows beside the file", async () => {
  const { table } = await freshTable();
  const { shell, said } = await shellOf(table);

  const code = await run(["members.csv", "--defaults", "category=Food", "--save-mapping", "map.json"], shell);

  expect(code).toBe(0);
  const words = said.join("\n");
  expect(words).toContain("members.csv: UTF-8, 6 columns parted by commas");
  expect(words).toMatch(/^Phone +phone +845 555 0100$/m);
  expect(words).toContain("new categories: Bakery\n");
  expect(said.at(-1)).toMatch(
    /^2 rows: 1 added, 0 changed, 0 unchanged, 1 rejected \(see .*members\.rejected\.csv\) in \d+\.\d s$/,
  );
  expect(await readFile(path.join(folder, "members.rejected.csv"), "utf8")).toContain(
    `"2","'=Formula","","","95","0","latitude: must be between -90 and 90","3"`,
  );
  expect(JSON.parse(await readFile(path.join(folder, "map.json"), "utf8"))).toMatchObject({
    columns: { Name: "name" },
    defaults: { category: "Food" },
  });
});

test("rejected rows that were put right can be imported as they are, with the saved mapping", async () => {
  const { table } = await freshTable();
  const { shell, said } = await shellOf(table);
  await run(["members.csv", "--save-mapping", "map.json"], shell);
  const rejected = path.join(folder, "members.rejected.csv");
  await writeFile(rejected, (await readFile(rejected, "utf8")).replace('"95"', '"45"'));

  await run(["members.rejected.csv", "--mapping", "map.json"], shell);

  expect(said.at(-1)).toMatch(/^1 row: 1 added, 0 changed, 0 unchanged, 0 rejected in/);
  expect(existsSync(path.join(folder, "members.rejected.rejected.csv"))).toBe(false);
});

test("a dry run writes neither table nor file, unless rejected rows are asked for", async () => {
  const { table } = await freshTable();
  const { shell, said, file } = await shellOf(table);
  await run([file], shell);
  const before = await contents(table);
  await rm(path.join(folder, "members.rejected.csv"));
  await writeFile(file, MEMBERS.replace("0100", "0199"));

  await run([file, "--dry-run"], shell);
  const words = said.splice(0).join("\n");
  const wrote = existsSync(path.join(folder, "members.rejected.csv"));
  await run([file, "--dry-run", "--rejected", "bad.csv"], shell);

  expect(words).toContain("row 2, Bread Alone\n  phone: 845 555 0100 → 845 555 0199");
  expect(words).toMatch(/2 rows: would be 0 added, 1 changed, 0 unchanged, 1 rejected in/);
  expect(wrote).toBe(false);
  expect(existsSync(path.join(folder, "bad.csv"))).toBe(true);
  expect(await contents(table)).toEqual(before);
});

test("a chamber that nobody has set up is not imported into", async () => {
  const { table } = await freshTable({ chamber: null });
  const { shell } = await shellOf(table);

  await expect(run(["members.csv"], shell)).rejects.toThrow("Run npm start once");
  expect(await contents(table)).toEqual([]);
});

test("wrong arguments are told as such", async () => {
  const { table } = await freshTable();
  const { shell } = await shellOf(table);

  for (const args of [
    [],
    ["a.csv", "b.csv"],
    ["a.csv", "--nope"],
    ["a.csv", "--defaults", "x"],
    ["a.csv", "--max-mb", "51"],
  ]) {
    await expect(run(args, shell)).rejects.toThrow(UsageError);
  }
  await expect(run(["members.csv", "--defaults", "colour=red"], shell)).rejects.toThrow("There are: externalId, name");
  await expect(run(["none.csv"], shell)).rejects.toThrow("cannot be opened");
});

test("the exit code is 0 for an import, 1 for a refusal and 2 for wrong usage", async () => {
  const { name } = await freshTable();
  await writeFile(path.join(folder, "members.csv"), MEMBERS);
  await writeFile(path.join(folder, "book.csv"), Buffer.from([0x50, 0x4b, 3, 4]));

  const [help, wrong, book, nowhere, good] = await Promise.all([
    cli([]),
    cli(["imprt"]),
    cli(["import", "book.csv"]),
    cli(["import", "members.csv"], { DYNAMODB_ENDPOINT: "" }),
    cli(["import", "members.csv"], { MAINSTREET_TABLE: name, MAINSTREET_PEPPER: Buffer.from(PEPPER).toString("hex") }),
  ]);

  expect([help.code, wrong.code, book.code, nowhere.code, good.code]).toEqual([0, 2, 1, 1, 0]);
  expect(help.out).toContain("Bring members in from a CSV file");
  expect(wrong.err).toContain("There is no command “imprt”.");
  expect(book.err).toBe("This is an Excel workbook. Save it as CSV first.\n");
  expect(nowhere.err).toBe("Start Mainstreet first (npm start), or set DYNAMODB_ENDPOINT.\n");
  expect(good.out).toMatch(/2 rows: 1 added/);
});

test("a file of one row of a gigabyte is refused at once", async () => {
  const file = path.join(folder, "bomb.csv");
  const handle = await open(file, "w");
  await handle.write("name,phone\n");
  await handle.truncate(1024 ** 3);
  await handle.close();
  const { table } = await freshTable();
  const { shell } = await shellOf(table);
  const began = Date.now();

  await expect(run([file, "--max-mb", "50"], shell)).rejects.toMatchObject({ code: "too-large" });

  expect(Date.now() - began).toBeLessThan(500);
});

test("fifty megabytes of one row are refused without holding them", async () => {
  const { table } = await freshTable();
  const { shell, file } = await shellOf(table);
  await writeFile(file, `name,phone\n${"x".repeat(49 * 1024 * 1024)}`);
  const before = process.memoryUsage().rss;

  await expect(run([file, "--max-mb", "50"], shell)).rejects.toMatchObject({ code: "malformed" });

  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});
