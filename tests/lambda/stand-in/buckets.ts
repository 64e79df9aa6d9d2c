import { randomBytes } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { bucket } from "@mainstreet/functions/publish/bucket";
import type { SiteFiles } from "@mainstreet/functions/publish/site-files";
import { siteObject } from "@mainstreet/functions/publish/site-object";
import { KEYS, REGION } from "./check-signature.ts";
import type { S3 } from "./s3.ts";

/** A client of the stand-in. */
export function s3Client(s3: Pick<S3, "endpoint">): S3Client {
  const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
  return new S3Client({ region: REGION, endpoint: s3.endpoint, credentials, maxAttempts: 1 });
}

/** An empty place of its own in the stand-in, that keeps files as the site does. */
export function freshBucket(s3: Pick<S3, "endpoint">, prefix = ""): SiteFiles & { readonly name: string } {
  const name = `b-${randomBytes(6).toString("hex")}`;
  return { ...bucket({ client: s3Client(s3), bucket: name, prefix, keep: siteObject }), name };
}
