import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { settingsOf } from "@mainstreet/infra/settings";
import { addStacks, makeApp } from "@mainstreet/infra/stacks";
import { stageOf } from "@mainstreet/infra/stage";
import { CfnResource, Stack, Validations } from "aws-cdk-lib";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { SETTINGS } from "./synth.ts";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

/** The stacks of a stage in a folder of their own, not yet written there. */
function prepared(name: string, settings: Partial<typeof SETTINGS> = {}, checks = { ofSchemas: false }) {
  const outdir = mkdtempSync(path.join(tmpdir(), "mainstreet-checked-"));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const context = { "aws:cdk:disable-asset-staging": true };
  const app = makeApp({ outdir, context, builtinCloudFormationValidation: checks.ofSchemas });
  return { app, outdir, ...addStacks(app, stageOf(name, { ...SETTINGS, ...settings }), "cdk") };
}

const Report = z.object({
  pluginReports: z.array(z.object({ violations: z.array(z.object({ ruleName: z.string() })) })),
});

/** What a check found wrong, by the names of its rules. */
function findingsOf({ app, outdir }: ReturnType<typeof prepared>): string[] {
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ValidationFailed") throw error;
  }
  const report = JSON.parse(readFileSync(path.join(outdir, "validation-report.json"), "utf8"));
  return Report.parse(report).pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

test.each([
  ["production", {}],
  ["production", { hasFirewall: true, domain: { name: "chamber.example", certificateArn } }],
])("the rules of AWS Solutions find nothing in %s that has no written reason (%o)", (name, settings) => {
  const made = prepared(name, settings);
  Validations.of(made.app).addPlugins(new AwsSolutionsChecks(made.app));

  expect(findingsOf(made)).toEqual([]);
});

test("those rules can find something, and each reason is of something that they would find", () => {
  const made = prepared("production");
  const found = new Set<string>();
  const rules = Object.assign(new AwsSolutionsChecks(made.app), {
    isAcknowledged: (resource: CfnResource, id: string) => {
      for (const above of resource.node.scopes) found.add(`${above.node.path} ${id}`);
      return false;
    },
  });
  Validations.of(made.app).addPlugins(rules);
  new CfnQueue(made.backend, "Careless");

  const findings = findingsOf(made);

  expect(findings).toContain("AwsSolutions-SQS4");
  const reasons = made.app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)))
      .filter(([id]) => id.includes("AwsSolutions-"))
      .map(([id, reason]) => ({ at: `${construct.node.path} ${id.replace(/^annotation::/i, "")}`, reason })),
  );
  expect(reasons.length).toBeGreaterThan(10);
  expect(reasons.filter(({ reason }) => reason.length < 40)).toEqual([]);
  expect(reasons.filter(({ at }) => !found.has(at))).toEqual([]);
});

// Of a trial they are asked wherever its stacks are made for SST.
test("CloudFormation's own schemas know every resource as it is", () => {
  expect(findingsOf(prepared("production", {}, { ofSchemas: true }))).toEqual([]);
});

test("a property that CloudFormation does not know stops the stacks from being made", () => {
  const outdir = mkdtempSync(path.join(tmpdir(), "mainstreet-checked-"));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const app = makeApp({ outdir });
  new CfnResource(new Stack(app, "Careless"), "Wrong", { type: "AWS::SQS::Queue", properties: { RedriveAll: 7 } });

  expect(() => app.synth()).toThrow(/RedriveAll/);
});

test("cfn-lint finds nothing, where it is installed", () => {
  const { error } = spawnSync("cfn-lint", ["--version"]);
  if (error) {
    console.log("skipped: cfn-lint is not installed (pip install cfn-lint)");
    return;
  }
  const { app, outdir } = prepared("production");
  app.synth();

  // W3005 is of "DependsOn", which the CDK writes where a reference would do.
  const files = ["backend", "edge"].map((name) => path.join(outdir, `mainstreet-production-${name}.template.json`));
  const { status, stdout } = spawnSync("cfn-lint", ["--ignore-checks", "W3005", "--", ...files], { encoding: "utf8" });

  expect([stdout, status]).toEqual(["", 0]);
});

test("nothing is deployed with the settings that the project comes with", () => {
  const app = path.resolve(import.meta.dirname, "../../infra/app.ts");
  const context = { stage: "production" };

  const { status, stderr } = spawnSync(process.execPath, [app], {
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: "utf8",
  });

  expect(settingsOf("production").mailFrom).toMatch(/example\.org$/);
  expect([status, stderr]).toEqual([1, expect.stringContaining("infra/settings.ts")]);
});
