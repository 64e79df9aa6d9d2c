import { AlarmStatusWidget, Dashboard, GraphWidget, type IAlarm, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { Functions } from "./functions.ts";
import type { Measures } from "./measures.ts";
import type { Stage } from "./stage.ts";

/** One page that answers whether the chamber is well: alarms on top, below them what they are made of and what costs money. */
export function makeDashboard(
  scope: Construct,
  stage: Stage,
  {
    measures,
    functions,
    table,
    alarms,
  }: {
    readonly measures: Measures;
    readonly functions: Functions;
    readonly table: TableV2;
    readonly alarms: readonly IAlarm[];
  },
): void {
  const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 8 });
  const all = Object.values(functions);
  new Dashboard(scope, "Dashboard", {
    dashboardName: `mainstreet-${stage.name}`,
    widgets: [
      [new AlarmStatusWidget({ title: "What needs somebody", alarms: [...alarms], width: 24, height: 3 })],
      [
        graph("Requests to the API", measures.requests, measures.serverErrors),
        graph("The API takes, in ms", measures.latency(50), measures.latency(99)),
        graph("Edits wait for the site, in ms", measures.publisherAge, functions.publish.metricDuration()),
      ],
      [
        graph("Calls of functions", ...all.map((each) => each.metricInvocations())),
        graph("Failures of functions", ...all.map((each) => each.metricErrors()), measures.throttles),
        graph("Given up", measures.deadLetters),
      ],
      [
        graph("Units read", table.metricConsumedReadCapacityUnits()),
        graph("Units written", table.metricConsumedWriteCapacityUnits()),
        graph("Mail that comes back", measures.bounceRate),
      ],
    ],
  });
}
