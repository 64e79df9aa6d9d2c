import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";

/** How far each shard of one stream has been read: the sequence number of the last record. */
export type Positions = { readonly stream: string; readonly shards: Readonly<Record<string, string>> };

/** Keys of what changed, in no order but that of each item, and how far they reach. */
export type Batch = { readonly keys: readonly Key[]; readonly positions: Positions };

/** The records before these positions are gone, or they are of another stream: what was missed can only be read from the table. */
export class Lost extends Error {
  constructor() {
    super("Part of the stream is gone.");
    this.name = "Lost";
  }
}

/** The table's stream of keys, read by asking; on AWS the event source does this. */
export type Stream = {
  /** The newest positions: whoever reads the table after asking for these has missed nothing before them. */
  newest(): Promise<Positions>;
  /** What came after the positions; empty when nothing did. @throws `Lost` */
  read(positions: Positions): Promise<Batch>;
};

type Clients = { readonly client: Pick<DynamoDBClient, "send">; readonly streams: Pick<DynamoDBStreamsClient, "send"> };

const LIMIT = 1000;

/** The stream of a table. */
export function createStream({ client, streams, name }: Clients & { name: string }): Stream {
  // An iterator is good for one next page; asking for it anew by position each time would double the calls.
  const iterators = new Map<string, { after: string; iterator: string }>();

  async function arn(): Promise<string> {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (!Table?.LatestStreamArn) throw new Error(`The table ${name} has no stream.`);
    return Table.LatestStreamArn;
  }

  async function shardsOf(StreamArn: string): Promise<string[]> {
    const ids: string[] = [];
    let ExclusiveStartShardId: string | undefined;
    do {
      const { StreamDescription } = await streams.send(
        new DescribeStreamCommand({ StreamArn, ...(ExclusiveStartShardId && { ExclusiveStartShardId }) }),
      );
      ids.push(...(StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []));
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
    } while (ExclusiveStartShardId);
    return ids;
  }

  async function iteratorAt(StreamArn: string, ShardId: string, after: string): Promise<string> {
    const known = iterators.get(ShardId);
    if (known?.after === after) return known.iterator;
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand(
        after
          ? { StreamArn, ShardId, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after }
          : { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" },
      ),
    );
    if (!ShardIterator) throw new Lost();
    return ShardIterator;
  }

  async function page(StreamArn: string, ShardId: string, after: string): Promise<{ keys: Key[]; last: string }> {
    const ShardIterator = await iteratorAt(StreamArn, ShardId, after);
    const { Records = [], NextShardIterator } = await streams.send(
      new GetRecordsCommand({ ShardIterator, Limit: LIMIT }),
    );
    const last = Records.at(-1)?.dynamodb?.SequenceNumber ?? after;
    if (NextShardIterator) iterators.set(ShardId, { after: last, iterator: NextShardIterator });
    else iterators.delete(ShardId);
    const keys = Records.flatMap(({ dynamodb }) => {
      const { pk, sk } = dynamodb?.Keys ? unmarshall(dynamodb.Keys) : {};
      return typeof pk === "string" && typeof sk === "string" ? [{ pk, sk }] : [];
    });
    return { keys, last };
  }

  async function readAll(stream: string, shards: Readonly<Record<string, string>>): Promise<Batch> {
    const keys: Key[] = [];
    const reached: Record<string, string> = {};
    for (const id of await shardsOf(stream)) {
      const after = shards[id] ?? "";
      const got = await page(stream, id, after);
      keys.push(...got.keys);
      reached[id] = got.last;
    }
    return { keys, positions: { stream, shards: reached } };
  }

  return {
    async newest() {
      const stream = await arn();
      let { keys, positions } = await readAll(stream, {});
      while (keys.length > 0) ({ keys, positions } = await readAll(stream, positions.shards));
      return positions;
    },
    async read(positions) {
      for (let expired = false; ; expired = true) {
        try {
          return await readAll(positions.stream, positions.shards);
        } catch (error) {
          iterators.clear();
          const name = error instanceof Error ? error.name : "";
          if (name === "TrimmedDataAccessException" || name === "ResourceNotFoundException") throw new Lost();
          if (name !== "ExpiredIteratorException" || expired) throw error;
        }
      }
    },
  };
}
