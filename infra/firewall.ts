import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/** So many requests to the API from one address within five minutes are a visitor at work; more are a machine. */
const MOST_REQUESTS = 1_000;

/** Turns away whoever asks the API too often. Files of the site are CloudFront's own affair. @returns its address */
export function makeFirewall(scope: Construct, stage: Stage): string {
  const visibilityConfig = (metricName: string) => ({
    cloudWatchMetricsEnabled: true,
    metricName,
    // Samples would hold visitors' addresses.
    sampledRequestsEnabled: false,
  });
  return new CfnWebACL(scope, "Firewall", {
    name: `mainstreet-${stage.name}`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibilityConfig("all"),
    rules: [
      {
        name: "too-often",
        priority: 0,
        action: { block: {} },
        visibilityConfig: visibilityConfig("too-often"),
        statement: {
          rateBasedStatement: {
            aggregateKeyType: "IP",
            limit: MOST_REQUESTS,
            evaluationWindowSec: 300,
            scopeDownStatement: {
              byteMatchStatement: {
                searchString: "/api/",
                fieldToMatch: { uriPath: {} },
                positionalConstraint: "STARTS_WITH",
                textTransformations: [{ priority: 0, type: "NORMALIZE_PATH" }],
              },
            },
          },
        },
      },
    ],
  }).attrArn;
}
