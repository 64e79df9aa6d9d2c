import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
  type UpdateTimeToLiveCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Sleep } from "@mainstreet/core/needs";
import { INDEX, TTL } from "./keys.ts";

/** What the table looks like: keys, the one index, and a stream of keys only, so that nothing personal flows through it. */
export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["pk", "sk", INDEX.pk, INDEX.sk].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: INDEX.name,
        KeySchema: [
          { AttributeName: INDEX.pk, KeyType: "HASH" },
          { AttributeName: INDEX.sk, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  };
}

/** By which attribute DynamoDB clears items away, within days of their time: nobody may count on when. */
export function timeToLive(name: string): UpdateTimeToLiveCommandInput {
  return { TableName: name, TimeToLiveSpecification: { AttributeName: TTL, Enabled: true } };
}

/** Makes the table unless it is there, waits until it is ready and has it cleared. True when it was made now. */
export async function ensureTable(client: Pick<DynamoDBClient, "send">, name: string, sleep: Sleep): Promise<boolean> {
  let made = false;
  for (let tried = 0; tried < 120; tried++) {
    try {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      if (Table?.TableStatus === "ACTIVE") {
        await ensureCleared(client, name);
        return made;
      }
    } catch (error) {
      if (!isNamed(error, "ResourceNotFoundException")) throw error;
      made = (await create(client, name)) || made;
    }
    await sleep(tried < 10 ? 20 : 500);
  }
  throw new Error(`The table ${name} did not become ready within a minute.`);
}

async function ensureCleared(client: Pick<DynamoDBClient, "send">, name: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  const { TimeToLiveStatus: status } = TimeToLiveDescription ?? {};
  if (status === "ENABLED" || status === "ENABLING") return;
  try {
    await client.send(new UpdateTimeToLiveCommand(timeToLive(name)));
  } catch (error) {
    // Somebody else has just switched it on, which may be done once an hour.
    if (!isNamed(error, "ValidationException")) throw error;
  }
}

/** False when somebody else has begun to make it in the meantime. */
async function create(client: Pick<DynamoDBClient, "send">, name: string): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(tableDefinition(name)));
    return true;
  } catch (error) {
    if (isNamed(error, "ResourceInUseException")) return false;
    throw error;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
