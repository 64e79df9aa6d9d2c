import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Functions } from "./functions.ts";

/** What is measured of a stage: AWS counts all of it by itself, and asks nothing for it. */
export type Measures = {
  /** How long the newest record of the stream that was published had waited, in milliseconds. */
  readonly publisherAge: Metric;
  readonly deadLetters: Metric;
  /** Answers of the API with a status from 500 on. */
  readonly serverErrors: Metric;
  readonly requests: Metric;
  /** From API Gateway's side, in milliseconds. */
  readonly latency: (percentile: number) => Metric;
  /** Of all mail of the account, from 0 to 1. */
  readonly bounceRate: Metric;
  /** Calls of all functions of the account that were turned away. */
  readonly throttles: Metric;
};

export function measuresOf(parts: {
  readonly functions: Functions;
  readonly http: HttpApi;
  readonly deadLetters: IQueue;
}): Measures {
  const { functions, http, deadLetters } = parts;
  const { SUM, MAXIMUM } = Stats;
  return {
    publisherAge: functions.publish.metric("IteratorAge", { statistic: MAXIMUM }),
    deadLetters: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: MAXIMUM }),
    serverErrors: http.metricServerError({ statistic: SUM }),
    requests: http.metricCount({ statistic: SUM }),
    latency: (percentile) => http.metricLatency({ statistic: Stats.percentile(percentile) }),
    bounceRate: new Metric({ namespace: "AWS/SES", metricName: "Reputation.BounceRate", statistic: MAXIMUM }),
    throttles: new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", statistic: SUM }),
  };
}
