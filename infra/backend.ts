import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { makeAlarms } from "./alarms.ts";
import { makeSiteBucket, makeUploadBucket } from "./buckets.ts";
import { makeBudget } from "./budget.ts";
import { windClock } from "./clock.ts";
import { makeDashboard } from "./dashboard.ts";
import { makeDeadLetters } from "./dead-letters.ts";
import { makeFunctions } from "./functions.ts";
import { makeHttpApi } from "./http-api.ts";
import { makeMailIdentity } from "./mail-identity.ts";
import { measuresOf } from "./measures.ts";
import { hostParameter, type Stage } from "./stage.ts";
import { followStream } from "./streams.ts";
import { makeTable } from "./table.ts";

/** Everything that keeps or does something: table, files, functions, their clock, mail, and whoever watches over them. */
export class BackendStack extends Stack {
  constructor(scope: Construct, id: string, stage: Stage, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: stage.isProtected });
    const table = makeTable(this, stage);
    const site = makeSiteBucket(this, stage);
    const uploads = makeUploadBucket(this, stage);
    const deadLetters = makeDeadLetters(this);
    const functions = makeFunctions(this, stage, { table, site, uploads });
    const { http, host } = makeHttpApi(this, functions.api);
    // How the other stack learns of it, without either holding the other up.
    new StringParameter(this, "ApiHost", { parameterName: hostParameter(stage), stringValue: host });
    followStream(this, table, functions, deadLetters);
    windClock(this, stage, functions, deadLetters);
    if (stage.makesMailIdentity) makeMailIdentity(this, stage);
    const measures = measuresOf({ functions, http, deadLetters });
    const alarms = stage.hasAlarms ? makeAlarms(this, stage, measures) : [];
    if (stage.hasDashboard) makeDashboard(this, stage, { measures, functions, table, alarms });
    makeBudget(this, stage);

    new CfnOutput(this, "TableName", { value: table.tableName });
    new CfnOutput(this, "SiteBucket", { value: site.bucketName });
    new CfnOutput(this, "UploadBucket", { value: uploads.bucketName });
    new CfnOutput(this, "DeadLettersUrl", { value: deadLetters.queueUrl });
  }
}
