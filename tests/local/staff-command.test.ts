import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@mainstreet/cli/commands/staff";
import { readKeyring } from "@mainstreet/cli/pepper";
import type { Shell } from "@mainstreet/cli/shell";
import { newId } from "@mainstreet/core/id";
import { secretsOf } from "@mainstreet/functions/api/flows/secrets";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { softAuthenticator } from "../authenticator.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING, PEPPER, settlePerson } from "../people.ts";

function shellOver(table: Table): { shell: Shell; printed: string[] } {
  const printed: string[] = [];
  const shell: Shell = {
    print: (text) => void printed.push(text),
    status: () => undefined,
    isTerminal: false,
    resolve: (file) => file,
    connect: async () => table,
    keyring: async () => KEYRING,
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

test("somebody's lost passkeys are taken away by their address, once", async () => {
  const { table } = await freshTable();
  const person = await settlePerson(table, "ada@example.org");
  const { personKey, rolesVersion, createdAt } = person;
  const { stored } = softAuthenticator("http://mainstreet.test", personKey);
  const actor = { kind: "person", personKey, staff: null, represents: [], rolesVersion, provedAt: 0 } as const;
  const made = { id: newId("passkey", 0, random), personKey, counter: 0, transports: [], name: "Phone" };
  await PasskeyStore.add(
    table,
    by(actor),
    { ...stored, ...made, createdAt, usedAt: null, version: 1 },
    PasskeyStore.spend("once", Date.now()),
  );
  const { shell, printed } = shellOver(table);

  await run(["reset-passkeys", "Ada@example.org"], shell);

  expect(printed).toEqual(["The passkeys of Ada@example.org are removed. A code to that mailbox signs in."]);
  expect(await PasskeyStore.listOf(table, personKey)).toEqual([]);
  expect((await LetterStore.due(table, Date.now() + 1000, 5)).due).toMatchObject([{ template: "passkeys-removed" }]);
  await expect(run(["reset-passkeys", "ada@example.org"], shell)).rejects.toMatchObject({ code: "not-found" });
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
    (await readKeyring({ home, pepper: null })).keyOf(" Ada@Example.org"),
    (await readKeyring({ home: "/nowhere", pepper: Buffer.from(PEPPER).toString("hex") })).keyOf("ada@example.org"),
  ];
  rmSync(home, { recursive: true });

  expect(keys).toEqual(Array(2).fill(secretsOf(PEPPER).person("ada@example.org")));
  await expect(readKeyring({ home, pepper: null })).rejects.toMatchObject({ code: "not-found" });
  await expect(readKeyring({ home, pepper: "abc" })).rejects.toMatchObject({ code: "invalid" });
});
