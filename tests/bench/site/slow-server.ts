import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

/** Answers a request, or leaves it to others. */
export type Handler = (request: Request) => Response | null | Promise<Response | null>;

/** A network: bytes a second that all answers share, and the wait before each of them. */
export type Link = { readonly bytesPerSecond: number; readonly latencyMs: number };

export const SLOW_4G: Link = { bytesPerSecond: 1_600_000 / 8, latencyMs: 150 };

/** What went over the wire: path, bytes of headers and body, and those of the body alone. */
type Sent = { readonly path: string; readonly bytes: number; readonly body: number };

export type Served = {
  readonly origin: string;
  /** What was sent since it was last emptied. */
  readonly sent: Sent[];
  close(): Promise<void>;
};

/** A piece as it goes onto the link: small, so that answers side by side take turns. */
const PIECE = 1460;

/**
 * Serves on this machine as over a link. The server is slow and not the browser: what a browser slows down for a page does
 * not hold for the requests of its workers.
 */
export async function serve(handler: Handler, link: Link | null): Promise<Served> {
  const sent: Sent[] = [];
  let free = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = performance.now();
    const url = new URL(request.url ?? "/", origin);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const result =
      (await handler(new Request(url, { method: request.method ?? "GET", headers }))) ??
      new Response(null, { status: 404 });
    const body = new Uint8Array(await result.arrayBuffer());
    const lines = [...result.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    if (link) await setTimeout(Math.max(0, link.latencyMs - (performance.now() - arrived)));
    response.writeHead(result.status, Object.fromEntries(result.headers));
    for (let from = 0; from < body.length; from += PIECE) {
      const piece = body.subarray(from, from + PIECE);
      if (link) {
        free = Math.max(free, performance.now()) + (piece.length / link.bytesPerSecond) * 1000;
        const wait = free - performance.now();
        if (wait > 1) await setTimeout(wait);
      }
      response.write(piece);
    }
    response.end();
    sent.push({ path: url.pathname, bytes: body.length + lines.length, body: body.length });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  const origin = `http://localhost:${typeof at === "object" && at ? at.port : 0}`;
  return {
    origin,
    sent,
    async close() {
      const closed = once(server, "close");
      server.close().closeAllConnections();
      await closed;
    },
  };
}
