import { requireBundles } from "./bundles.ts";
import { settingsOf } from "./settings.ts";
import { addStacks, makeApp } from "./stacks.ts";
import { isUnset, stageOf, WrongStage } from "./stage.ts";

/*
 * The stacks of one stage, as `cdk` and `sst` ask for them: `npx cdk deploy --all -c stage=production`.
 */

const app = makeApp();
const name: unknown = app.node.tryGetContext("stage");
if (typeof name !== "string")
  throw new WrongStage("Say which stage: -c stage=production, or any other name for a trial.");
const stage = stageOf(name, settingsOf(name));
if (isUnset(stage) && app.node.tryGetContext("example") !== "yes") {
  throw new WrongStage("Put the chamber's address for mail, and what else is to be decided, into infra/settings.ts.");
}
requireBundles();
addStacks(app, stage, app.node.tryGetContext("shipper") === "sst" ? "sst" : "cdk");
app.synth();
