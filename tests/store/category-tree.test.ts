import { ChamberError } from "@mainstreet/core/error";
import * as CategoryStore from "@mainstreet/store/category-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { dice } from "../emulator/fault-layer.ts";
import { by, freshTable } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";
import { treeFaults } from "./tree-faults.ts";

const make = (table: Table, name: string, parentId: string | null = null) =>
  CategoryStore.create(table, by(), { name, parentId, schemaType: "Store" });

test("a category is made, moved, renamed and removed, and each change is a version", async () => {
  const { table } = await freshTable();
  const [food, bread] = [await make(table, "Food"), await make(table, "Bread")];

  const moved = await CategoryStore.update(table, by(), bread.id, 1, { parentId: food.id });
  const renamed = await CategoryStore.update(table, by(), bread.id, 2, { name: "Bakeries", slug: "bakeries" });
  await expect(CategoryStore.remove(table, by(), food.id, 1)).rejects.toMatchObject({ code: "in-use" });
  const removed = await CategoryStore.remove(table, by(), bread.id, 3);

  expect(moved).toMatchObject({ parentId: food.id, version: 2 });
  expect(renamed).toMatchObject({ name: "Bakeries", slug: "bakeries", formerSlugs: ["bread"], version: 3 });
  expect(await CategoryStore.get(table, bread.id)).toEqual(removed);
  expect(await CategoryStore.remove(table, by(), food.id, 1)).toMatchObject({ status: "removed" });
  await expect(CategoryStore.update(table, by(), food.id, 2, { name: "x" })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(CategoryStore.get(table, "cat_0")).rejects.toMatchObject({ code: "not-found" });
});

test("a category cannot stand under itself, under one that is gone, or three deep", async () => {
  const { table } = await freshTable();
  const food = await make(table, "Food");
  const [bread, gone] = [await make(table, "Bread", food.id), await make(table, "Gone")];
  await CategoryStore.remove(table, by(), gone.id, 1);
  const refused = { code: "invalid", fields: [{ path: "parentId" }] };

  await expect(make(table, "Rye", bread.id)).rejects.toMatchObject(refused);
  await expect(make(table, "Rye", gone.id)).rejects.toMatchObject(refused);
  await expect(CategoryStore.update(table, by(), bread.id, 1, { parentId: bread.id })).rejects.toMatchObject(refused);
  const other = await make(table, "Other");
  await expect(CategoryStore.update(table, by(), food.id, 1, { parentId: other.id })).rejects.toMatchObject(refused);
  await expect(CategoryStore.update(table, by(), bread.id, 9, { name: "x" })).rejects.toMatchObject({ code: "stale" });
});

test("a category merged into another leads there, and cannot be merged into itself or what is gone", async () => {
  const { table } = await freshTable();
  const [food, bread, drink] = [await make(table, "Food"), await make(table, "Bread"), await make(table, "Drink")];

  const merged = await CategoryStore.merge(table, by(), bread.id, 1, food.id);

  expect(merged).toMatchObject({ status: "merged", mergedInto: food.id, slug: "bread", version: 2 });
  await expect(CategoryStore.merge(table, by(), food.id, 1, food.id)).rejects.toMatchObject({ code: "invalid" });
  await expect(CategoryStore.merge(table, by(), food.id, 1, bread.id)).rejects.toMatchObject({ code: "not-found" });
  await make(table, "Beer", drink.id);
  await expect(CategoryStore.merge(table, by(), drink.id, 1, food.id)).rejects.toMatchObject({ code: "in-use" });
});

test("an address that another category had is taken", async () => {
  const { table } = await freshTable();
  const [food, bread] = [await make(table, "Food"), await make(table, "Bread")];
  await CategoryStore.update(table, by(), food.id, 1, { slug: "meals" });

  await expect(CategoryStore.update(table, by(), bread.id, 1, { slug: "food" })).rejects.toMatchObject({
    code: "taken",
  });
  expect((await make(table, "Food")).slug).toBe("food-2");
});

test("of two that move under each other at once only one does", async () => {
  const { table } = await badDay({ seed: 41 });
  for (let round = 0; round < (long ? 100 : 2); round++) {
    const [a, b] = [await make(table, `A ${round}`), await make(table, `B ${round}`)];

    const moves = await Promise.allSettled([
      CategoryStore.update(table, by(), a.id, 1, { parentId: b.id }),
      CategoryStore.update(table, by(), b.id, 1, { parentId: a.id }),
    ]);

    expect(moves.map((move) => move.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(moves.find((move) => move.status === "rejected")).toMatchObject({ reason: { code: "invalid" } });
  }
});

test("whatever is made, moved, merged and removed at once, the tree is two deep at most and leads somewhere", async () => {
  const { table, calm, injected } = await badDay({ seed: 42 });
  const roll = dice(43);
  const rounds = long ? 150 : 4;
  const told: Record<string, number> = {};
  let done = 0;
  for (const name of ["A", "B", "C", "D"]) await make(calm, name);

  for (let round = 0; round < rounds; round++) {
    const current = (await CategoryStore.list(calm)).filter((c) => c.status === "current");
    const anyOf = () => current[Math.floor(roll() * current.length)];
    const act = async () => {
      const [one, other, which] = [anyOf(), anyOf(), roll()];
      if (!one || !other || which < 0.35) return make(table, `New ${round}`, roll() < 0.3 ? null : (other?.id ?? null));
      const to = roll() < 0.3 ? null : other.id;
      if (which < 0.75) return CategoryStore.update(table, by(), one.id, one.version, { parentId: to });
      if (which < 0.9) return CategoryStore.merge(table, by(), one.id, one.version, other.id);
      return CategoryStore.remove(table, by(), one.id, one.version);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, act));

    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") done++;
      else if (!(outcome.reason instanceof ChamberError)) throw outcome.reason;
      else told[outcome.reason.code] = (told[outcome.reason.code] ?? 0) + 1;
    }
    expect(treeFaults(await CategoryStore.list(calm))).toEqual([]);
  }

  expect(
    Object.keys(told).filter((code) => !["invalid", "stale", "in-use", "not-found", "busy"].includes(code)),
  ).toEqual([]);
  expect(done).toBeGreaterThan(rounds);
  figure(
    `category tree under faults: ${written(5 * rounds)} parallel changes, ${written(done)} done, ${JSON.stringify(told)} turned down, 0 trees broken, ${written(injected.conflict)} conflicts injected`,
  );
});
