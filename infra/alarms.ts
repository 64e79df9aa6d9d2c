import { Aws, Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Measures } from "./measures.ts";
import type { Stage } from "./stage.ts";

type Watch = {
  readonly id: string;
  readonly metric: Metric;
  readonly atLeast: number;
  /** How many of the metric's periods in a row. */
  readonly periods: number;
  /** What has happened, and what to do about it. */
  readonly action: string;
};

/** The few things of which somebody must hear, each with what to do. They mend themselves in most cases; then they say so too. */
export function watched(measures: Measures): readonly Watch[] {
  return [
    {
      id: "PublisherBehind",
      metric: measures.publisherAge.with({ period: Duration.minutes(5) }),
      atLeast: 120_000,
      periods: 2,
      action:
        "Edits have waited for more than two minutes to reach the site. Look into the log of the function “publish”: after an " +
        "error there, deploy the version of before; without one it is drawing many pages after an import, and needs nothing.",
    },
    {
      id: "DeadLetters",
      metric: measures.deadLetters.with({ period: Duration.minutes(5) }),
      atLeast: 1,
      periods: 1,
      action:
        "A function gave something up. Read the message in the queue: it names the function. Look into that function's log, mend " +
        'the cause, then invoke “publish” with {"publish":"all"}, which brings the site up to date, and purge the queue.',
    },
    {
      id: "ServerErrors",
      metric: measures.serverErrors.with({ period: Duration.minutes(5) }),
      atLeast: 5,
      periods: 2,
      action:
        "The API fails for several visitors. Look for “error” in the log of the function “api”; if it began with a deploy, deploy " +
        "the version of before. The pages of the site go on without the API.",
    },
    {
      id: "MailBounces",
      metric: measures.bounceRate.with({ period: Duration.hours(1) }),
      atLeast: 0.04,
      periods: 1,
      action:
        "Of a hundred mails four come back; at five SES looks into the account, at ten it may stop all mail. Stop announcements, " +
        "and look at /staff/ for members whose addresses are wrong.",
    },
    {
      id: "Throttles",
      metric: measures.throttles.with({ period: Duration.minutes(5) }),
      atLeast: 5,
      periods: 2,
      action:
        "AWS turns calls of functions away: more run at once than the account may. Accounts begin with a limit of 10: ask for 1,000 " +
        "under Service Quotas, Lambda, “Concurrent executions”. If one address asks all the time, switch the firewall on.",
    },
  ];
}

/** Makes the alarms, and the topic that tells of them by mail. */
export function makeAlarms(scope: Construct, stage: Stage, measures: Measures): readonly Alarm[] {
  const topic = new Topic(scope, "Alarms", { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  if (stage.alarmsTo !== null) topic.addSubscription(new EmailSubscription(stage.alarmsTo));
  return watched(measures).map(({ id, metric, atLeast, periods, action }) => {
    const alarm = new Alarm(scope, `When${id}`, {
      alarmName: `mainstreet-${stage.name}-${id}`,
      alarmDescription: action,
      metric,
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
    return alarm;
  });
}
