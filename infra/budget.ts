import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/**
 * Tells somebody before a month costs too much: at 80 % of the budget, and when the month is going to end above it. It is of
 * the whole account, since AWS parts costs by tags only after the account's owner has switched that on.
 */
export function makeBudget(scope: Construct, stage: Stage): void {
  if (stage.monthlyBudget === null || stage.alarmsTo === null) return;
  const subscribers = [{ subscriptionType: "EMAIL", address: stage.alarmsTo }];
  const notice = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
    subscribers,
  });
  new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: `mainstreet-${stage.name}`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: stage.monthlyBudget, unit: "USD" },
    },
    notificationsWithSubscribers: [notice("ACTUAL", 80), notice("FORECASTED", 100)],
  });
}
