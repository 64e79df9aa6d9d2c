import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Random, Sleep } from "@mainstreet/core/needs";
import { keyOf, type RawItem } from "./backup-item.ts";
import type { Key } from "./keys.ts";
import { retrying } from "./retry.ts";
import { createStream, type Stream } from "./stream.ts";
import { createTable, type Table } from "./table.ts";
import { ensureTable } from "./table-definition.ts";

/** A table as backups see it: items as they are, without a look at what is in them. */
export type WholeTable = {
  readonly name: string;
  /** The same table for everything else. */
  readonly table: Table;
  readonly stream: Stream;
  /** A page of one of `of` segments, strongly consistent, and the key after which the next begins; null after the last. */
  scan(part: { readonly segment: number; readonly of: number; readonly after: Key | null }): Promise<{
    readonly items: readonly RawItem[];
    readonly next: Key | null;
  }>;
  /** The items of different keys, strongly consistent; those that are not there are left out. */
  read(keys: readonly Key[]): Promise<RawItem[]>;
  /** Puts and removes items of different keys, whatever was there, in no order. */
  write(puts: readonly RawItem[], gone?: readonly Key[]): Promise<void>;
  /** Makes the table, for a restore that is only tried out. */
  make(): Promise<void>;
};

const READ_AT_ONCE = 100;
const WRITTEN_AT_ONCE = 25;
const LANES = 4;

/** A table over clients of DynamoDB and of its streams. */
export function wholeTable(needs: {
  client: Pick<DynamoDBClient, "send">;
  streams: Pick<DynamoDBStreamsClient, "send">;
  name: string;
  sleep: Sleep;
  random: Random;
}): WholeTable {
  const { client, name } = needs;
  const again = retrying(needs);

  /** What was not done means throttling: a pause, longer each time nothing came through, keeps this from hammering. */
  async function pause(idle: number): Promise<void> {
    await needs.sleep(Math.min(5_000, 50 * 2 ** idle));
  }

  async function readBatch(keys: readonly Key[]): Promise<RawItem[]> {
    const items: RawItem[] = [];
    let rest: Record<string, RawItem[string]>[] = keys.map((key) => marshall(key));
    for (let idle = 0; rest.length > 0; ) {
      const asked = { [name]: { Keys: rest, ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await again(() =>
        client.send(new BatchGetItemCommand({ RequestItems: asked })),
      );
      const got = Responses?.[name] ?? [];
      items.push(...got);
      rest = UnprocessedKeys?.[name]?.Keys ?? [];
      idle = got.length > 0 ? 0 : idle + 1;
      if (rest.length > 0) await pause(idle);
    }
    return items;
  }

  async function writeBatch(requests: readonly WriteRequest[]): Promise<void> {
    let rest = [...requests];
    for (let idle = 0; rest.length > 0; ) {
      const asked = { [name]: rest };
      const { UnprocessedItems } = await again(() => client.send(new BatchWriteItemCommand({ RequestItems: asked })));
      const left = UnprocessedItems?.[name] ?? [];
      idle = left.length < rest.length ? 0 : idle + 1;
      rest = left;
      if (rest.length > 0) await pause(idle);
    }
  }

  return {
    name,
    table: createTable(needs),
    stream: createStream(needs),

    async scan({ segment, of, after }) {
      const { Items = [], LastEvaluatedKey } = await again(() =>
        client.send(
          new ScanCommand({
            TableName: name,
            ConsistentRead: true,
            Segment: segment,
            TotalSegments: of,
            ...(after && { ExclusiveStartKey: marshall(after) }),
          }),
        ),
      );
      return { items: Items, next: LastEvaluatedKey ? keyOf(LastEvaluatedKey) : null };
    },

    async read(keys) {
      const items: RawItem[] = [];
      for (let from = 0; from < keys.length; from += READ_AT_ONCE)
        items.push(...(await readBatch(keys.slice(from, from + READ_AT_ONCE))));
      return items;
    },

    async write(puts, gone = []) {
      const requests: WriteRequest[] = [
        ...puts.map((Item) => ({ PutRequest: { Item } })),
        ...gone.map((key) => ({ DeleteRequest: { Key: marshall(key) } })),
      ];
      const batches: WriteRequest[][] = [];
      for (let from = 0; from < requests.length; from += WRITTEN_AT_ONCE)
        batches.push(requests.slice(from, from + WRITTEN_AT_ONCE));
      const rest = batches.values();
      const lane = async () => {
        for (const batch of rest) await writeBatch(batch);
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    },

    async make() {
      await ensureTable(client, name, needs.sleep);
    },
  };
}
