import * as Keys from "@mainstreet/store/keys";
import { tableDefinition } from "@mainstreet/store/table-definition";
import type { Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import * as z from "zod";
import { resourcesOf, synthesize } from "./synth.ts";

const production = synthesize("production");
const trial = synthesize("trial");
const KEEPS_DATA = ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::Logs::LogGroup"];

test("the table has the keys, the index and the stream that the store has", () => {
  const [table] = resourcesOf(production.backendTemplate, "AWS::DynamoDB::GlobalTable");

  const { TableName, KeySchema, GlobalSecondaryIndexes, BillingMode, StreamSpecification, AttributeDefinitions } =
    tableDefinition("mainstreet-production");
  expect(table?.Properties).toMatchObject({
    ...{ TableName, KeySchema, GlobalSecondaryIndexes, BillingMode, AttributeDefinitions },
    StreamSpecification: { StreamViewType: StreamSpecification?.StreamViewType },
    TimeToLiveSpecification: { AttributeName: Keys.TTL, Enabled: true },
  });
  expect(table?.Properties.GlobalSecondaryIndexes).toEqual([
    expect.objectContaining({
      IndexName: Keys.INDEX.name,
      KeySchema: [
        { AttributeName: Keys.INDEX.pk, KeyType: "HASH" },
        { AttributeName: Keys.INDEX.sk, KeyType: "RANGE" },
      ],
    }),
  ]);
});

test("production's table refuses to be deleted, and any second of it can be brought back", () => {
  const [table] = resourcesOf(production.backendTemplate, "AWS::DynamoDB::GlobalTable");

  expect(table?.Properties.Replicas).toEqual([
    expect.objectContaining({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  ]);
});

test("whatever production keeps outlives its stacks, which refuse to be deleted", () => {
  const kept = KEEPS_DATA.flatMap((type) => resourcesOf(production.backendTemplate, type));

  expect(kept).toHaveLength(8);
  expect(
    kept.filter(
      ({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== "Retain" || UpdateReplacePolicy !== "Retain",
    ),
  ).toEqual([]);
  expect([production.backend.terminationProtection, production.edge.terminationProtection]).toEqual([true, true]);
});

test("a trial is removed to nothing: no table is protected, no bucket is left for its files", () => {
  const made = KEEPS_DATA.flatMap((type) => resourcesOf(trial.backendTemplate, type));
  const [table] = resourcesOf(trial.backendTemplate, "AWS::DynamoDB::GlobalTable");

  expect(made.filter(({ DeletionPolicy }) => DeletionPolicy !== "Delete")).toEqual([]);
  expect(JSON.stringify(table)).toContain('"DeletionProtectionEnabled":false');
  expect(resourcesOf(trial.backendTemplate, "Custom::S3AutoDeleteObjects")).toHaveLength(2);
  expect([trial.backend.terminationProtection, trial.edge.terminationProtection]).toEqual([false, false]);
  expect(JSON.stringify(trial.edgeTemplate.toJSON())).not.toContain('"Retain"');
});

test("logs are kept for 30 days, of a trial for 7", () => {
  const days = [production, trial].map(({ backendTemplate }) =>
    resourcesOf(backendTemplate, "AWS::Logs::LogGroup").map(({ Properties }) => Properties.RetentionInDays),
  );

  expect(days).toEqual([Array(5).fill(30), Array(5).fill(7)]);
});

test("what is kept is encrypted, and nothing is asked for in the clear", () => {
  const [table] = resourcesOf(production.backendTemplate, "AWS::DynamoDB::GlobalTable");
  const buckets = resourcesOf(production.backendTemplate, "AWS::S3::Bucket");
  const policies = [
    ...resourcesOf(production.backendTemplate, "AWS::S3::BucketPolicy"),
    ...resourcesOf(production.backendTemplate, "AWS::SQS::QueuePolicy"),
    ...resourcesOf(production.backendTemplate, "AWS::SNS::TopicPolicy"),
  ];

  // "false" is DynamoDB's own key, under which every table is encrypted; "true" would be one that costs with each request.
  expect(table?.Properties.SSESpecification).toEqual({ SSEEnabled: false });
  for (const { Properties } of buckets) {
    expect(Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
  }
  production.backendTemplate.hasResourceProperties("AWS::SQS::Queue", { SqsManagedSseEnabled: true });
  expect(policies).toHaveLength(4);
  for (const policy of policies) expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
});

test("what somebody has just sent is gone after a day at most", () => {
  production.backendTemplate.hasResourceProperties("AWS::S3::Bucket", {
    LifecycleConfiguration: { Rules: [{}, { Prefix: "quarantine/", ExpirationInDays: 1, Status: "Enabled" }] },
  });
});

test("no two stages of an account share a name", () => {
  const names = [production, trial].map(({ backendTemplate, edgeTemplate }) =>
    [backendTemplate, edgeTemplate].flatMap((template) => namesIn(template)),
  );
  const [one = [], other = []] = names;

  expect(one.length).toBeGreaterThan(25);
  expect(one.filter((name) => other.includes(name))).toEqual([]);
});

/** Whatever a resource itself is called by, but for what is only ever asked for below an account's own resource. */
function namesIn(template: Template): string[] {
  return Object.values(template.toJSON().Resources ?? {}).flatMap((found) => {
    const { Type, Properties } = z
      .object({ Type: z.string(), Properties: z.record(z.string(), z.json()) })
      .parse(found);
    if (/^(AWS::IAM|AWS::ApiGatewayV2|AWS::Lambda::(Permission|EventInvokeConfig)|Custom)/.test(Type)) return [];
    const configs = [Properties, ...Object.values(Properties)].filter(
      (each) => typeof each === "object" && each !== null,
    );
    return configs.flatMap((config) =>
      Object.entries(config)
        .filter(([key]) => /^(\w+[a-z])?Name$/.test(key) && key !== "AttributeName" && key !== "MetricName")
        .map(([, content]) => JSON.stringify(content))
        .filter((text) => !text.includes('"Ref":"') || text.includes("mainstreet")),
    );
  });
}
