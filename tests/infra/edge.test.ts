import { readFileSync } from "node:fs";
import path from "node:path";
import { SearchQuery } from "@mainstreet/functions/api/search-query";
import { expect, test } from "vitest";
import * as z from "zod";
import { resourcesOf, synthesize } from "./synth.ts";

const { backendTemplate, edgeTemplate, edge, backend } = synthesize("production");

const Behaviour = z.object({
  PathPattern: z.string().default("*"),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.union([z.string(), z.object({ Ref: z.string() })]),
  OriginRequestPolicyId: z.union([z.string(), z.object({ Ref: z.string() })]).optional(),
  ResponseHeadersPolicyId: z.object({ Ref: z.string() }),
  ViewerProtocolPolicy: z.string(),
  Compress: z.boolean(),
});
const Origin = z.object({
  Id: z.string(),
  DomainName: z.json(),
  OriginAccessControlId: z.json().optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  CustomOriginConfig: z.object({ OriginProtocolPolicy: z.string() }).optional(),
});
const Config = z.object({
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour),
  CustomErrorResponses: z.array(z.looseObject({ ErrorCode: z.number(), ErrorCachingMinTTL: z.number() })),
  Origins: z.array(Origin),
  OriginGroups: z.object({
    Items: z.array(
      z.object({
        Id: z.string(),
        FailoverCriteria: z.object({ StatusCodes: z.object({ Items: z.array(z.number()) }) }),
        Members: z.object({ Items: z.array(z.object({ OriginId: z.string() })) }),
      }),
    ),
  }),
});
const config = Config.parse(
  resourcesOf(edgeTemplate, "AWS::CloudFront::Distribution")[0]?.Properties.DistributionConfig,
);
const behaviours = [...config.CacheBehaviors, config.DefaultCacheBehavior];
const behaviourOf = (pattern: string) => behaviours.find(({ PathPattern }) => PathPattern === pattern);
const named = (type: string, reference: unknown) =>
  resourcesOf(edgeTemplate, type).find((_, i) => {
    const id = Object.keys(edgeTemplate.findResources(type))[i];
    return JSON.stringify(reference) === JSON.stringify({ Ref: id });
  })?.Properties;

test("neither stack refers to anything of the other: each can be deployed, and the edge be taken down, alone", () => {
  const text = JSON.stringify([backendTemplate.toJSON(), edgeTemplate.toJSON()]);

  expect(text).not.toContain("Fn::ImportValue");
  expect(text).not.toContain('"Export"');
  expect(edge.dependencies).toEqual([backend]);
  expect(backend.dependencies).toEqual([]);
});

test("both stacks have the same name for the bucket of the site", () => {
  const [bucket] = resourcesOf(backendTemplate, "AWS::S3::Bucket");
  const origin = config.Origins.find(({ OriginAccessControlId }) => OriginAccessControlId !== undefined);

  const host = ".s3.us-east-1.amazonaws.com";
  expect(textOf(origin?.DomainName)).toBe(`${textOf(bucket?.Properties.BucketName)}${host}`);
});

test("the bucket is asked with CloudFront's signature, and the API with a proof that stands in no template", () => {
  const [bucket, api] = [0, 1].map((i) =>
    config.Origins.filter((o) => (i === 0) === (o.OriginAccessControlId !== undefined)),
  );

  expect(bucket?.length).toBe(1);
  edgeTemplate.hasResourceProperties("AWS::CloudFront::OriginAccessControl", {
    OriginAccessControlConfig: { SigningBehavior: "always", SigningProtocol: "sigv4" },
  });
  for (const origin of api ?? []) {
    expect(origin).toMatchObject({
      DomainName: "{{resolve:ssm:/mainstreet/production/api-host}}",
      CustomOriginConfig: { OriginProtocolPolicy: "https-only" },
      OriginCustomHeaders: [
        { HeaderName: "x-mainstreet-edge", HeaderValue: "{{resolve:ssm:/mainstreet/production/edge-secret}}" },
      ],
    });
  }
});

test("a search is kept for half a minute by what it may ask for, and by no cookie", () => {
  const behaviour = behaviourOf("/api/listings");
  const policy = named("AWS::CloudFront::CachePolicy", behaviour?.CachePolicyId);

  expect(policy?.CachePolicyConfig).toMatchObject({
    MinTTL: 0,
    DefaultTTL: 0,
    MaxTTL: 30,
    ParametersInCacheKeyAndForwardedToOrigin: {
      CookiesConfig: { CookieBehavior: "none" },
      HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Accept"] },
      QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: Object.keys(SearchQuery.shape) },
    },
  });
  expect(
    named("AWS::CloudFront::OriginRequestPolicy", behaviour?.OriginRequestPolicyId)?.OriginRequestPolicyConfig,
  ).toMatchObject({
    HeadersConfig: { HeaderBehavior: "allExcept", Headers: ["Host"] },
    QueryStringsConfig: { QueryStringBehavior: "none" },
  });
});

