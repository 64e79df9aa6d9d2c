import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { bucketName, type Stage } from "./stage.ts";

const WHERE = { account: Aws.ACCOUNT_ID, region: Aws.REGION };

/** The names of a stage's buckets, for a stack that did not make them. */
export function bucketNames(stage: Stage): { readonly site: string; readonly uploads: string } {
  return { site: bucketName(stage, "site", WHERE), uploads: bucketName(stage, "uploads", WHERE) };
}

/**
 * The public site: read through CloudFront by everybody, written by the publisher. The policy names every distribution of
 * this account and not the one there will be: that one is made from this bucket, and the two would wait for each other.
 */
export function makeSiteBucket(scope: Construct, stage: Stage): Bucket {
  const bucket = makeBucket(scope, "Site", stage, bucketNames(stage).site);
  bucket.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
      actions: ["s3:GetObject"],
      resources: [bucket.arnForObjects("*")],
      conditions: {
        StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
        ArnLike: { "aws:SourceArn": `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
      },
    }),
  );
  return bucket;
}

/** What nobody is served: pictures, spreadsheets, what somebody has just sent, and the publisher's papers. */
export function makeUploadBucket(scope: Construct, stage: Stage): Bucket {
  const bucket = makeBucket(scope, "Uploads", stage, bucketNames(stage).uploads);
  bucket.addLifecycleRule({ prefix: "quarantine/", expiration: Duration.days(1) });
  return bucket;
}

function makeBucket(scope: Construct, id: string, stage: Stage, name: string): Bucket {
  const bucket = new Bucket(scope, id, {
    bucketName: name,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    autoDeleteObjects: !stage.isProtected,
  });
  acknowledge(
    bucket,
    "AwsSolutions-S1",
    "Access logs of a bucket would keep the addresses of visitors; who changes what is in the chamber's own audit trail.",
  );
  return bucket;
}
