import * as z from "zod";
import { framesOf, type Log } from "../log.ts";

/* Between API Gateway's HTTP API (payload format 2.0) and the requests and responses of the web. */

const GatewayEvent = z.object({
  version: z.literal("2.0"),
  rawPath: z.string(),
  rawQueryString: z.string(),
  cookies: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.string()),
  requestContext: z.object({
    domainName: z.string(),
    http: z.object({ method: z.string(), sourceIp: z.string() }),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
});
/** A request as API Gateway hands it to a function. */
export type GatewayEvent = z.infer<typeof GatewayEvent>;

/** An answer as API Gateway takes it. */
export type GatewayResult = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

/** What answers requests; `address` is whose connection it was, as API Gateway saw it. */
export type Fetch = (request: Request, connection: { readonly address: string }) => Response | Promise<Response>;

const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b)/i;

/**
 * Answers the events of an API.
 * @param app is asked for with each event, so that what could not be made is made again
 */
export function answerEvents(
  app: () => Promise<{ readonly fetch: Fetch }>,
  log: Log,
): (event: unknown) => Promise<GatewayResult> {
  return async (event) => {
    const sent = GatewayEvent.parse(event);
    const request = requestOf(sent);
    if (!request) return resultOf(new Response("This request cannot be read.\n", { status: 400 }));
    try {
      const { fetch } = await app();
      return await resultOf(await fetch(request, { address: sent.requestContext.http.sourceIp }));
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      log({ level: "error", event: "not-ready", error: name, frames: framesOf(error) });
      const headers = { "Retry-After": "30", "Cache-Control": "no-store" };
      return resultOf(new Response("This is not ready yet. Try again in a minute.\n", { status: 503, headers }));
    }
  };
}

/** Answers with the API what is asked of it, and with something else what is asked of the rest of the site. */
export function beside(api: Fetch, elsewhere: (request: Request) => Promise<Response>): Fetch {
  return (request, connection) => {
    const { pathname } = new URL(request.url);
    const isApi = pathname === "/api" || pathname.startsWith("/api/");
    return isApi ? api(request, connection) : elsewhere(request);
  };
}

/** The request that an event stands for; null for one that cannot be one, such as of the method TRACE. */
export function requestOf(event: GatewayEvent): Request | null {
  const { rawPath, rawQueryString, cookies = [], headers, requestContext, body, isBase64Encoded } = event;
  const { domainName, http } = requestContext;
  // The path comes decoded: what would end it must not.
  const path = rawPath.replace(/[?#]/g, encodeURIComponent);
  const url = `https://${domainName}${path}${rawQueryString === "" ? "" : `?${rawQueryString}`}`;
  const hasBody = body !== undefined && http.method !== "GET" && http.method !== "HEAD";
  try {
    const sent = new Headers();
    for (const [name, value] of Object.entries(headers)) sent.set(name, inBytes(value));
    if (cookies.length > 0) sent.set("Cookie", inBytes(cookies.join("; ")));
    return new Request(url, {
      method: http.method,
      headers: sent,
      ...(hasBody && { body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8") }),
    });
  } catch {
    return null;
  }
}

/** The answer of the web as API Gateway takes it: text as it is, all else in base64, each cookie by itself. */
export async function resultOf(response: Response): Promise<GatewayResult> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = TEXT.test(response.headers.get("Content-Type") ?? "") && !response.headers.has("Content-Encoding");
  const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
  return {
    statusCode: response.status,
    headers: Object.fromEntries(headers),
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText && bytes.length > 0,
  };
}

/** A header's value as a server reads it from the wire, byte by byte. */
function inBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
