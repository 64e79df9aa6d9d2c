import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/**
 * Where everything ends up that a function has failed at for good: records of the stream, calls of the clock. One queue for
 * all, since each message says where it comes from and the answer to any of them begins in the same place.
 */
export function makeDeadLetters(scope: Construct): Queue {
  const queue = new Queue(scope, "DeadLetters", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, "AwsSolutions-SQS3", "This queue is where dead letters go; it has none of its own.");
  return queue;
}
