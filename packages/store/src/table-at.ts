import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Random, Sleep } from "@mainstreet/core/needs";
import { openClient } from "./client.ts";
import { createTable, type Table } from "./table.ts";
import { type WholeTable, wholeTable } from "./whole-table.ts";

/** Where a table is, for programs that may not hold an AWS client themselves. */
export type TableAt = {
  /** Such as http://127.0.0.1:8000. */
  readonly endpoint: string;
  readonly region: string;
  /** What an emulator is shown; without them the AWS SDK looks for its own. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly name: string;
  readonly sleep: Sleep;
  readonly random: Random;
};

/** The table behind an endpoint. */
export function tableAt({ name, sleep, random, ...at }: TableAt): Table {
  return createTable({ client: openClient(at), name, sleep, random });
}

/** The same with all its items, whatever they are, and with its stream. */
export function wholeTableAt({ name, sleep, random, endpoint, ...at }: TableAt): WholeTable {
  return wholeTable({
    client: openClient({ endpoint, ...at }),
    // Streams of the real DynamoDB are answered for elsewhere; an emulator answers for both.
    streams: new DynamoDBStreamsClient({ ...at, ...(!isOfAmazon(endpoint) && { endpoint }) }),
    name,
    sleep,
    random,
  });
}

function isOfAmazon(endpoint: string): boolean {
  return new URL(endpoint).hostname.endsWith(".amazonaws.com");
}
