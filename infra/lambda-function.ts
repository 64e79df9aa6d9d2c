import path from "node:path";
import { ArnFormat, type Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { allow } from "./allow.ts";
import { BUNDLES } from "./bundles.ts";
import { type FunctionName, functionName, type Stage } from "./stage.ts";

export type FunctionProps = {
  /** In MB; the share of a processor goes with it, a whole one at 1,769. */
  readonly memory: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
};

/**
 * One function of Mainstreet as `npm run build` has bundled it, with a role of its own that may write its own log and nothing
 * else; what more it may do is given to it where that is made.
 */
export function makeFunction(
  scope: Construct,
  stage: Stage,
  name: FunctionName,
  { memory, timeout, environment }: FunctionProps,
): LambdaFunction {
  const id = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const logGroup = new LogGroup(scope, `${id}Log`, {
    logGroupName: `/aws/lambda/${functionName(stage, name)}`,
    retention: stage.logDays === 30 ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK,
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  allow(role, {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [logGroup.logGroupArn],
  });
  return new LambdaFunction(scope, id, {
    functionName: functionName(stage, name),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(path.join(BUNDLES, name)),
    handler: "index.handler",
    memorySize: memory,
    timeout,
    role,
    logGroup,
    environment: { STAGE: stage.name, ...environment },
  });
}

/** The address of a function, for whoever must name it before it is made. */
export function functionArn(scope: Construct, stage: Stage, name: FunctionName): string {
  return Stack.of(scope).formatArn({
    service: "lambda",
    resource: "function",
    resourceName: functionName(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
