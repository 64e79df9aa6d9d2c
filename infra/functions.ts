import { INDEX } from "@mainstreet/store/keys";
import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { allow, type Right } from "./allow.ts";
import { functionArn, makeFunction } from "./lambda-function.ts";
import {
  calls,
  files,
  listsBucket,
  readsParameters,
  readsTable,
  sendsMail,
  writesLease,
  writesTable,
} from "./rights.ts";
import { type FunctionName, functionName, type Stage } from "./stage.ts";

export type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

type Parts = { readonly table: TableV2; readonly site: Bucket; readonly uploads: Bucket };

const PARAMETERS = ["origin", "pepper", "edge-secret", "places-key"];
/** What pictures and spreadsheets lie in; the publisher's papers lie beside them and are nobody else's. */
const PEOPLES = ["quarantine/*", "media/*", "imports/*"];

/** The functions, each with no more rights than its work needs. A function more is an entry here, and one in `stage.ts`. */
export function makeFunctions(scope: Construct, stage: Stage, { table, site, uploads }: Parts): Functions {
  const environment = {
    TABLE_NAME: table.tableName,
    SITE_BUCKET: site.bucketName,
    UPLOAD_BUCKET: uploads.bucketName,
    PARAMETERS: stage.parameters,
    MAIL_FROM: stage.mailFrom,
    STAFF_PASSKEY: stage.staffPasskey,
  };
  const make = (
    name: FunctionName,
    { more = {}, ...rest }: { memory: number; timeout: Duration; more?: Record<string, string> },
    rights: readonly Right[],
  ) => {
    const made = makeFunction(scope, stage, name, { ...rest, environment: { ...environment, ...more } });
    if (made.role) for (const right of rights) allow(made.role, right);
    return made;
  };
  const reads = [readsTable(table, INDEX.name), readsParameters(stage, PARAMETERS)];

  return {
    // API Gateway waits for 30 seconds.
    api: make(
      "api",
      {
        memory: 1024,
        timeout: Duration.seconds(29),
        more: { UPLOAD_FUNCTION: functionName(stage, "upload") },
      },
      [
        ...reads,
        writesTable(table),
        files(site, ["Get"], ["s/*", "redirects.json", "404.html"]),
        files(uploads, ["Get", "Put", "Delete"], PEOPLES),
        listsBucket(site),
        listsBucket(uploads),
        calls(functionArn(scope, stage, "upload")),
      ],
    ),
    // The longest that Lambda gives: a new web build draws every page of the site anew.
    publish: make("publish", { memory: 1024, timeout: Duration.minutes(15) }, [
      ...reads,
      writesLease(table),
      files(site, ["Get", "Put", "Delete"], ["*"]),
      files(uploads, ["Get"], ["media/*"]),
      files(uploads, ["Get", "Put", "Delete"], ["publisher/*"]),
      listsBucket(site),
      listsBucket(uploads),
      calls(functionArn(scope, stage, "publish")),
    ]),
    mail: make("mail", { memory: 512, timeout: Duration.minutes(2) }, [...reads, writesTable(table), sendsMail(stage)]),
    tick: make("tick", { memory: 512, timeout: Duration.minutes(5) }, [
      ...reads,
      writesTable(table),
      files(uploads, ["Get", "Put", "Delete"], PEOPLES),
      listsBucket(uploads),
      sendsMail(stage),
    ]),
    // What people send is decoded where nothing else can be reached.
    upload: make("upload", { memory: 1536, timeout: Duration.seconds(25) }, [
      files(uploads, ["Get"], ["quarantine/*"]),
      listsBucket(uploads),
    ]),
  };
}
