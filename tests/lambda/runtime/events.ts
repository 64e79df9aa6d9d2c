import { randomBytes, randomUUID } from "node:crypto";
import type { Key } from "@mainstreet/store/keys";

/* Events as the services of AWS shape them. */

const HOST = "abcdef1234.execute-api.us-east-1.amazonaws.com";

type Sent = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly sourceIp?: string;
};

/** A request to the HTTP API, in the payload format 2.0: bytes come in base64, cookies by themselves, names in small letters. */
export function gatewayEvent(method: string, path: string, sent: Sent = {}): object {
  const { headers = {}, cookies, query = "", body, sourceIp = "203.0.113.7" } = sent;
  const isBytes = body !== undefined && typeof body !== "string";
  const small = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: { host: HOST, "x-forwarded-for": sourceIp, "x-forwarded-proto": "https", ...Object.fromEntries(small) },
    ...(query !== "" && { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    requestContext: {
      accountId: "000000000000",
      apiId: "abcdef1234",
      domainName: HOST,
      domainPrefix: "abcdef1234",
      http: { method, path, protocol: "HTTP/1.1", sourceIp, userAgent: headers["User-Agent"] ?? "" },
      requestId: randomBytes(8).toString("base64"),
      routeKey: "$default",
      stage: "$default",
      time: "22/Nov/2026:21:00:00 +0000",
      timeEpoch: 1_795_381_200_000,
    },
    ...(body !== undefined && { body: isBytes ? Buffer.from(body).toString("base64") : body }),
    isBase64Encoded: isBytes,
  };
}

/** A change of the table, as its stream tells of it. */
export type TableRecord = {
  readonly key: Key;
  readonly sequence: string;
  readonly eventID?: string;
  readonly eventName?: string;
};

/** A batch of the table's stream, which holds keys only. */
export function streamEvent(records: readonly TableRecord[]): object {
  return {
    Records: records.map(({ key, sequence, eventID = randomUUID().replaceAll("-", ""), eventName = "MODIFY" }) => ({
      eventID,
      eventName,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: {
        ApproximateCreationDateTime: 1_795_381_200,
        Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
        SequenceNumber: sequence,
        SizeBytes: 60,
        StreamViewType: "KEYS_ONLY",
      },
      eventSourceARN: "arn:aws:dynamodb:us-east-1:000000000000:table/mainstreet/stream/2026-11-22T21:00:00.000",
    })),
  };
}
