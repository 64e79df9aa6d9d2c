import { ChamberError } from "@mainstreet/core/error";
import * as CategoryStore from "@mainstreet/store/category-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { treeFaults } from "./tree-faults.ts";

/** Three categories at the top, of which the first is the one that everything happens to. */
type Trio = { readonly p: string; readonly q: string; readonly x: string };

const make = (table: Table, name: string, parentId: string | null) =>
  CategoryStore.create(table, by(), { name, parentId, schemaType: "Store" });
const move = (table: Table, id: string, parentId: string) => CategoryStore.update(table, by(), id, 1, { parentId });

const ACTS: Readonly<Record<string, (table: Table, trio: Trio) => Promise<unknown>>> = {
  "a child is made under it": (table, { p }) => make(table, "Child", p),
  "another moves under it": (table, { p, x }) => move(table, x, p),
  "it moves under another": (table, { p, q }) => move(table, p, q),
  "it is removed": (table, { p }) => CategoryStore.remove(table, by(), p, 1),
  "it is merged into another": (table, { p, q }) => CategoryStore.merge(table, by(), p, 1, q),
  "another is merged into it": (table, { p, q }) => CategoryStore.merge(table, by(), q, 1, p),
  "the other is removed": (table, { q }) => CategoryStore.remove(table, by(), q, 1),
  "the other moves under a third": (table, { q, x }) => move(table, q, x),
};

/** The table of somebody who is overtaken between reading and writing, once. */
function overtaken(table: Table, by: () => Promise<unknown>): Table {
  let rival: (() => Promise<unknown>) | null = by;
  return {
    ...table,
    async transact(actions) {
      const first = rival;
      rival = null;
      await first?.();
      await table.transact(actions);
    },
  };
}

test.each(Object.entries(ACTS))("while %s, nothing else that happens breaks the tree", async (_, act) => {
  const { table } = await freshTable();

  for (const [name, rival] of Object.entries(ACTS)) {
    const [p, q, x] = await Promise.all(
      ["P", "Q", "X"].map((letter) => make(table, `${letter}: ${name}`.slice(0, 60), null)),
    );
    const trio = { p: p?.id ?? "", q: q?.id ?? "", x: x?.id ?? "" };
    await act(
      overtaken(table, () => rival(table, trio)),
      trio,
    ).catch((error: unknown) => {
      if (!(error instanceof ChamberError)) throw error;
    });

    expect([name, treeFaults(await CategoryStore.list(table))]).toEqual([name, []]);
  }
});

test("a chamber has at most five hundred categories", async () => {
  const { table } = await freshTable();
  const one = await make(table, "One", null);
  const crowded: Table = {
    ...table,
    async query(pk) {
      const { items } = await table.query(pk);
      return { items: Array.from({ length: 500 }, () => items).flat(), cursor: null };
    },
  };

  await expect(make(crowded, "One more", null)).rejects.toMatchObject({ code: "in-use" });

  expect(await CategoryStore.list(table)).toEqual([one]);
});

test("whoever is overtaken again and again is told to try later", async () => {
  const { table } = await freshTable();
  const parent = await make(table, "P", null);
  let rivals = 0;
  const busy: Table = {
    ...table,
    async transact(actions) {
      await make(table, `Rival ${rivals++}`, parent.id);
      await table.transact(actions);
    },
  };

  await expect(make(busy, "Mine", parent.id)).rejects.toMatchObject({ code: "busy" });

  expect(rivals).toBe(20);
});
