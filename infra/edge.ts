import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { makeDistribution } from "./distribution.ts";
import { originParameter, type Stage } from "./stage.ts";

/**
 * What stands between visitors and everything else. It knows the other stack's bucket by name and its API by a parameter, and
 * refers to nothing of it, so that either can be changed alone.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, stage: Stage, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: stage.isProtected });
    const distribution = makeDistribution(this, stage);
    const origin = `https://${stage.domain?.name ?? distribution.distributionDomainName}`;
    new StringParameter(this, "Origin", { parameterName: originParameter(stage), stringValue: origin });

    new CfnOutput(this, "SiteAddress", { value: origin });
    new CfnOutput(this, "DistributionId", { value: distribution.distributionId });
    // Where the name of the site points, in its domain's DNS.
    new CfnOutput(this, "PointDomainTo", { value: distribution.distributionDomainName });
  }
}
