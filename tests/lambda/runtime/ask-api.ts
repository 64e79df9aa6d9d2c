import { randomUUID } from "node:crypto";
import * as z from "zod";
import { ORIGIN } from "../stage.ts";
import { gatewayEvent } from "./events.ts";
import type { Running } from "./runtime-api.ts";

/** What API Gateway takes from a function: anything else is an error of its own. */
const Result = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

/** What a browser asks of the API through the edge and API Gateway. */
export type Asked = {
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
  readonly sourceIp?: string;
};

export type Answered = z.infer<typeof Result> & {
  /** The body, whatever it came as. */
  readonly bytes: Buffer;
  readonly text: string;
};

/** Asks the API, from a page of the site where it changes something. */
export async function askApi(api: Running, method: string, path: string, asked: Asked = {}): Promise<Answered> {
  const { json, body = json === undefined ? undefined : JSON.stringify(json), headers = {}, ...rest } = asked;
  const sent = {
    "User-Agent": "Mozilla/5.0",
    ...(method !== "GET" && { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin", "Idempotency-Key": randomUUID() }),
    ...(json !== undefined && { "Content-Type": "application/json" }),
    ...headers,
  };
  const event = gatewayEvent(method, path, { ...rest, headers: sent, ...(body !== undefined && { body }) });
  const answer = Result.parse(await api.invoke(event));
  const bytes = Buffer.from(answer.body, answer.isBase64Encoded ? "base64" : "utf8");
  return { ...answer, bytes, text: bytes.toString("utf8") };
}
