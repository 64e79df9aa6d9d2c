import { leaseKey } from "@mainstreet/store/keys";
import { Aws } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Right } from "./allow.ts";
import { mailDomain, type Stage } from "./stage.ts";

const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];
/** A transaction asks for the right of each of its actions. */
const WRITES = ["dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"];

/** Reads the table and its index. */
export function readsTable(table: TableV2, index: string): Right {
  return { actions: READS, resources: [table.tableArn, `${table.tableArn}/index/${index}`] };
}

/** Writes whatever is in the table. */
export function writesTable(table: TableV2): Right {
  return { actions: WRITES, resources: [table.tableArn] };
}

/** Writes the lease of the publisher and nothing else: not even by a mistake of ours can a publish change the chamber. */
export function writesLease(table: TableV2): Right {
  return {
    actions: WRITES,
    resources: [table.tableArn],
    conditions: {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [leaseKey("publisher").pk] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  };
}

/** Reads the parameters of a stage; those that are secret too, whose key is the account's own for this service. */
export function readsParameters(stage: Stage, names: readonly string[]): Right {
  const prefix = `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter`;
  return { actions: ["ssm:GetParameters"], resources: names.map((name) => `${prefix}${stage.parameters}${name}`) };
}

/** Does something with the files below some paths of a bucket. */
export function files(bucket: Bucket, verbs: readonly ("Get" | "Put" | "Delete")[], paths: readonly string[]): Right {
  return {
    actions: verbs.map((verb) => `s3:${verb}Object`),
    resources: paths.map((path) => bucket.arnForObjects(path)),
    because: `Files are named after what they hold, so a right is for all of one kind: ${paths.join(", ")}.`,
  };
}

/** Lists a bucket; without it S3 says "forbidden" of a file that is not there. */
export function listsBucket(bucket: Bucket): Right {
  return { actions: ["s3:ListBucket"], resources: [bucket.bucketArn] };
}

/** Sends mail from the chamber's address, whether its domain is known to SES or the address alone. */
export function sendsMail(stage: Stage): Right {
  const identities = [mailDomain(stage), stage.mailFrom];
  const prefix = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/`;
  return {
    actions: ["ses:SendEmail", "ses:SendRawEmail"],
    resources: identities.map((identity) => prefix + identity),
    conditions: { StringEquals: { "ses:FromAddress": stage.mailFrom } },
  };
}

/** Calls a function. */
export function calls(arn: string): Right {
  return { actions: ["lambda:InvokeFunction"], resources: [arn] };
}

/** Follows the stream of the table. */
export function followsStream(table: TableV2): Right {
  const arn = table.tableStreamArn ?? "";
  return {
    actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    resources: [arn],
  };
}
