import { App, type AppProps, DefaultStackSynthesizer, type StackProps, Tags } from "aws-cdk-lib";
import { BackendStack } from "./backend.ts";
import { EdgeStack } from "./edge.ts";
import { bucketName, type Stage, stackNames } from "./stage.ts";

/** The account as CloudFormation will know it, in the words that the CDK takes for the name of a bucket. */
const ACCOUNT = `\${AWS::AccountId}`;

/** Who brings the stacks to AWS, and with that where their files lie on the way: in the CDK's own bucket, or in SST's. */
export type Shipper = "cdk" | "sst";

/** What the CDK does differently by a switch is switched here, so that every way to the stacks makes the same of them. */
const SWITCHES = {
  "@aws-cdk/core:enablePartitionLiterals": true,
  "@aws-cdk/aws-iam:minimizePolicies": true,
  // A template that CloudFormation would refuse is refused here, whether by `npm test` or before a deploy.
  "@aws-cdk/core:strictCfnValidateErrors": true,
};

/** An app for the stacks. */
export function makeApp({ context = {}, ...props }: AppProps = {}): App {
  return new App({ ...props, analyticsReporting: false, context: { ...SWITCHES, ...context } });
}

/** Adds the two stacks of a stage. They are the same whoever ships them, but for where functions' files are fetched from. */
export function addStacks(app: App, stage: Stage, shipper: Shipper): { backend: BackendStack; edge: EdgeStack } {
  const names = stackNames(stage);
  const props = (stackName: string): StackProps => {
    const common: StackProps = { stackName, env: { region: stage.region } };
    return shipper === "sst" ? Object.assign(common, { synthesizer: throughSst(stage) }) : common;
  };
  // Their ids are their names: the CDK makes the names of CloudFront's policies of them, which an account has once.
  const backend = new BackendStack(app, names.backend, stage, props(names.backend));
  const edge = new EdgeStack(app, names.edge, stage, props(names.edge));
  // Only an order: CloudFront asks for the API's host, which must be known by then.
  edge.addStackDependency(backend);
  // CloudFormation has learnt of a dashboard's tags late, and not everywhere.
  Tags.of(app).add("mainstreet:stage", stage.name, { excludeResourceTypes: ["AWS::CloudWatch::Dashboard"] });
  return { backend, edge };
}

function throughSst(stage: Stage): DefaultStackSynthesizer {
  return new DefaultStackSynthesizer({
    fileAssetsBucketName: bucketName(stage, "artifacts", { account: ACCOUNT, region: stage.region }),
    bucketPrefix: "",
    generateBootstrapVersionRule: false,
  });
}
