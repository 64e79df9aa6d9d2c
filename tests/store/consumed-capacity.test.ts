import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { itemSize, readUnits, writeUnits } from "../bench/scale/capacity.ts";
import { countingClient, NOTHING } from "../bench/scale/counting.ts";
import { emulated, freshTable } from "../emulator/table.ts";

const INDEXES = { ReturnConsumedCapacity: "INDEXES" } as const;
const item = (sk: string, text: string): Record<string, AttributeValue> => ({
  pk: { S: "NOTE#1" },
  sk: { S: sk },
  text: { S: text },
  count: { N: "12345" },
  flags: { M: { on: { BOOL: true }, list: { L: [{ N: "1" }, { S: "ä" }] } } },
});
const indexed = (sk: string, text: string) => ({ ...item(sk, text), gsi1pk: { S: "NOTES" }, gsi1sk: { S: sk } });
/** Texts with which an item has so many bytes. */
const filling = (bytes: number, of = item) => "x".repeat(bytes - itemSize(of("s", "")));

test("what the emulator says that reads and writes consume is what the formula of DynamoDB says, at its edges too", async () => {
  const { name } = await freshTable({ chamber: null });
  const client = emulated();
  const consumed: [number, number, number][] = [];
  for (const bytes of [300, 1023, 1024, 1025, 2048, 2049, 4096, 4097, 9000]) {
    const Item = item("s", filling(bytes));
    const put = await client.send(new PutItemCommand({ TableName: name, Item, ...INDEXES }));
    const Key = { pk: { S: "NOTE#1" }, sk: { S: "s" } };
    const strong = await client.send(new GetItemCommand({ TableName: name, Key, ConsistentRead: true, ...INDEXES }));
    expect(itemSize(Item)).toBe(bytes);
    consumed.push([bytes, put.ConsumedCapacity?.CapacityUnits ?? 0, strong.ConsumedCapacity?.CapacityUnits ?? 0]);
    // The next one is new, so that what is written over does not count.
    await client.send(new PutItemCommand({ TableName: name, Item: item("s", "") }));
  }

  // A put counts the larger of what was there and what comes.
  for (const [bytes, written, read] of consumed)
    expect([bytes, written, read]).toEqual([bytes, writeUnits(bytes), readUnits(bytes)]);
});

test("a transaction consumes twice as much in the table, and the index is counted apart", async () => {
  const { name } = await freshTable({ chamber: null });
  const count = { ...NOTHING };
  const client = countingClient(emulated(), count);
  const put = (of: Record<string, AttributeValue>) => ({ Put: { TableName: name, Item: of } });
  const [small, large] = [indexed("a", "x"), indexed("b", filling(1500, indexed))];

  await client.send(new TransactWriteItemsCommand({ TransactItems: [put(small), put(large)] }));
  const written = { ...count };
  const Keys = ["a", "b", "c"].map((sk) => ({ pk: { S: "NOTE#1" }, sk: { S: sk } }));
  await client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }));

  const bytes = [small, large].map(itemSize);
  const sum = (units: (each: number) => number) => bytes.reduce((all, each) => all + units(each), 0);
  expect(written).toMatchObject({ requests: 1, reads: 0, writes: sum((each) => writeUnits(each, true)) });
  expect(written.indexWrites).toBe(sum((each) => writeUnits(each)));
  // One that is not there is read as well.
  expect(count).toMatchObject({ requests: 2, reads: sum((each) => readUnits(each)) + 1 });
});
