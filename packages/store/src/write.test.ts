import { type PersonActor, system } from "@mainstreet/core/actor";
import { expect, test } from "vitest";
import * as DirectoryKeys from "./directory-keys.ts";
import { keyringOf } from "./keyring.ts";
import * as Keys from "./keys.ts";
import * as PersonKeys from "./person-keys.ts";
import { type Action, atVersion, type Item, Refused, type Table } from "./table.ts";
import { AlreadyDone, commit, entityOf } from "./write.ts";

const entity: Action = { put: { ...DirectoryKeys.memberKey("mem_1"), name: "Bread" } };
const memory: Action = { put: { ...Keys.outcomeKey("abc"), body: "{}" } };
const random = (length: number) => new Uint8Array(length);
const keyring = keyringOf(new Uint8Array(32));
const unused = () => Promise.reject(new Error("Nobody reads here."));

/** A table that refuses every transaction as told, and notes it. */
function refusing(found: readonly (Item | null | undefined)[] | null): { table: Table; seen: (readonly Action[])[] } {
  const seen: (readonly Action[])[] = [];
  const transact = async (actions: readonly Action[]) => {
    seen.push(actions);
    if (found) throw new Refused(found);
  };
  return {
    table: { get: unused, getMany: unused, query: unused, scan: () => (async function* () {})(), transact },
    seen,
  };
}

const by = (remember: ((result: string) => Action) | null) => ({
  actor: system("test"),
  now: 0,
  random,
  keyring,
  remember,
});

test("what is done and the memory of it are one transaction", async () => {
  const { table, seen } = refusing(null);

  expect(
    await commit(
      table,
      by(() => memory),
      [entity],
      "result",
    ),
  ).toBe("result");
  expect(await commit(table, by(null), [entity], "result")).toBe("result");

  expect(seen).toEqual([[memory, entity], [entity]]);
});

test("a refused memory means that it was done before, whatever else was refused", async () => {
  for (const found of [[{}], [null], [{}, {}]]) {
    await expect(
      commit(
        refusing(found).table,
        by(() => memory),
        [entity],
        "",
      ),
    ).rejects.toBeInstanceOf(AlreadyDone);
  }
});

test("a refusal is told by the caller's own actions, with a memory or without", async () => {
  const found = { version: 7 };

  const withMemory = commit(
    refusing([undefined, found]).table,
    by(() => memory),
    [entity],
    "",
  );
  const without = commit(refusing([found]).table, by(null), [entity], "");

  await expect(withMemory).rejects.toMatchObject({ found: [found] });
  await expect(without).rejects.toMatchObject({ found: [found] });
});

test("nobody without trust commits", async () => {
  const { table, seen } = refusing(null);

  await expect(commit(table, { ...by(null), actor: { kind: "public" } }, [entity], "")).rejects.toMatchObject({
    code: "unauthenticated",
  });

  expect(seen).toEqual([]);
});

const PERSON: PersonActor = {
  kind: "person",
  personKey: "k",
  staff: null,
  represents: [],
  rolesVersion: 3,
  provedAt: 0,
};
const held = { expression: "rolesVersion = :rolesSeen", values: { ":rolesSeen": 3 } };

test("what a person writes goes with the condition that their roles are still the same", async () => {
  const { table, seen } = refusing(null);
  const write = { ...by(() => memory), actor: PERSON };

  await commit(table, write, [entity], "result");

  expect(seen).toEqual([[memory, entity, { check: PersonKeys.personItemKey("k"), when: held }]]);
});

test("where a person's own item is written the condition goes with it", async () => {
  const { table, seen } = refusing(null);
  const own: Action = { put: { ...PersonKeys.personItemKey("k"), name: "Ada" }, when: atVersion(2) };

  await commit(table, { ...by(null), actor: PERSON }, [entity, own], "result");

  const when = {
    expression: "(#version = :version) AND (rolesVersion = :rolesSeen)",
    names: { "#version": "version" },
    values: { ":version": 2, ":rolesSeen": 3 },
  };
  expect(seen).toEqual([[entity, { ...own, when }]]);
});

test("a write with roles that were taken away is forbidden; one that was refused for another reason says that", async () => {
  const own: Action = { put: { ...PersonKeys.personItemKey("k"), name: "Ada" }, when: atVersion(2) };
  const write = { ...by(null), actor: PERSON };
  const outcome = (found: readonly (Item | null | undefined)[], actions: readonly Action[]) =>
    commit(refusing(found).table, write, actions, "").catch((error: Error) => error);

  const taken = await outcome([undefined, { rolesVersion: 4 }], [entity]);
  const erased = await outcome([undefined, null], [entity]);
  const ownTaken = await outcome([{ rolesVersion: 4, version: 3 }], [own]);
  const ownStale = await outcome([{ rolesVersion: 3, version: 3 }], [own]);
  const other = await outcome([{ version: 7 }, undefined], [entity]);

  expect([taken, erased, ownTaken]).toMatchObject(Array(3).fill({ code: "forbidden" }));
  expect([ownStale, other]).toMatchObject([{ found: [{ rolesVersion: 3, version: 3 }] }, { found: [{ version: 7 }] }]);
});

test("an entity is its item without what only the table needs", () => {
  const item = {
    ...DirectoryKeys.memberKey("mem_1"),
    ...DirectoryKeys.memberIndex("mem_1", "bread"),
    kind: "member",
    name: "Bread",
    version: 1,
  };

  expect(entityOf(item)).toEqual({ name: "Bread", version: 1 });
});
