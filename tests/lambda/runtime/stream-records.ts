import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { inject } from "vitest";
import { emulated } from "../../emulator/table.ts";
import { streamEvent, type TableRecord } from "./events.ts";

/** Reads the stream of a table as an event source does: from where it was, and only what its filter lets through. */
export function eventSource(tableName: string, partitions: readonly string[], eventNames?: readonly string[]) {
  const streams = new DynamoDBStreamsClient({ endpoint: inject("dynamodb"), ...EMULATED });
  const client: DynamoDBClient = emulated();
  const reached = new Map<string, string>();

  return {
    /** What came since, as one event; null when nothing did that is of interest. */
    async next(): Promise<object | null> {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
      const { LatestStreamArn: StreamArn = "" } = Table ?? {};
      const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
      const records: TableRecord[] = [];
      for (const { ShardId } of StreamDescription?.Shards ?? []) {
        const after = reached.get(ShardId ?? "");
        let { ShardIterator } = await streams.send(
          new GetShardIteratorCommand({
            StreamArn,
            ShardId,
            ...(after === undefined
              ? { ShardIteratorType: "TRIM_HORIZON" }
              : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after }),
          }),
        );
        for (;;) {
          const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
          for (const { eventID = "", eventName = "MODIFY", dynamodb } of Records) {
            const [pk = "", sk = ""] = [dynamodb?.Keys?.pk?.S, dynamodb?.Keys?.sk?.S];
            records.push({ eventID, eventName, key: { pk, sk }, sequence: dynamodb?.SequenceNumber ?? "" });
          }
          reached.set(ShardId ?? "", Records.at(-1)?.dynamodb?.SequenceNumber ?? reached.get(ShardId ?? "") ?? "0");
          ShardIterator = NextShardIterator;
          if (Records.length === 0 || !ShardIterator) break;
        }
      }
      const wanted = records.filter(
        ({ key, eventName }) =>
          partitions.some((prefix) => key.pk.startsWith(prefix)) && (eventNames?.includes(eventName ?? "") ?? true),
      );
      return wanted.length === 0 ? null : streamEvent(wanted);
    },
  };
}
