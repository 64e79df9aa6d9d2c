import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { SECURITY_HEADERS } from "@mainstreet/core/site-headers";
import { StoppedEarly } from "./steps.ts";

/** @param address of who asks, "" when the connection is gone already */
type Handler = (request: Request, address: string) => Response | Promise<Response>;

const HOST = "127.0.0.1";
const SOON =
  "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=1><title>Starting</title><p>Mainstreet is starting …</p>\n";

/** A server that has its port, and says that it is starting until it is given a handler. */
export type Listening = { answer(handler: Handler): void; close(): Promise<void> };

/** Takes a port of this machine. @throws `StoppedEarly` when somebody else has it */
export async function listen(port: number): Promise<Listening> {
  let handler: Handler = () =>
    new Response(SOON, {
      status: 503,
      headers: {
        ...SECURITY_HEADERS,
        "Content-Type": "text/html; charset=utf-8",
        "Retry-After": "1",
        "Cache-Control": "no-store",
      },
    });
  const server = createServer(
    getRequestListener((request, { incoming }) => handler(request, incoming.socket.remoteAddress ?? "")),
  );
  server.listen(port, HOST);
  await once(server, "listening").catch((error: unknown) => {
    const used = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!used) throw error;
    throw new StoppedEarly(
      `Port ${port} is in use. Stop the program that has it, or choose another: PORT=${port + 1} npm start`,
    );
  });
  return {
    answer: (next) => {
      handler = next;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
