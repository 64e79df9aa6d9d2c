import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@mainstreet/cli/commands/staff";
import { personKeyOf } from "@mainstreet/cli/pepper";
import type { Shell } from "@mainstreet/cli/shell";
import { secretsOf } from "@mainstreet/functions/api/flows/secrets";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { keyOf, PEPPER, settlePerson } from "../people.ts";

function shellOver(table: Table): { shell: Shell; printed: string[] } {
  const printed: string[] = [];
  const shell: Shell = {
    print: (text) => void printed.push(text),
    status: () => undefined,
    isTerminal: false,
    resolve: (file) => file,
    connect: async () => table,
    personKey: async (email) => keyOf(email),
    now: Date.now,
    random,
    sleep,
  };
  return { shell, printed };
}

test("staff are added, listed, given another role and removed", async () => {
  const { table } = await freshTable();
  await settlePerson(table, "bea@example.org");
  const { shell, printed } = shellOver(table);

  await run(["list"], shell);
  await run(["add", "ada@example.org"], shell);
  await run(["add", "bea@example.org", "--role", "editor"], shell);
  await run(["add", "ada@example.org", "--role", "editor"], shell);
  await run(["list"], shell);
  await run(["remove", "Bea@Example.org"], shell);
  await run(["list"], shell);

  expect(printed).toEqual([
    "Nobody is staff yet.",
    "admin  ada@example.org",
    "editor  bea@example.org",
    "editor  ada@example.org",
    "editor  ada@example.org",
    "editor  bea@example.org",
    "Bea@Example.org is no longer staff.",
    "editor  ada@example.org",
  ]);
  await expect(run(["remove", "bea@example.org"], shell)).rejects.toMatchObject({ code: "not-found" });
});

test.each([[["promote"]], [["add"]], [["add", "nobody"]], [["list", "x"]], [["add", "a@b.org", "--role", "king"]]])(
  "%j is told how it is done",
  async (args) => {
    const { table } = await freshTable();

    await expect(run(args, shellOver(table).shell)).rejects.toThrow(/npm run mainstreet -- staff|--role must/);
  },
);

test("people are called as the API calls them, under the environment's secret and under the folder's", async () => {
  const home = mkdtempSync(path.join(tmpdir(), "mainstreet-cli-"));
  writeFileSync(path.join(home, "pepper"), PEPPER);

  const keys = [
    await personKeyOf({ home, pepper: null }, " Ada@Example.org"),
    await personKeyOf({ home: "/nowhere", pepper: Buffer.from(PEPPER).toString("hex") }, "ada@example.org"),
  ];
  rmSync(home, { recursive: true });

  expect(keys).toEqual(Array(2).fill(secretsOf(PEPPER).person("ada@example.org")));
  await expect(personKeyOf({ home, pepper: null }, "ada@example.org")).rejects.toMatchObject({ code: "not-found" });
  await expect(personKeyOf({ home, pepper: "abc" }, "ada@example.org")).rejects.toMatchObject({ code: "invalid" });
});
