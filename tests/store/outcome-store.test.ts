import { outcomeKey, TTL } from "@mainstreet/store/keys";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import { Refused } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { freshTable } from "../emulator/table.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const attempt = { hash: "sender-and-key", request: "what-it-asks" };
const first = { status: 201, body: '{"n":1}', etag: '"1"' };
const second = { status: 200, body: '{"n":2}', etag: '"2"' };
const END = NOW + OutcomeStore.REMEMBERED_MS;

test("an attempt that was never made has no outcome", async () => {
  const { table } = await freshTable({ chamber: null });

  expect(await OutcomeStore.find(table, attempt, NOW)).toBeUndefined();
});

test("an outcome is found again for a day, and not a millisecond longer", async () => {
  const { table } = await freshTable({ chamber: null });

  await table.transact([OutcomeStore.remember(attempt, first, NOW)]);

  expect(await OutcomeStore.find(table, attempt, NOW)).toEqual(first);
  expect(await OutcomeStore.find(table, attempt, END - 1)).toEqual(first);
  expect(await OutcomeStore.find(table, attempt, END)).toBeUndefined();
});

test("an attempt is carried out once, until its outcome has expired, whether or not DynamoDB has cleaned up", async () => {
  const { table } = await freshTable({ chamber: null });
  await table.transact([OutcomeStore.remember(attempt, first, NOW)]);

  const early = table.transact([OutcomeStore.remember(attempt, second, END - 1)]);
  await expect(early).rejects.toBeInstanceOf(Refused);
  expect(await OutcomeStore.find(table, attempt, NOW)).toEqual(first);
  await table.transact([OutcomeStore.remember(attempt, second, END)]);

  expect(await OutcomeStore.find(table, attempt, END)).toEqual(second);
});

test("another request under the same key is told so, while the key is remembered", async () => {
  const { table } = await freshTable({ chamber: null });
  const other = { ...attempt, request: "something-else" };
  await table.transact([OutcomeStore.remember(attempt, first, NOW)]);

  await expect(OutcomeStore.find(table, other, END - 1)).rejects.toMatchObject({ code: "key-reused" });
  await expect(table.transact([OutcomeStore.remember(other, second, NOW)])).rejects.toBeInstanceOf(Refused);

  expect(await OutcomeStore.find(table, other, END)).toBeUndefined();
});

test("the same request under another key is another attempt", async () => {
  const { table } = await freshTable({ chamber: null });
  const again = { ...attempt, hash: "sender-and-another-key" };

  await table.transact([OutcomeStore.remember(attempt, first, NOW), OutcomeStore.remember(again, second, NOW)]);

  expect(await OutcomeStore.find(table, attempt, NOW)).toEqual(first);
  expect(await OutcomeStore.find(table, again, NOW)).toEqual(second);
});

test("DynamoDB is told in seconds when to clean up, never before the outcome expires", async () => {
  const { table } = await freshTable({ chamber: null });

  await table.transact([OutcomeStore.remember(attempt, first, NOW + 1)]);

  const item = await table.get(outcomeKey(attempt.hash));
  expect(item?.[TTL]).toBe(Math.floor(END / 1000) + 1);
  expect(item).toMatchObject({ kind: "outcome", expires: END + 1 });
});
