import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** Serves a folder below a base as the plainest host does: no redirects, no headers but the content type. */
export async function serveBare(folder: string, base: string): Promise<{ origin: string; close(): void }> {
  const server = createServer(async ({ url = "/" }, response) => {
    const wanted = decodeURIComponent(new URL(url, "http://host").pathname);
    const inside = wanted.startsWith(base) ? wanted.slice(base.length) : "../outside";
    const file = path.join(folder, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
    const bytes = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined;
    response.writeHead(bytes ? 200 : 404, { "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  const port = typeof at === "object" && at ? at.port : 0;
  return { origin: `http://localhost:${port}`, close: () => server.close().closeAllConnections() };
}
