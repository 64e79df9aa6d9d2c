import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Settings, settingsOf } from "@mainstreet/infra/settings";
import { addStacks, makeApp, type Shipper } from "@mainstreet/infra/stacks";
import { stageOf } from "@mainstreet/infra/stage";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";

const Parsed = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.json()),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
/** A resource of a template. */
export type Resource = z.infer<typeof Parsed>;

/** Settings as a chamber would have them. */
export const SETTINGS: Settings = {
  ...settingsOf("production"),
  mailFrom: "office@chamber.example",
  alarmsTo: "ann@chamber.example",
  hasDashboard: true,
};

/**
 * Both stacks of a stage, synthesized without a network. What takes seconds is left to the one test that is about it: the
 * check against CloudFormation's schemas, and copying the functions' files.
 */
export function synthesize(name: string, settings: Partial<Settings> = {}, shipper: Shipper = "cdk") {
  const outdir = mkdtempSync(path.join(tmpdir(), "mainstreet-cdk-"));
  const context = { "aws:cdk:disable-asset-staging": true };
  const app = makeApp({ outdir, context, builtinCloudFormationValidation: false });
  const stage = stageOf(name, { ...SETTINGS, ...settings });
  const stacks = addStacks(app, stage, shipper);
  return {
    app,
    outdir,
    stage,
    ...stacks,
    backendTemplate: Template.fromStack(stacks.backend),
    edgeTemplate: Template.fromStack(stacks.edge),
  };
}

/** The resources of a type. */
export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type)).map((found) => Parsed.parse(found));
}
