import { BatchGetItemCommand, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { INDEX } from "@mainstreet/store/keys";
import { ABSENT, atVersion, createTable, type Item, type Page, Refused, type Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { emulated, freshTable, random } from "../emulator/table.ts";
import { answering, type Command } from "./bad-day.ts";

const key = (n: number, pk = "CATEGORY") => ({ pk, sk: `${n}`.padStart(4, "0") });
const numbers = (items: readonly Item[]) => items.map(({ sk }) => Number(sk));
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

/** A table with so many items in one partition, numbered from 0; two in three are in the index too. */
async function filled(count: number, text = ""): Promise<{ table: Table; name: string }> {
  const { table, name } = await freshTable({ chamber: null });
  const index = (n: number) => (n % 3 === 0 ? {} : { [INDEX.pk]: "MEMBERS", [INDEX.sk]: `name ${key(n).sk}` });
  for (let from = 0; from < count; from += 100) {
    const some = upTo(Math.min(100, count - from), from);
    await table.transact(
      some.map((n) => ({ put: { ...key(n), ...index(n), kind: n % 2 ? "odd" : "even", version: n, text } })),
    );
  }
  return { table, name };
}

async function pages(ask: (cursor: string | null) => Promise<Page>): Promise<number[][]> {
  const got: number[][] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page = await ask(cursor);
    got.push(numbers(page.items));
    cursor = page.cursor;
    if (cursor === null) return got;
  }
}

test("what is put is got back, without what was undefined", async () => {
  const { table } = await freshTable({ chamber: null });
  const item = { ...key(1), text: "é😀", no: false, nothing: null, list: [1, { a: [] }], tiny: 1e-7 };

  await table.transact([{ put: { ...item, gone: undefined } }]);

  expect(await table.get(key(1))).toEqual(item);
  expect(await table.get(key(2))).toBeUndefined();
});

test("any number of items is got at once; those not there are left out and those asked twice come once", async () => {
  const { table } = await filled(250);
  const asked = [...upTo(300), 7, 249];

  const items = await table.getMany(asked.map((n) => key(n)));

  expect(numbers(items).sort((a, b) => a - b)).toEqual(upTo(250));
  expect(await table.getMany([])).toEqual([]);
});

test("keys that DynamoDB did not get to are asked for again, with longer pauses while nothing comes", async () => {
  const { name } = await filled(30);
  const client = emulated();
  const pauses: number[] = [];
  let calls = 0;
  const answer = async ({ input }: Command) => {
    const { Keys } = Object(Object(input.RequestItems)[name]);
    calls++;
    if (calls === 2 || calls === 3) return { Responses: {}, UnprocessedKeys: input.RequestItems };
    const [now, later] = [Keys.slice(0, 8), Keys.slice(8)];
    const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys: now } } }));
    return { Responses, UnprocessedKeys: later.length > 0 ? { [name]: { Keys: later } } : {} };
  };
  const sleep = async (ms: number) => {
    pauses.push(ms);
  };
  const table = createTable({ client: answering(client, answer), name, sleep, random });

  const items = await table.getMany(upTo(30).map((n) => key(n)));

  expect(numbers(items).sort((a, b) => a - b)).toEqual(upTo(30));
  expect(pauses).toEqual([20, 40, 80, 20, 20]);
});

test("a partition comes in pages of the size asked for, in the order of the sort key", async () => {
  const { table } = await filled(25);

  const sevens = await pages((cursor) => table.query("CATEGORY", { limit: 7, cursor }));
  const all = await pages((cursor) => table.query("CATEGORY", { cursor }));
  const one = await pages((cursor) => table.query("CATEGORY", { limit: 1, prefix: "002", cursor }));

  expect(sevens).toEqual([upTo(7), upTo(7, 7), upTo(7, 14), upTo(4, 21)]);
  expect(all).toEqual([upTo(25)]);
  expect(one.filter((page) => page.length > 0)).toEqual([[20], [21], [22], [23], [24]]);
  expect(await table.query("NOBODY")).toEqual({ items: [], cursor: null });
});

test("the index comes in pages too, and holds only items that are in it", async () => {
  const { table } = await filled(20);
  const indexed = upTo(20).filter((n) => n % 3 !== 0);

  const fours = await pages((cursor) => table.query("MEMBERS", { index: true, limit: 4, cursor }));

  expect(fours.flat()).toEqual(indexed);
  expect(fours.slice(0, 3).map((page) => page.length)).toEqual([4, 4, 4]);
});

