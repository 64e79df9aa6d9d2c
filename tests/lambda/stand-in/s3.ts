import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Answer, type Asked, type StandIn, serveSigned } from "./server.ts";

/** An object as it lies in a bucket. */
type StoredObject = {
  readonly body: Buffer;
  readonly tag: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** S3 in memory: the five requests that are made of it, with their conditions. Its list ends a page early and often. */
export type S3 = StandIn & {
  readonly buckets: Map<string, Map<string, StoredObject>>;
  /** How many requests of each kind came, such as "PUT". */
  readonly counts: Map<string, number>;
};

const KEPT = ["content-type", "cache-control", "content-encoding"];

/** @param pageSize how many keys a page of a list has; S3 gives 1,000 */
export async function startS3(pageSize = 1_000): Promise<S3> {
  const buckets = new Map<string, Map<string, StoredObject>>();
  const counts = new Map<string, number>();
  const server = await serveSigned(
    () => "s3",
    (asked) => {
      const [, name = "", ...rest] = asked.url.pathname.split("/");
      const objects = buckets.get(name) ?? new Map<string, StoredObject>();
      buckets.set(name, objects);
      const key = decodeURIComponent(rest.join("/"));
      const kind = asked.url.searchParams.has("list-type") ? "LIST" : asked.method;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (kind === "LIST") return list(objects, asked.url.searchParams, pageSize);
      if (kind === "PUT") return put(objects, key, asked);
      if (kind === "GET" || kind === "HEAD") return get(objects.get(key));
      if (kind === "DELETE") {
        objects.delete(key);
        return { status: 204 };
      }
      return problem(405, "MethodNotAllowed");
    },
  );
  return { ...server, buckets, counts };
}

function get(found: StoredObject | undefined): Answer {
  if (!found) return problem(404, "NoSuchKey");
  return { status: 200, headers: { ...found.headers, etag: found.tag }, body: found.body };
}

function put(objects: Map<string, StoredObject>, key: string, { headers, body }: Asked): Answer {
  const found = objects.get(key);
  const [match, noneMatch] = [headers["if-match"], headers["if-none-match"]];
  if (match !== undefined && !found) return problem(404, "NoSuchKey");
  if (match !== undefined && match !== found?.tag) return problem(412, "PreconditionFailed");
  if (noneMatch === "*" && found) return problem(412, "PreconditionFailed");
  const sum = headers["x-amz-checksum-crc32"];
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  if (sum !== undefined && sum !== bytes.toString("base64")) return problem(400, "BadDigest");
  const kept = Object.fromEntries(KEPT.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));
  const tag = `"${createHash("md5").update(body).digest("hex")}"`;
  objects.set(key, { body, tag, headers: kept });
  return { status: 200, headers: { etag: tag } };
}

function list(objects: ReadonlyMap<string, StoredObject>, query: URLSearchParams, pageSize: number): Answer {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("continuation-token") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(inBytes);
  const rest = keys.filter((key) => after === "" || inBytes(key, Buffer.from(after, "base64url").toString("utf8")) > 0);
  const page = rest.slice(0, pageSize);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  const next =
    last === undefined
      ? ""
      : `<NextContinuationToken>${Buffer.from(last).toString("base64url")}</NextContinuationToken>`;
  const contents = page.map(
    (key) => `<Contents><Key>${escaped(key)}</Key><ETag>${escaped(objects.get(key)?.tag ?? "")}</ETag></Contents>`,
  );
  const body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${last !== undefined}</IsTruncated><KeyCount>${page.length}</KeyCount>${next}${contents.join("")}</ListBucketResult>`;
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

function inBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function problem(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}
