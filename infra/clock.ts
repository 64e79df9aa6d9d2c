import { Aws, Duration } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow } from "./allow.ts";
import type { Functions } from "./functions.ts";
import { calls } from "./rights.ts";
import type { Stage } from "./stage.ts";

/** A minute later the next call is there anyway. */
const LATEST = Duration.minutes(1);

/** What is done by the clock. Calls that failed are not repeated: the next one does the same work. */
export function windClock(scope: Construct, stage: Stage, { tick, publish }: Functions, deadLetters: IQueue): void {
  const ours = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };
  const role = new Role(scope, "ClockRole", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", { conditions: ours }),
  });
  for (const target of [tick, publish]) {
    target.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: LATEST,
      onFailure: new SqsDestination(deadLetters),
    });
    allow(role, calls(target.functionArn));
  }
  allow(role, { actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] });
  const every = (id: string, scheduleExpression: string, target: Functions["tick"], input: object) =>
    new CfnSchedule(scope, `Every${id}`, {
      name: `mainstreet-${stage.name}-${id.toLowerCase()}`,
      scheduleExpression,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: LATEST.toSeconds() },
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });

  every("Tick", "rate(1 minute)", tick, {});
  every("Catch", "rate(1 minute)", publish, { publish: "tick" });
  // It does something once a local day of the chamber, whose midnight lies on a quarter of an hour everywhere.
  every("Nightly", "cron(1/15 * * * ? *)", publish, { publish: "nightly" });
}
