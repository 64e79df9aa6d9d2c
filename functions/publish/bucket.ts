import { hash } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { SiteFiles } from "./site-files.ts";
import { plainBytes, type SiteObject } from "./site-object.ts";

const REPLACE_TRIES = 5;
const [ABSENT, BUSY, CHANGED] = [404, 409, 412];

/** Where files lie in S3. */
export type BucketPlace = {
  readonly client: Pick<S3Client, "send">;
  readonly bucket: string;
  /** Before each path: "" or such as "media/". */
  readonly prefix: string;
  /** How a file is kept, where that is not as it is. */
  readonly keep?: (path: string, bytes: Uint8Array) => Promise<SiteObject>;
};

/** Files in a bucket. S3 shows a whole object, old or new, to whoever reads after a write; so `replace` is a condition on it. */
export function bucket({ client, bucket: Bucket, prefix, keep }: BucketPlace): SiteFiles {
  async function look(path: string): Promise<{ bytes: Uint8Array; tag: string } | undefined> {
    const found = await client.send(new GetObjectCommand({ Bucket, Key: prefix + path })).catch(absent);
    if (!found?.Body) return undefined;
    const bytes = await plainBytes(await found.Body.transformToByteArray(), found.ContentEncoding);
    return { bytes, tag: found.ETag ?? "" };
  }

  async function put(path: string, bytes: Uint8Array, when: Partial<PutObjectCommandInput>): Promise<void> {
    const kept = keep && (await keep(path, bytes));
    await client.send(
      new PutObjectCommand({
        ...{ Bucket, Key: prefix + path, Body: kept?.body ?? bytes, ...when },
        ...(kept && { ContentType: kept.contentType, CacheControl: kept.cacheControl }),
        ...(kept?.contentEncoding && { ContentEncoding: kept.contentEncoding }),
      }),
    );
  }

  return {
    read: async (path) => (await look(path))?.bytes,
    write: (path, bytes) => put(path, bytes, {}),
    async replace(path, bytes, expected) {
      for (let tried = 1; ; tried++) {
        const found = await look(path);
        if (!isSame(found?.bytes, expected)) return false;
        try {
          await put(path, bytes, found ? { IfMatch: found.tag } : { IfNoneMatch: "*" });
          return true;
        } catch (error) {
          const status = statusOf(error);
          // A reply that was lost may come back as "changed" too: whoever replaces then looks again, and finds its own bytes.
          if (status === CHANGED || status === ABSENT) return false;
          if (status !== BUSY || tried >= REPLACE_TRIES) throw error;
        }
      }
    },
    async remove(path) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: prefix + path }));
    },
    list: async (below) => [...(await listed(below)).keys()],
    tags: {
      list: listed,
      // Of an object that was put whole, under a key of S3's own, the tag is the MD5 of its body; any other way it is not.
      of: async (path, bytes) => `"${hash("md5", (keep && (await keep(path, bytes)).body) ?? bytes)}"`,
    },
  };

  async function listed(below: string): Promise<Map<string, string>> {
    const tags = new Map<string, string>();
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: prefix + below, ...(ContinuationToken && { ContinuationToken }) }),
      );
      for (const { Key = "", ETag = "" } of page.Contents ?? []) tags.set(Key.slice(prefix.length), ETag);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return tags;
  }
}

function isSame(found: Uint8Array | undefined, expected: Uint8Array | undefined): boolean {
  return found && expected ? Buffer.compare(found, expected) === 0 : found === expected;
}

function absent(error: unknown): undefined {
  if (statusOf(error) === ABSENT) return undefined;
  throw error;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
