import * as z from "zod";
import type { SignedCall } from "./signed-call.ts";

const PEPPER_BYTES = 32;

const Parameters = z.object({
  /** The scheme and host of the site. */
  origin: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  /** The secret under which addresses and codes are hashed. */
  pepper: z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
    .refine((bytes) => bytes.length === PEPPER_BYTES, `must have ${PEPPER_BYTES} bytes`),
  /** What the CDN in front of the API sends with each request, and nobody else knows. */
  "edge-secret": z.string().min(16),
  /** The key to a map service, where one is used. */
  "places-key": z.string().min(1).optional(),
});
/** What is set for all functions of a stage, secrets among it. */
export type Parameters = z.infer<typeof Parameters>;

const Answer = z.object({ Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })) });

/**
 * Reads the parameters of a stage from the Parameter Store, all in one request.
 * @param from.prefix such as "/mainstreet/production/"
 * @throws with the names of those that are missing or wrong, never with what they say
 */
export async function readParameters(
  call: SignedCall,
  from: { readonly endpoint: string; readonly prefix: string },
): Promise<Parameters> {
  const Names = Object.keys(Parameters.shape).map((name) => from.prefix + name);
  const { status, text } = await call({
    service: "ssm",
    url: `${from.endpoint}/`,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonSSM.GetParameters" },
    body: JSON.stringify({ Names, WithDecryption: true }),
    tries: 4,
  });
  if (status !== 200) throw new Error(`The parameters could not be read: ${status}.`);
  const found = Answer.parse(JSON.parse(text)).Parameters;
  const parsed = Parameters.safeParse(
    Object.fromEntries(found.map(({ Name, Value }) => [Name.slice(from.prefix.length), Value])),
  );
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map(({ path }) => from.prefix + String(path[0])));
  throw new Error(`Parameters are missing or wrong: ${[...wrong].join(", ")}.`);
}
