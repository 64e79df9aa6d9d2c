import { BLANK } from "@mainstreet/core/chamber";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";

test("a table nobody has set up has no chamber", async () => {
  const { table } = await freshTable({ chamber: null });

  expect(await ChamberStore.find(table)).toBeUndefined();
  await expect(ChamberStore.get(table)).rejects.toMatchObject({ code: "not-found" });
  await expect(ChamberStore.update(table, by(), 1, {})).rejects.toMatchObject({ code: "not-found" });
});

test("a chamber is set up once, even by five at once", async () => {
  const { table } = await freshTable({ chamber: null });
  const names = ["a", "b", "c", "d", "e"];

  const made = await Promise.allSettled(names.map((name) => ChamberStore.create(table, by(), { ...BLANK, name })));

  const winners = made.flatMap((m) => (m.status === "fulfilled" ? [m.value] : []));
  expect(winners).toEqual([await ChamberStore.get(table)]);
  expect(made.flatMap((m) => (m.status === "rejected" ? [m.reason.code] : []))).toEqual([
    "taken",
    "taken",
    "taken",
    "taken",
  ]);
});

test("settings are changed one by one, and each change is a version", async () => {
  const { table } = await freshTable();

  const changed = await ChamberStore.update(table, by(), 1, { tagline: "Since 1926", units: "km" });

  expect(changed).toMatchObject({ ...BLANK, tagline: "Since 1926", units: "km", version: 2 });
  expect(await ChamberStore.get(table)).toEqual(changed);
  await expect(ChamberStore.update(table, by(), 1, {})).rejects.toMatchObject({ code: "stale" });
});

test("a version that is reached only between the read and the write does not let old settings through", async () => {
  const { table } = await freshTable();
  const overtaken: Table = {
    ...table,
    async get(key) {
      const item = await table.get(key);
      await ChamberStore.update(table, by(), 1, { tagline: "Theirs" });
      return item;
    },
  };

  await expect(ChamberStore.update(overtaken, by(), 2, { about: "Mine" })).rejects.toMatchObject({ code: "stale" });

  expect(await ChamberStore.get(table)).toMatchObject({ tagline: "Theirs", about: "", version: 2 });
});

test("nobody without trust sets a chamber up or changes it", async () => {
  const { table } = await freshTable({ chamber: null });
  const nobody = by<ChamberResult>({ kind: "public" });

  await expect(ChamberStore.create(table, nobody, BLANK)).rejects.toMatchObject({ code: "unauthenticated" });
  await ChamberStore.create(table, by(), BLANK);
  await expect(ChamberStore.update(table, nobody, 1, { name: "Mine" })).rejects.toMatchObject({
    code: "unauthenticated",
  });

  expect((await ChamberStore.get(table)).name).toBe(BLANK.name);
});

type ChamberResult = Awaited<ReturnType<typeof ChamberStore.get>>;
