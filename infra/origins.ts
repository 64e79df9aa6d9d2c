import { CfnDynamicReference, CfnDynamicReferenceService, Duration } from "aws-cdk-lib";
import { type IOrigin, OriginProtocolPolicy } from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, OriginGroup, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { bucketNames } from "./buckets.ts";
import { edgeSecretParameter, hostParameter, type Stage } from "./stage.ts";

/** With what CloudFront proves to the API that a request came through it, so that its word on who asks is believed. */
const PROOF = "x-mainstreet-edge";

/**
 * Where CloudFront gets its answers from.
 *
 * The proof is looked up by CloudFormation when it deploys, so that its value stands in no template. The parameter is no
 * SecureString: CloudFormation looks those up for a few properties only, and this is none of them; whoever may read the
 * distribution's configuration reads the value there in any case.
 */
export function apiOrigin(stage: Stage): IOrigin {
  return new HttpOrigin(lookedUp(hostParameter(stage)), {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    customHeaders: { [PROOF]: lookedUp(edgeSecretParameter(stage)) },
    readTimeout: Duration.seconds(30),
  });
}

/**
 * The site's files, and for an address that is none the API: it knows where old addresses lead, and has the page for those
 * that lead nowhere. CloudFront's own error pages would be shorter, but they are the whole distribution's: each refusal of
 * the API would come as a page of the site.
 */
export function siteOrigin(scope: Construct, stage: Stage, api: IOrigin): IOrigin {
  const bucket = Bucket.fromBucketName(scope, "SiteBucket", bucketNames(stage).site);
  return new OriginGroup({
    primaryOrigin: S3BucketOrigin.withOriginAccessControl(bucket),
    fallbackOrigin: api,
    // 403 is what S3 says of a file that is not there to somebody who may not list the bucket.
    fallbackStatusCodes: [403, 404],
  });
}

function lookedUp(parameter: string): string {
  return new CfnDynamicReference(CfnDynamicReferenceService.SSM, parameter).toString();
}
