import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import type { Sleep } from "@mainstreet/core/needs";
import { INDEX } from "./keys.ts";

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

/** Makes the table unless it is there, and waits until it is ready. True when it was made now. */
export async function ensureTable(client: Pick<DynamoDBClient, "send">, name: string, sleep: Sleep): Promise<boolean> {
  let made = false;
  for (let tried = 0; tried < 120; tried++) {
    try {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      if (Table?.TableStatus === "ACTIVE") return made;
    } catch (error) {
      if (!isNamed(error, "ResourceNotFoundException")) throw error;
      made = (await create(client, name)) || made;
    }
    await sleep(tried < 10 ? 20 : 500);
  }
  throw new Error(`The table ${name} did not become ready within a minute.`);
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
