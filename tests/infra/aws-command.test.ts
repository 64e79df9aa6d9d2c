import { beginChamber } from "@mainstreet/cli/aws/begin";
import type { ParameterStore } from "@mainstreet/cli/aws/parameters";
import { ensureSecrets, readStagePepper } from "@mainstreet/cli/aws/secrets";
import { run } from "@mainstreet/cli/commands/aws";
import { type Shell, UsageError } from "@mainstreet/cli/shell";
import { ChamberError } from "@mainstreet/core/error";
import { readParameters } from "@mainstreet/functions/aws/parameters";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { keyringOf, WrongPepper } from "@mainstreet/store/keyring";
import * as PersonStore from "@mainstreet/store/person-store";
import { expect, test } from "vitest";
import { freshTable, random, sleep } from "../emulator/table.ts";
import { TRUSTED } from "../trusted.ts";

const STAGE = { parameters: "/mainstreet/production/" };

function emptyStore(): ParameterStore & { readonly kept: Map<string, { value: string; isSealed: boolean }> } {
  const kept = new Map<string, { value: string; isSealed: boolean }>();
  return {
    kept,
    read: async (name) => kept.get(name)?.value ?? null,
    make: async (name, parameter) => {
      if (kept.has(name)) return false;
      kept.set(name, parameter);
      return true;
    },
  };
}

test("the secrets of a stage are made once and never changed", async () => {
  const store = emptyStore();

  const first = await ensureSecrets(store, STAGE, { pepper: null, random });
  const before = new Map(store.kept);
  const second = await ensureSecrets(store, STAGE, { pepper: null, random });

  expect(first).toEqual(["/mainstreet/production/pepper", "/mainstreet/production/edge-secret"]);
  expect(second).toEqual([]);
  expect(store.kept).toEqual(before);
  expect([...before.values()].map(({ isSealed }) => isSealed)).toEqual([true, false]);
});

test("what is made is what the functions can read", async () => {
  const store = emptyStore();
  await ensureSecrets(store, STAGE, { pepper: null, random });
  const Parameters = [...store.kept].map(([Name, { value }]) => ({ Name, Value: value }));
  const origin = { Name: "/mainstreet/production/origin", Value: "https://d1.cloudfront.net" };
  const call = async () => ({
    status: 200,
    hasFailed: false,
    text: JSON.stringify({ Parameters: [...Parameters, origin] }),
  });

  const read = await readParameters(call, { endpoint: "https://ssm", prefix: STAGE.parameters });

  expect(Buffer.from(read.pepper).equals(await readStagePepper(store, STAGE))).toBe(true);
  expect(read["edge-secret"]).toMatch(/^[0-9a-f]{64}$/);
});

test("a chamber that moves brings its secret along, and no other takes its place", async () => {
  const store = emptyStore();
  const pepper = random(32);

  await ensureSecrets(store, STAGE, { pepper, random });

  expect(Buffer.from(pepper).equals(await readStagePepper(store, STAGE))).toBe(true);
  expect(await ensureSecrets(store, STAGE, { pepper, random })).toEqual([]);
  await expect(ensureSecrets(store, STAGE, { pepper: random(32), random })).rejects.toThrow(ChamberError);
  expect(Buffer.from(pepper).equals(await readStagePepper(store, STAGE))).toBe(true);
});

test("a chamber begins with its first administrator, and a second call makes another one only", async () => {
  const { table } = await freshTable({ chamber: null });
  const needs = { keyring: keyringOf(random(32)), now: Date.now, random };

  const first = await beginChamber(table, { ...needs, email: "ann@chamber.example" });
  const { version } = await ChamberStore.get(table);
  const second = await beginChamber(table, { ...needs, email: "bob@chamber.example" });

  expect([first, second]).toEqual([true, false]);
  expect((await ChamberStore.get(table)).version).toBe(version);
  const staff = await PersonStore.listStaff(table, TRUSTED);
  expect(staff.map(({ email, staff: role }) => `${email} ${role}`).toSorted()).toEqual([
    "ann@chamber.example admin",
    "bob@chamber.example admin",
  ]);
});

test("with another secret than the chamber's nothing is begun", async () => {
  const { table } = await freshTable({ chamber: null });
  const needs = { now: Date.now, random, email: "ann@chamber.example" };
  await beginChamber(table, { ...needs, keyring: keyringOf(random(32)) });

  await expect(beginChamber(table, { ...needs, keyring: keyringOf(random(32)) })).rejects.toThrow(WrongPepper);
});

test.each([
  [["secrets"], /--stage/],
  [["secrets", "--stage", "Production"], /A stage is named/],
  [["begin", "--stage", "trial"], /--staff/],
  [["delete", "--stage", "trial"], /secrets or begin/],
])("`aws %s` is not how it is called", async (args, message) => {
  const nowhere = (): never => {
    throw new Error("Nothing is asked for.");
  };
  const shell: Shell = {
    ...{ print: nowhere, status: nowhere, isTerminal: false, resolve: nowhere, connect: nowhere, keyring: nowhere },
    ...{ now: Date.now, random, sleep },
  };

  const called = run(args, shell);

  await expect(called).rejects.toThrow(UsageError);
  await expect(called).rejects.toThrow(message);
});
