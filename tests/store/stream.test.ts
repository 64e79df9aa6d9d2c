import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { createStream, Lost, type Positions, type Stream } from "@mainstreet/store/stream";
import type { Table } from "@mainstreet/store/table";
import { expect, inject, test } from "vitest";
import { emulated, freshTable } from "../emulator/table.ts";
import { answering, type Command } from "./bad-day.ts";

const key = (n: number) => ({ pk: `LISTING#${n}`, sk: "META" });
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

async function streamed(): Promise<{ table: Table; name: string; stream: Stream }> {
  const { table, name } = await freshTable({ chamber: null });
  return { table, name, stream: createStream({ client: emulated(), streams: streamsClient(), name }) };
}

function streamsClient(): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient({ endpoint: inject("dynamodb"), ...EMULATED });
}

async function put(table: Table, numbers: readonly number[]): Promise<void> {
  for (let from = 0; from < numbers.length; from += 100) {
    await table.transact(numbers.slice(from, from + 100).map((n) => ({ put: { ...key(n), n } })));
  }
}

/** What comes after the positions, batch by batch, until nothing does. */
async function readOn(stream: Stream, from: Positions): Promise<{ batches: number[][]; positions: Positions }> {
  const batches: number[][] = [];
  for (let positions = from; ; ) {
    const batch = await stream.read(positions);
    positions = batch.positions;
    if (batch.keys.length === 0) return { batches, positions };
    batches.push(batch.keys.map(({ pk }) => Number(pk.slice("LISTING#".length))));
  }
}

test("a stream gives the keys of what changed after a position, in the order of each item, and then nothing", async () => {
  const { table, stream } = await streamed();
  await put(table, [1, 2]);
  const newest = await stream.newest();

  expect((await stream.read(newest)).keys).toEqual([]);
  await put(table, [3]);
  await put(table, [1]);
  await table.transact([{ remove: key(2) }]);

  expect((await readOn(stream, newest)).batches.flat()).toEqual([3, 1, 2]);
});

test("whoever resumes from stored positions misses nothing and hears nothing twice", async () => {
  const { table, name, stream } = await streamed();
  const start = await stream.newest();
  await put(table, [1, 2]);
  const { positions } = await stream.read(start);
  await put(table, [3]);

  const later = createStream({ client: emulated(), streams: streamsClient(), name });
  const stored: Positions = JSON.parse(JSON.stringify(positions));

  expect((await readOn(later, stored)).batches.flat()).toEqual([3]);
  expect((await readOn(later, start)).batches.flat()).toEqual([1, 2, 3]);
  expect((await readOn(stream, start)).batches.flat()).toEqual([1, 2, 3]);
});

test("more than a thousand changes come in several batches, each with a position to resume from", async () => {
  const { table, name, stream } = await streamed();
  const start = await stream.newest();
  await put(table, upTo(1100));

  const first = await stream.read(start);
  const rest = await readOn(createStream({ client: emulated(), streams: streamsClient(), name }), first.positions);

  expect(first.keys).toHaveLength(1000);
  expect(rest.batches.map((batch) => batch.length)).toEqual([100]);
  expect([...first.keys.map(({ pk }) => Number(pk.slice("LISTING#".length))), ...rest.batches.flat()]).toEqual(
    upTo(1100),
  );
  expect((await stream.newest()).shards).toEqual(rest.positions.shards);
});

test("a table without a stream says so", async () => {
  const client = answering(emulated(), async () => ({ Table: {} }));
  const stream = createStream({ client, streams: streamsClient(), name: "dry" });

  await expect(stream.newest()).rejects.toThrow("The table dry has no stream.");
});

test("positions of a stream that is gone are lost", async () => {
  const { stream } = await streamed();
  const { stream: arn, shards } = await stream.newest();

  await expect(stream.read({ stream: arn.replace(/test-[0-9a-f]+/, "test-gone"), shards })).rejects.toBeInstanceOf(
    Lost,
  );
});

const named = (name: string) => Object.assign(new Error(name), { name });

/** A stream whose calls of one kind fail as told, one after the other, before they go on as usual. */
async function failing(
  call: string,
  failures: readonly Error[],
): Promise<{ table: Table; stream: Stream; start: Positions }> {
  const { table, name, stream } = await streamed();
  const start = await stream.newest();
  const left = [...failures];
  const real = streamsClient();
  const streams = answering(real, async (command: Command) => {
    const failure = command.constructor.name === call ? left.shift() : undefined;
    if (failure) throw failure;
    return Reflect.apply(real.send, real, [command]);
  });
  return { table, stream: createStream({ client: emulated(), streams, name }), start };
}

test("iterators that have expired are asked for anew", async () => {
  const { table, name } = await streamed();
  const real = streamsClient();
  const [issued, expired] = [new Set<unknown>(), new Set<unknown>()];
  const streams = answering(real, async (command: Command) => {
    if (expired.has(command.input.ShardIterator)) throw named("ExpiredIteratorException");
    const reply = await Reflect.apply(real.send, real, [command]);
    for (const iterator of Object.values(reply)) {
      issued.add(iterator);
      expired.delete(iterator);
    }
    return reply;
  });
  const stream = createStream({ client: emulated(), streams, name });
  const { positions } = await stream.read(await stream.newest());
  await put(table, [1, 2]);

  for (const iterator of issued) expired.add(iterator);
  const { keys } = await stream.read(positions);

  expect(keys).toEqual([key(1), key(2)]);
});

test("iterators that expire at once are not asked for for ever", async () => {
  const failures = Array.from({ length: 9 }, () => named("ExpiredIteratorException"));
  const { stream, start } = await failing("GetRecordsCommand", failures);

  await expect(stream.read(start)).rejects.toMatchObject({ name: "ExpiredIteratorException" });
});

test.each(["TrimmedDataAccessException", "ResourceNotFoundException"])("records behind a %s are lost", async (name) => {
  const { table, stream, start } = await failing("GetRecordsCommand", [named(name)]);
  await put(table, [1]);

  await expect(stream.read(start)).rejects.toBeInstanceOf(Lost);
  expect((await stream.read(start)).keys).toEqual([key(1)]);
});

test("after a sleep so long that the iterator has expired and the records are trimmed, they are lost", async () => {
  const { table, stream, start } = await failing("GetRecordsCommand", [
    named("ExpiredIteratorException"),
    named("TrimmedDataAccessException"),
  ]);
  await put(table, [1]);

  await expect(stream.read(start)).rejects.toBeInstanceOf(Lost);
});

test("any other failure is handed on, and reading goes on from where it was", async () => {
  const { table, stream, start } = await failing("GetRecordsCommand", [named("InternalServerError")]);
  await put(table, [1]);

  await expect(stream.read(start)).rejects.toMatchObject({ name: "InternalServerError" });
  expect((await stream.read(start)).keys).toEqual([key(1)]);
});

test("shards are found page by page, and one without an iterator is lost", async () => {
  const asked: unknown[] = [];
  const streams = answering(streamsClient(), async (command) => {
    if (command.constructor.name !== "DescribeStreamCommand") return {};
    asked.push(command.input.ExclusiveStartShardId);
    if (command.input.ExclusiveStartShardId) return { StreamDescription: { Shards: [{ ShardId: "two" }] } };
    return { StreamDescription: { Shards: [{ ShardId: "one" }], LastEvaluatedShardId: "one" } };
  });
  const stream = createStream({ client: emulated(), streams, name: "paged" });

  await expect(stream.read({ stream: "arn", shards: {} })).rejects.toBeInstanceOf(Lost);
  expect(asked).toEqual([undefined, "one"]);
});
