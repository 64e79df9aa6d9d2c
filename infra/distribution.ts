import path from "node:path";
import { Annotations, Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { API_PATTERN, headersOfSet, OTHER_PAGES, SEARCH_PATTERN, SITE_BEHAVIOURS } from "./behaviours.ts";
import { searchCaching, searchRequests, siteCaching } from "./caching.ts";
import { makeFirewall } from "./firewall.ts";
import { apiOrigin, siteOrigin } from "./origins.ts";
import { makeHeaders } from "./response-headers.ts";
import type { Stage } from "./stage.ts";

/** Failures that CloudFront keeps for ten seconds, whatever the origin says, unless it is told not to. */
const NEVER_KEPT = [400, 403, 404, 405, 500, 501, 502, 503, 504];

/** The one address of the site: files from the bucket, everything below /api/ from the API. */
export function makeDistribution(scope: Construct, stage: Stage): Distribution {
  const api = apiOrigin(stage);
  const site = siteOrigin(scope, stage, api);
  const caching = siteCaching(scope);
  const pages = edgeFunction(scope, "Pages");
  const sets = {
    page: makeHeaders(scope, "PageHeaders", headersOfSet("page")),
    console: makeHeaders(scope, "ConsoleHeaders", headersOfSet("console")),
    part: makeHeaders(scope, "PartHeaders", headersOfSet("part")),
    media: makeHeaders(scope, "MediaHeaders", headersOfSet("media")),
  };
  const file = ({ headers, hasCleanAddresses }: typeof OTHER_PAGES): BehaviorOptions => ({
    origin: site,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: caching,
    responseHeadersPolicy: sets[headers],
    compress: true,
    ...(hasCleanAddresses && { functionAssociations: [pages] }),
  });
  const ofApi = {
    origin: api,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    // Nothing is led on from http: a password or a code has been sent in the clear by then.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    functionAssociations: [edgeFunction(scope, "Api")],
  };
  const distribution = new Distribution(scope, "Site", {
    comment: `Mainstreet ${stage.name}`,
    defaultBehavior: file(OTHER_PAGES),
    additionalBehaviors: {
      [SEARCH_PATTERN]: {
        ...ofApi,
        cachePolicy: searchCaching(scope),
        originRequestPolicy: searchRequests(scope),
        responseHeadersPolicy: sets.part,
        compress: true,
      },
      [API_PATTERN]: {
        ...ofApi,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: makeHeaders(scope, "ApiHeaders", {
          "X-Content-Type-Options": "nosniff",
          "Cache-Control": "no-store",
        }),
      },
      ...Object.fromEntries(SITE_BEHAVIOURS.map(({ pattern, ...behaviour }) => [pattern, file(behaviour)])),
    },
    errorResponses: NEVER_KEPT.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    httpVersion: HttpVersion.HTTP2_AND_3,
    // North America and Europe, where a chamber of one region has its visitors; others are served from there.
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(stage.domain && {
      domainNames: [stage.domain.name],
      certificate: Certificate.fromCertificateArn(scope, "Certificate", stage.domain.certificateArn),
    }),
    ...(stage.hasFirewall && { webAclId: makeFirewall(scope, stage) }),
  });
  explain(distribution, stage);
  return distribution;
}

/** A function that runs in CloudFront itself; its file bears its name. */
function edgeFunction(scope: Construct, name: "Pages" | "Api") {
  const filePath = path.join(import.meta.dirname, "edge-functions", `${name.toLowerCase()}.js`);
  return {
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new EdgeFunction(scope, name, {
      code: FunctionCode.fromFile({ filePath }),
      runtime: FunctionRuntime.JS_2_0,
    }),
  };
}

function explain(distribution: Distribution, stage: Stage): void {
  Annotations.of(distribution).acknowledgeWarning(
    "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
    "The bucket's policy is written where the bucket is made, for the distributions of this account.",
  );
  acknowledge(distribution, "AwsSolutions-CFR1", "A chamber is read from wherever its visitors travel.");
  acknowledge(
    distribution,
    "AwsSolutions-CFR3",
    "Logs of CloudFront hold visitors' addresses, and Mainstreet keeps none.",
  );
  if (!stage.hasFirewall) {
    acknowledge(
      distribution,
      "AwsSolutions-CFR2",
      "A firewall costs more than all the rest; `hasFirewall` switches it on. The API counts what matters by itself.",
    );
  }
  if (!stage.domain) {
    acknowledge(
      distribution,
      "AwsSolutions-CFR4",
      "CloudFront's own name has CloudFront's certificate, which lets no TLS version be chosen; a domain gets TLS 1.2.",
    );
  }
}
