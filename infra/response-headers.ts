import { Duration } from "aws-cdk-lib";
import {
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

/** A year. Neither for other hosts of the domain nor for browsers' lists: those are not ours to promise for. */
const SECURE_TRANSPORT = { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true };

/**
 * Headers that CloudFront sends with every answer of a behaviour, whatever the origin says. What CloudFront knows as a header
 * of security it takes by its own name only.
 * @throws for a referrer policy that CloudFront does not know
 */
export function makeHeaders(
  scope: Construct,
  id: string,
  headers: Readonly<Record<string, string>>,
): ResponseHeadersPolicy {
  const {
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": noSniff,
    "Referrer-Policy": referrer,
    ...others
  } = headers;
  const securityHeadersBehavior: ResponseSecurityHeadersBehavior = {
    strictTransportSecurity: SECURE_TRANSPORT,
    ...(policy !== undefined && { contentSecurityPolicy: { contentSecurityPolicy: policy, override: true } }),
    ...(noSniff !== undefined && { contentTypeOptions: { override: true } }),
    ...(referrer !== undefined && { referrerPolicy: { referrerPolicy: referrerPolicyOf(referrer), override: true } }),
  };
  const customHeaders = Object.entries(others).map(([header, value]) => ({ header, value, override: true }));
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior,
    ...(customHeaders.length > 0 && { customHeadersBehavior: { customHeaders } }),
  });
}

function referrerPolicyOf(text: string): HeadersReferrerPolicy {
  const found = Object.values(HeadersReferrerPolicy).find((known) => known === text);
  if (!found) throw new Error(`CloudFront does not know the referrer policy “${text}”.`);
  return found;
}
