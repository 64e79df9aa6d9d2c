import { INDEX, TTL } from "@mainstreet/store/keys";
import { tableDefinition } from "@mainstreet/store/table-definition";
import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/**
 * The one table, as the store defines it: the emulator of `npm start` and AWS get theirs from the same page.
 * It is encrypted with a key of DynamoDB's own, which costs nothing; people's texts are sealed by the store besides.
 */
export function makeTable(scope: Construct, stage: Stage): TableV2 {
  const { GlobalSecondaryIndexes = [], KeySchema, StreamSpecification } = tableDefinition(stage.tableName);
  return new TableV2(scope, "Table", {
    tableName: stage.tableName,
    ...keysOf(KeySchema),
    globalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
      indexName: index.IndexName ?? INDEX.name,
      ...keysOf(index.KeySchema),
      projectionType: ProjectionType.ALL,
    })),
    billing: Billing.onDemand(),
    timeToLiveAttribute: TTL,
    ...(StreamSpecification?.StreamViewType === "KEYS_ONLY" && { dynamoStream: StreamViewType.KEYS_ONLY }),
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: stage.hasPointInTimeRecovery },
    deletionProtection: stage.isProtected,
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

type KeySchema = ReturnType<typeof tableDefinition>["KeySchema"];

function keysOf(schema: KeySchema): { partitionKey: Attribute; sortKey: Attribute } {
  const named = (type: string): Attribute => {
    const name = schema?.find(({ KeyType }) => KeyType === type)?.AttributeName;
    if (name === undefined) throw new Error(`The store's table has no ${type} key.`);
    return { name, type: AttributeType.STRING };
  };
  return { partitionKey: named("HASH"), sortKey: named("RANGE") };
}
