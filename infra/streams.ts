import { MAIL_PARTITIONS, PUBLIC_PARTITIONS } from "@mainstreet/functions/aws/stream-partitions";
import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow } from "./allow.ts";
import type { Functions } from "./functions.ts";
import { followsStream } from "./rights.ts";

/** Below these beginnings of partition keys a record wakes a function. */
const startsWith = (prefixes: readonly string[]) => ({
  Keys: { pk: { S: prefixes.flatMap((prefix) => FilterRule.beginsWith(prefix)) } },
});

/**
 * Who follows the table's stream: the publisher whatever the site may show, the post office new mail. A filter is free, and
 * what it holds back calls nobody. Two followers are as many as a stream serves well.
 */
export function followStream(
  scope: Construct,
  table: TableV2,
  { publish, mail }: Functions,
  deadLetters: IQueue,
): void {
  const eventSourceArn = table.tableStreamArn;
  if (eventSourceArn === undefined) throw new Error("The table has no stream.");
  for (const { role } of [publish, mail]) if (role) allow(role, followsStream(table));
  const common = {
    eventSourceArn,
    // From the oldest record: what was written while the stack was being made is not passed over.
    startingPosition: StartingPosition.TRIM_HORIZON,
    onFailure: new SqsDlq(deadLetters),
  };

  new EventSourceMapping(scope, "PublishChanges", {
    ...common,
    target: publish,
    // Keys only, so that many fit: while one batch is published the next one gathers, and an import is drawn in a few.
    batchSize: 1_000,
    maxBatchingWindow: Duration.seconds(0),
    filters: [FilterCriteria.filter({ dynamodb: startsWith(PUBLIC_PARTITIONS) })],
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // An hour of trouble with AWS passes by itself; what is given up after it is mended by the next nightly publish.
    retryAttempts: 100,
    maxRecordAge: Duration.hours(1),
  });
  new EventSourceMapping(scope, "MailWritten", {
    ...common,
    target: mail,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(1),
    filters: [
      FilterCriteria.filter({ eventName: FilterRule.isEqual("INSERT"), dynamodb: startsWith(MAIL_PARTITIONS) }),
    ],
    // It only wakes: what waits is in the table, and the clock looks there every minute.
    retryAttempts: 2,
    maxRecordAge: Duration.minutes(5),
  });
}
