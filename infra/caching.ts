import { Duration } from "aws-cdk-lib";
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { SEARCH_QUERY } from "./behaviours.ts";

/**
 * Files of the site are the same for everybody, whatever stands behind the question mark. Each says itself how long it may be
 * kept: pages for some seconds, so that an edit is seen without anything being invalidated, which would cost.
 */
export function siteCaching(scope: Construct): CachePolicy {
  return new CachePolicy(scope, "SiteCaching", {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(5),
    maxTtl: Duration.days(365),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

/** A search is the same for everybody who asks for the same; the API says for how long, and never longer than half a minute. */
export function searchCaching(scope: Construct): CachePolicy {
  return new CachePolicy(scope, "SearchCaching", {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.seconds(30),
    queryStringBehavior: CacheQueryStringBehavior.allowList(...SEARCH_QUERY),
    headerBehavior: CacheHeaderBehavior.allowList("Accept"),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

/**
 * What of a change to a listing reaches the API beside what its search is kept by. Its host does not: API Gateway would look
 * for an API of that name. Searches come without cookies, since an edge function has taken them off.
 */
export function searchRequests(scope: Construct): OriginRequestPolicy {
  return new OriginRequestPolicy(scope, "SearchRequests", {
    headerBehavior: OriginRequestHeaderBehavior.denyList("Host"),
    cookieBehavior: OriginRequestCookieBehavior.all(),
    queryStringBehavior: OriginRequestQueryStringBehavior.none(),
  });
}
