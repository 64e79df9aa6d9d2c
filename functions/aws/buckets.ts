import { S3Client } from "@aws-sdk/client-s3";
import { bucket } from "../publish/bucket.ts";
import type { SiteFiles } from "../publish/site-files.ts";
import { siteObject } from "../publish/site-object.ts";
import type { Env } from "./env.ts";

type BucketEnv = Pick<Env, "AWS_REGION" | "SITE_BUCKET" | "UPLOAD_BUCKET">;

/** The parts of the private bucket. */
export type Part = "quarantine" | "media" | "imports" | "publisher";

/** The places for files of a stage. */
export type Buckets = { readonly site: SiteFiles; readonly part: (name: Part) => SiteFiles };

/**
 * With all its tries a request ends in 18 seconds: a writer begins none when less than that is left of its lease, so that none is
 * carried out after another writer has come.
 */
const TRIES = 3;
const TIMES = { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

function openS3(region: string): S3Client {
  return new S3Client({ region, maxAttempts: TRIES, requestHandler: TIMES });
}

/** Opens the buckets of a stage. This loads S3's client: whoever may do without it asks for this late. */
export function openBuckets({ AWS_REGION: region, SITE_BUCKET, UPLOAD_BUCKET }: BucketEnv): Buckets {
  const client = openS3(region);
  return {
    site: bucket({ client, bucket: SITE_BUCKET, prefix: "", keep: siteObject }),
    part: (name) => bucket({ client, bucket: UPLOAD_BUCKET, prefix: `${name}/` }),
  };
}

/** Where pictures lie as they were sent. */
export function quarantineOf({ AWS_REGION: region, UPLOAD_BUCKET }: Omit<BucketEnv, "SITE_BUCKET">): SiteFiles {
  return bucket({ client: openS3(region), bucket: UPLOAD_BUCKET, prefix: "quarantine/" });
}