test("a search is what the API itself lets be kept, and nothing else of it is kept anywhere", () => {
  const file = path.join(import.meta.dirname, "../../functions/dist/openapi.json");
  const operation = z.looseObject({ "x-shared-seconds": z.number().default(0) });
  const document = z.object({ paths: z.looseObject({ "/api/listings": z.looseObject({ get: operation }) }) });
  const { paths } = document.parse(JSON.parse(readFileSync(file, "utf8")));
  const others = behaviourOf("/api/*");
  const headers = named("AWS::CloudFront::ResponseHeadersPolicy", others?.ResponseHeadersPolicyId);

  expect(paths["/api/listings"].get["x-shared-seconds"]).toBe(30);
  expect(behaviours.map(({ PathPattern }) => PathPattern).filter((at) => at.startsWith("/api"))).toEqual([
    "/api/listings",
    "/api/*",
  ]);
  // CloudFront's own policies "CachingDisabled" and "AllViewerExceptHostHeader".
  expect(others?.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
  expect(others?.OriginRequestPolicyId).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
  expect(JSON.stringify(headers)).toContain('{"Header":"Cache-Control","Override":true,"Value":"no-store"}');
});

test("the API takes every method and no plain http; files are only read", () => {
  for (const { PathPattern, AllowedMethods, ViewerProtocolPolicy } of behaviours) {
    const isApi = PathPattern.startsWith("/api/");
    expect([PathPattern, AllowedMethods.length, ViewerProtocolPolicy]).toEqual(
      isApi ? [PathPattern, 7, "https-only"] : [PathPattern, 2, "redirect-to-https"],
    );
  }
});

test("what is no file is asked of the API; the API's own refusals stay what they are, and are not kept", () => {
  const [group] = config.OriginGroups.Items;
  const api = config.Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig !== undefined).map(({ Id }) => Id);

  expect(config.OriginGroups.Items).toHaveLength(1);
  expect(group?.FailoverCriteria.StatusCodes.Items).toEqual([403, 404]);
  expect(api).toContain(group?.Members.Items[1]?.OriginId);
  for (const { PathPattern, TargetOriginId } of behaviours) {
    if (PathPattern.startsWith("/api/")) expect(api).toContain(TargetOriginId);
    else expect(TargetOriginId).toBe(group?.Id);
  }
  expect(config.CustomErrorResponses.map((each) => Object.keys(each).toSorted())).toEqual(
    config.CustomErrorResponses.map(() => ["ErrorCachingMinTTL", "ErrorCode"]),
  );
  expect(
    config.CustomErrorResponses.map(({ ErrorCode, ErrorCachingMinTTL }) => [ErrorCode, ErrorCachingMinTTL]),
  ).toEqual([400, 403, 404, 405, 500, 501, 502, 503, 504].map((code) => [code, 0]));
});

test("every file may be compressed on the way, and says itself how long it may be kept", () => {
  const files = behaviours.filter(({ PathPattern }) => !PathPattern.startsWith("/api/"));

  expect(files.map(({ Compress }) => Compress)).not.toContain(false);
  for (const { CachePolicyId } of files) {
    expect(named("AWS::CloudFront::CachePolicy", CachePolicyId)?.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 5,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: true,
        CookiesConfig: { CookieBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
      },
    });
  }
});

test("the functions learn the site's address from a parameter", () => {
  edgeTemplate.hasResourceProperties("AWS::SSM::Parameter", { Name: "/mainstreet/production/origin", Type: "String" });
});

test("a name of its own comes with its certificate and no old TLS", () => {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

  const { edgeTemplate: own } = synthesize("production", { domain: { name: "chamber.example", certificateArn } });

  own.hasResourceProperties("AWS::CloudFront::Distribution", {
    DistributionConfig: {
      Aliases: ["chamber.example"],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: "TLSv1.2_2021" },
    },
  });
  own.hasResourceProperties("AWS::SSM::Parameter", { Value: "https://chamber.example" });
});

test("a firewall turns away whoever asks the API too often, where it is switched on", () => {
  const { edgeTemplate: guarded } = synthesize("production", { hasFirewall: true });

  edgeTemplate.resourceCountIs("AWS::WAFv2::WebACL", 0);
  guarded.hasResourceProperties("AWS::WAFv2::WebACL", {
    Scope: "CLOUDFRONT",
    Rules: [{ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 1_000, AggregateKeyType: "IP" } } }],
  });
  expect(JSON.stringify(resourcesOf(guarded, "AWS::CloudFront::Distribution"))).toContain("WebACLId");
});

/** A value of a template as one text. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, content] = ["", ""]] = Object.entries(value);
  return name === "Fn::Join" && Array.isArray(content)
    ? content[1].map(textOf).join(content[0])
    : `<${String(content)}>`;
}
