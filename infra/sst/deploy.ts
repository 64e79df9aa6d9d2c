import { randomBytes } from "node:crypto";
import { settingsOf } from "../settings.ts";
import { bucketName, edgeSecretParameter, pepperParameter, type Stage, stageOf } from "../stage.ts";
import { type SynthesizedStack, synthesize } from "./synthesize.ts";

/** What of a stack may not be taken away by a deploy, whatever its template says. */
const KEEP = JSON.stringify({
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "Update:*", Resource: "*" },
    {
      Effect: "Deny",
      Principal: "*",
      Action: ["Update:Replace", "Update:Delete"],
      Resource: "*",
      Condition: { StringEquals: { ResourceType: ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket"] } },
    },
  ],
});

/**
 * What `sst deploy` does: makes the secrets that are not there yet, puts the functions' files into a bucket of its own, and has
 * CloudFormation make the same two stacks that `cdk deploy` makes.
 */
export function deployStage() {
  const stage = stageOf($app.stage, settingsOf($app.stage));
  const made = synthesize({ root: $cli.paths.root, stage: stage.name, isTrial: $cli.command !== "deploy" });
  const bucket = makeArtifacts(stage);
  const { edgeSecret, pepper } = makeSecrets(stage);
  const backend = makeStack(stage, "Backend", made.backend, bucket, [pepper]);
  const edge = makeStack(stage, "Edge", made.edge, bucket, [edgeSecret, backend]);
  return {
    site: edge.outputs.apply((outputs) => outputs?.SiteAddress ?? ""),
    dkim: backend.outputs.apply((outputs) => ["Dkim1", "Dkim2", "Dkim3"].map((name) => outputs?.[name] ?? "")),
  };
}

function makeArtifacts(stage: Stage) {
  const name = $resolve([aws.getCallerIdentityOutput({}).accountId, aws.getRegionOutput({}).region]).apply(
    ([account, region]) => bucketName(stage, "artifacts", { account, region }),
  );
  const bucket = new aws.s3.Bucket("Artifacts", { bucket: name, forceDestroy: true });
  new aws.s3.BucketPublicAccessBlock("ArtifactsArePrivate", {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  return bucket;
}

/** Each is made once: what a later deploy would make it is passed over. The chamber's secret outlives its stage, as its data do. */
function makeSecrets(stage: Stage) {
  const options = { ignoreChanges: ["value", "type"], retainOnDelete: stage.isProtected };
  const pepper = new aws.ssm.Parameter(
    "Pepper",
    { name: pepperParameter(stage), type: "SecureString", value: $util.secret(randomBytes(32).toString("base64")) },
    options,
  );
  const edgeSecret = new aws.ssm.Parameter(
    "EdgeSecret",
    { name: edgeSecretParameter(stage), type: "String", value: $util.secret(randomBytes(32).toString("hex")) },
    options,
  );
  return { pepper, edgeSecret };
}

type Before = aws.ssm.Parameter | aws.cloudformation.Stack;

function makeStack(
  stage: Stage,
  id: string,
  { name, template, assets }: SynthesizedStack,
  bucket: aws.s3.Bucket,
  before: readonly Before[],
) {
  const put = ({ key, path }: { readonly key: string; readonly path: string }, what: string) =>
    new aws.s3.BucketObjectv2(what, { bucket: bucket.bucket, key, source: new $util.asset.FileAsset(path) });
  const uploads = assets.map((asset) => put(asset, `${id}File${asset.key.slice(0, 12)}`));
  const object = put(template, `${id}Template`);
  return new aws.cloudformation.Stack(
    id,
    {
      name,
      templateUrl: $interpolate`https://${bucket.bucketRegionalDomainName}/${object.key}`,
      capabilities: ["CAPABILITY_IAM"],
      ...(stage.isProtected && { policyBody: KEEP }),
    },
    { dependsOn: [...uploads, ...before] },
  );
}
