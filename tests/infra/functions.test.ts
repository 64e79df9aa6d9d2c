import { MAIL_PARTITIONS, PUBLIC_PARTITIONS } from "@mainstreet/functions/aws/stream-partitions";
import { FUNCTIONS } from "@mainstreet/infra/stage";
import { changedBy, leaseKey, META } from "@mainstreet/store/keys";
import { letterKey } from "@mainstreet/store/mail-keys";
import { expect, test } from "vitest";
import * as z from "zod";
import { resourcesOf, synthesize } from "./synth.ts";

const { backendTemplate } = synthesize("production");
const functions = resourcesOf(backendTemplate, "AWS::Lambda::Function").map(({ Properties }) => Properties);

test("every function is the bundle of its name, on Node 24 and arm64, with a log and an end", () => {
  expect(functions.map(({ FunctionName }) => FunctionName).toSorted()).toEqual(
    FUNCTIONS.map((name) => `mainstreet-production-${name}`).toSorted(),
  );
  for (const properties of functions) {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      Timeout: expect.any(Number),
    });
  }
});

test("no concurrency is set aside: a lease in the table keeps publishers to one, and small accounts have none to spare", () => {
  expect(JSON.stringify(functions)).not.toContain("ReservedConcurrentExecutions");
});

test("an environment says where things are, and nothing secret", () => {
  const names = functions.map(({ Environment }) =>
    Object.keys(z.object({ Variables: z.record(z.string(), z.json()) }).parse(Environment).Variables).toSorted(),
  );

  const usual = ["MAIL_FROM", "PARAMETERS", "SITE_BUCKET", "STAFF_PASSKEY", "STAGE", "TABLE_NAME", "UPLOAD_BUCKET"];
  expect(new Set(names.map((each) => each.join(" ")))).toEqual(
    new Set([usual.join(" "), [...usual, "UPLOAD_FUNCTION"].toSorted().join(" ")]),
  );
  expect(JSON.stringify(functions)).not.toMatch(/resolve:|pepper|edge-secret/);
});

const Mapping = z.object({
  BatchSize: z.number(),
  MaximumBatchingWindowInSeconds: z.number(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).length(1) }),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.json() }) }),
});
const Filter = z.object({
  eventName: z.array(z.string()).optional(),
  dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.array(z.object({ prefix: z.string() })) }) }) }),
});
const mappings = resourcesOf(backendTemplate, "AWS::Lambda::EventSourceMapping").map(({ Properties }) => {
  const mapping = Mapping.parse(Properties);
  const { eventName, dynamodb } = Filter.parse(JSON.parse(mapping.FilterCriteria.Filters[0]?.Pattern ?? ""));
  return { ...mapping, eventName, prefixes: dynamodb.Keys.pk.S.map(({ prefix }) => prefix) };
});
const publishes = mappings.find(({ prefixes }) => prefixes.includes("LISTING#"));
const mails = mappings.find(({ prefixes }) => prefixes.includes("OUT#"));

test("a change of what the site shows is published at once, and a bad record holds up no other", () => {
  expect(publishes).toMatchObject({
    BatchSize: 1_000,
    MaximumBatchingWindowInSeconds: 0,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  });
  expect(publishes?.prefixes).toEqual([...PUBLIC_PARTITIONS]);
});

test("mail wakes the post office when it is new", () => {
  expect(mails).toMatchObject({ eventName: ["INSERT"], prefixes: [...MAIL_PARTITIONS] });
});

test("no change of the public site is filtered away, and the publisher's own lease does not wake it", () => {
  const passes = (pk: string) => publishes?.prefixes.some((prefix) => pk.startsWith(prefix)) ?? false;
  const shown = [
    "CHAMBER",
    "CATEGORY",
    "MEMBER#mem_1",
    "LISTING#lst_1",
    "EVENT#evt_1",
    "SEATS#evt_1",
    "SEATS#evt_1#R#3",
  ];

  expect(shown.filter((pk) => changedBy({ pk, sk: META }) === null)).toEqual([]);
  expect(shown.filter((pk) => !passes(pk))).toEqual([]);
  expect(passes(leaseKey("publisher").pk)).toBe(false);
  expect(passes(letterKey("abc").pk)).toBe(false);
});

test("the clock calls every minute, and for the chamber's midnight every quarter of an hour", () => {
  const schedules = resourcesOf(backendTemplate, "AWS::Scheduler::Schedule").map(({ Properties }) => [
    Properties.Name,
    Properties.ScheduleExpression,
    JSON.stringify(Properties.Target).match(/"Input":"(.*?[^\\])"/)?.[1],
  ]);

  expect(schedules.toSorted()).toEqual([
    ["mainstreet-production-catch", "rate(1 minute)", '{\\"publish\\":\\"tick\\"}'],
    ["mainstreet-production-nightly", "cron(1/15 * * * ? *)", '{\\"publish\\":\\"nightly\\"}'],
    ["mainstreet-production-tick", "rate(1 minute)", "{}"],
  ]);
});

test("whatever is given up, by whomever, is in the dead letters", () => {
  const [queue = ""] = Object.keys(backendTemplate.findResources("AWS::SQS::Queue"));
  const sources = [
    ...resourcesOf(backendTemplate, "AWS::Lambda::EventSourceMapping"),
    ...resourcesOf(backendTemplate, "AWS::Lambda::EventInvokeConfig"),
    ...resourcesOf(backendTemplate, "AWS::Scheduler::Schedule"),
  ];

  expect(sources).toHaveLength(7);
  expect(sources.filter((source) => !JSON.stringify(source).includes(`"Fn::GetAtt":["${queue}","Arn"]`))).toEqual([]);
});

test("each alarm says what to do, tells somebody, and says when it is over", () => {
  const alarms = resourcesOf(backendTemplate, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);

  expect(alarms.map(({ AlarmName }) => String(AlarmName).replace("mainstreet-production-", "")).toSorted()).toEqual([
    "DeadLetters",
    "MailBounces",
    "PublisherBehind",
    "ServerErrors",
    "Throttles",
  ]);
  for (const alarm of alarms) {
    expect(String(alarm.AlarmDescription).length).toBeGreaterThan(100);
    expect(alarm).toMatchObject({ AlarmActions: [{}], OKActions: [{}], TreatMissingData: "notBreaching" });
  }
  backendTemplate.hasResourceProperties("AWS::SNS::Subscription", {
    Protocol: "email",
    Endpoint: "ann@chamber.example",
  });
  backendTemplate.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
});

test("somebody hears before a month costs more than the budget", () => {
  backendTemplate.hasResourceProperties("AWS::Budgets::Budget", {
    Budget: { BudgetLimit: { Amount: 10, Unit: "USD" }, TimeUnit: "MONTHLY" },
  });
});

test("a trial costs nothing for being watched", () => {
  const { backendTemplate: trial } = synthesize("trial", { alarmsTo: null, hasDashboard: false });

  for (const type of ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::Budgets::Budget"]) {
    trial.resourceCountIs(type, 0);
  }
});

test("mail is signed by the chamber's own domain, where this stage is the one that makes it known", () => {
  backendTemplate.hasResourceProperties("AWS::SES::EmailIdentity", {
    EmailIdentity: "chamber.example",
    DkimAttributes: { SigningEnabled: true },
  });
  expect(["Dkim1", "Dkim2", "Dkim3"].every((name) => Object.keys(backendTemplate.findOutputs(name)).length === 1)).toBe(
    true,
  );
  synthesize("trial", { makesMailIdentity: false }).backendTemplate.resourceCountIs("AWS::SES::EmailIdentity", 0);
});
