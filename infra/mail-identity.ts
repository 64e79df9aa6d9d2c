import { CfnOutput } from "aws-cdk-lib";
import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import { mailDomain, type Stage } from "./stage.ts";

/** Makes the domain of the chamber's address known to SES. Its three DKIM records are outputs: they go into the domain's DNS. */
export function makeMailIdentity(scope: Construct, stage: Stage): void {
  const identity = new EmailIdentity(scope, "MailIdentity", {
    identity: Identity.domain(mailDomain(stage)),
    dkimSigning: true,
    feedbackForwarding: true,
  });
  identity.dkimRecords.forEach(({ name, value }, i) => {
    new CfnOutput(scope, `Dkim${i + 1}`, { value: `${name} CNAME ${value}` });
  });
}
