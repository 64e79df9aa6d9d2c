import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** What whoever asks must know. */
export const KEYS = { AWS_ACCESS_KEY_ID: "AKIDTEST", AWS_SECRET_ACCESS_KEY: "a secret of tests" } as const;
export const REGION = "us-east-1";

type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/**
 * Why a request is not signed as AWS asks it to be (Signature Version 4), or null when it is. Written from the description of the
 * scheme and with none of the code that signs.
 */
export function whyNotSigned({ method, url, headers, body }: Asked, forService: string): string | null {
  const [, id, date = "", region = "", service = "", names = "", signature] =
    AUTHORIZATION.exec(headers.authorization ?? "") ?? [];
  if (!signature) return "There is no signature.";
  if (id !== KEYS.AWS_ACCESS_KEY_ID) return "It is signed by somebody else.";
  if (region !== REGION || service !== forService) return "It is signed for another region or service.";
  const signed = names.split(";");
  for (const needed of ["host", "x-amz-date"]) if (!signed.includes(needed)) return `${needed} is not signed.`;
  const claimed = headers["x-amz-content-sha256"];
  const payload = createHash("sha256").update(body).digest("hex");
  if (claimed !== undefined && claimed !== payload) return "The body is another one than was signed.";
  const canonical = [
    method,
    url.pathname,
    [...url.searchParams]
      .map(([k, v]) => `${encoded(k)}=${encoded(v)}`)
      .sort()
      .join("&"),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .replace(/ +/g, " ")}`,
    ),
    "",
    names,
    payload,
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = [
    "AWS4-HMAC-SHA256",
    String(headers["x-amz-date"]),
    scope,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<Buffer | string>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${KEYS.AWS_SECRET_ACCESS_KEY}`,
  );
  return createHmac("sha256", key).update(text).digest("hex") === signature
    ? null
    : "The signature is of something else.";
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