test("a page of the size asked for is filled even when DynamoDB gives less at a time", async () => {
  const { table } = await filled(20, "x".repeat(150_000));

  const { items, cursor } = await table.query("CATEGORY", { limit: 15 });
  const rest = await table.query("CATEGORY", { limit: 15, cursor });

  expect(numbers(items)).toEqual(upTo(15));
  expect(numbers(rest.items)).toEqual(upTo(5, 15));
  expect(numbers((await table.query("CATEGORY")).items)).toEqual(upTo(20));
});

test("an item that goes away between two pages takes no other with it", async () => {
  const { table } = await filled(10);
  const first = await table.query("CATEGORY", { limit: 4 });

  await table.transact([{ remove: key(3) }, { remove: key(4) }]);
  const second = await table.query("CATEGORY", { limit: 4, cursor: first.cursor });

  expect(numbers(second.items)).toEqual([5, 6, 7, 8]);
});

test("a scan gives every item of the kinds, however many pages are empty on the way", async () => {
  const { table } = await filled(21, "x".repeat(150_000));
  await table.transact([{ put: { pk: "LEASE#z", sk: "META", kind: "lease" } }]);

  const odd: number[] = [];
  for await (const items of table.scan(["odd"])) odd.push(...numbers(items));
  const sizes: number[] = [];
  for await (const items of table.scan(["lease", "member"])) sizes.push(items.length);

  expect(odd.sort((a, b) => a - b)).toEqual(upTo(21).filter((n) => n % 2));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1);
  expect(sizes.filter((size) => size === 0).length).toBeGreaterThanOrEqual(1);
});

test("a refusal tells which actions failed and what stood in their way", async () => {
  const { table } = await filled(3);

  const error: unknown = await table
    .transact([
      { put: { ...key(0), version: 1 }, when: atVersion(0) },
      { put: { ...key(1), version: 2 }, when: atVersion(7) },
      { check: key(9), when: atVersion(1) },
      { put: key(8), when: ABSENT },
      { remove: key(2), when: ABSENT },
    ])
    .catch((e: unknown) => e);

  const found = error instanceof Refused ? error.found : [];
  expect(found).toEqual([
    undefined,
    { ...key(1), [INDEX.pk]: "MEMBERS", [INDEX.sk]: "name 0001", kind: "odd", version: 1, text: "" },
    null,
    undefined,
    expect.objectContaining({ version: 2 }),
  ]);
  expect(error instanceof Refused && [0, 1, 2, 3, 4, 5].map((n) => error.failed(n))).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
  expect([await table.get(key(0)), await table.get(key(8)), await table.get(key(2))]).toMatchObject(
    [{ version: 0 }, {}, { version: 2 }].map((item, i) => (i === 1 ? undefined : item)),
  );
});

test("a conflict is never told as a refusal, not even beside one", async () => {
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: "",
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const failing = (error: Error) =>
    createTable({
      client: answering(emulated(), () => Promise.reject(error)),
      name: "any",
      sleep: async () => {},
      random,
    });
  const [conflict, mixed] = [
    cancelled("TransactionConflict", "None"),
    cancelled("TransactionConflict", "ConditionalCheckFailed"),
  ];

  await expect(failing(conflict).transact([{ put: key(1) }, { put: key(2) }])).rejects.toBe(conflict);
  await expect(failing(mixed).transact([{ put: key(1) }, { put: key(2) }])).rejects.toMatchObject({
    found: [undefined, null],
  });
});

test("a transaction has at most a hundred actions, and all of them happen", async () => {
  const { table } = await freshTable({ chamber: null });

  await table.transact(upTo(100).map((n) => ({ put: key(n), when: ABSENT })));
  await expect(table.transact(upTo(101, 200).map((n) => ({ put: key(n) })))).rejects.toMatchObject({
    name: "ValidationException",
  });

  expect(numbers((await table.query("CATEGORY")).items)).toEqual(upTo(100));
});

test("a condition may name attributes that are words of DynamoDB's own", async () => {
  const { table } = await freshTable({ chamber: null });
  const when = { expression: "#status = :status", names: { "#status": "status" }, values: { ":status": "current" } };
  await table.transact([{ put: { ...key(1), status: "current" } }]);

  await table.transact([{ remove: key(1), when }]);

  expect(await table.get(key(1))).toBeUndefined();
  await expect(table.transact([{ check: key(1), when }])).rejects.toMatchObject({ found: [null] });
});
