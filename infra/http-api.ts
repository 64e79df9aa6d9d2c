import { Fn } from "aws-cdk-lib";
import { HttpApi, HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/**
 * The door to the API. Not a function's own address: CloudFront signs for that one, and such a signature covers the body,
 * which a browser's POST would have to hash first.
 */
export function makeHttpApi(scope: Construct, api: LambdaFunction): { readonly http: HttpApi; readonly host: string } {
  const http = new HttpApi(scope, "Http", {
    createDefaultStage: false,
    defaultIntegration: new HttpLambdaIntegration("ToApi", api),
  });
  const stage = new HttpStage(scope, "HttpStage", {
    httpApi: http,
    stageName: "$default",
    autoDeploy: true,
    // Far above a rush of registrations, and a bound on what an attack can cost.
    throttle: { rateLimit: 300, burstLimit: 600 },
  });
  acknowledge(
    stage,
    "AwsSolutions-APIG1",
    "The API writes a line about each request itself, without addresses; an access log would keep those of visitors.",
  );
  acknowledge(
    http,
    "AwsSolutions-APIG4",
    "The API's own gate says who may use each route, from the declaration its document is made of.",
  );
  return { http, host: Fn.select(2, Fn.split("/", http.apiEndpoint)) };
}
