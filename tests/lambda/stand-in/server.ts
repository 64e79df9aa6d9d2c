import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { whyNotSigned } from "./check-signature.ts";

export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

/** A service of AWS on this machine. */
export type StandIn = { readonly endpoint: string; close(): Promise<void> };

/**
 * Serves requests that are signed as AWS wants them; others are refused.
 * @param serviceOf for which service a request is to be signed
 */
export async function serveSigned(
  serviceOf: (asked: Asked) => string,
  answer: (asked: Asked) => Promise<Answer> | Answer,
): Promise<StandIn> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "GET", headers } = request;
    const asked = {
      method,
      url: new URL(request.url ?? "/", `http://${headers.host}`),
      headers,
      body: Buffer.concat(chunks),
    };
    const why = whyNotSigned(asked, serviceOf(asked));
    const { status, headers: sent = {}, body = "" } = why === null ? await answer(asked) : refused(why);
    response.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...sent });
    response.end(method === "HEAD" ? undefined : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function refused(why: string): Answer {
  return { status: 403, body: `<Error><Code>SignatureDoesNotMatch</Code><Message>${why}</Message></Error>` };
}
