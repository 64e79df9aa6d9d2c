import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { headersOf, isCompressible, isLasting } from "@mainstreet/core/site-headers";

const compress = promisify(brotliCompress);
const [QUICK, BEST] = [5, 11];
/** The most bytes that are compressed as well as can be before they are sent, which takes a tenth of a second … */
const MOST_AT_ONCE = 128 * 1024;
/** … and in the background, while what was compressed quickly is sent: about a second. */
const MOST_LATER = 1024 * 1024;
/** Bodies kept in memory, the least lately used going first: enough for a developer's clicks, small beside Node itself. */
const KEPT = 500;
const LEAST_COMPRESSED = 200;

type Body = { readonly stamp: string; readonly etag: string; readonly plain: Buffer; brotli: Buffer | null };

/** Serves a folder of the published site as the CDN would: clean addresses, redirects, headers, compression, 404. */
export function serveSite(root: string): (request: Request) => Promise<Response> {
  const kept = new Map<string, Body>();
  let squeezing: Promise<void> = Promise.resolve();

  /** One file after another: a visit asks for several at once, and the machine has other things to do. */
  function squeezeLater(body: Body): void {
    squeezing = squeezing.then(async () => {
      body.brotli = await squeezed(body.plain, BEST).catch(() => body.brotli);
    });
  }

  async function bodyOf(file: string): Promise<Body | undefined> {
    const full = path.join(root, file);
    const found = await stat(full).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
    const known = kept.get(file);
    kept.delete(file);
    if (known?.stamp === stamp) {
      kept.set(file, known);
      return known;
    }
    const plain = await readFile(full).catch(() => undefined);
    if (!plain) return undefined;
    const small = plain.length < LEAST_COMPRESSED || !isCompressible(file);
    const isBest = isLasting(file) && plain.length <= MOST_AT_ONCE;
    const brotli = small ? null : await squeezed(plain, isBest ? BEST : QUICK);
    const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
    const body = { stamp, etag, plain, brotli };
    // Pictures are many and large, and nothing is made of them but what is read.
    if (isCompressible(file)) kept.set(file, body);
    if (brotli && !isBest && isLasting(file) && plain.length <= MOST_LATER) squeezeLater(body);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return body;
  }

  async function answer(request: Request, file: string, status: number): Promise<Response | undefined> {
    const body = await bodyOf(file);
    if (!body) return undefined;
    const headers = new Headers({ ...headersOf(file), ETag: body.etag, Vary: "Accept-Encoding" });
    if (status === 200 && request.headers.get("if-none-match")?.includes(body.etag)) {
      return new Response(null, { status: 304, headers });
    }
    const encoded = body.brotli && /\bbr\b/.test(request.headers.get("accept-encoding") ?? "") ? body.brotli : null;
    if (encoded) headers.set("Content-Encoding", "br");
    const bytes = encoded ?? body.plain;
    headers.set("Content-Length", String(bytes.length));
    return new Response(request.method === "HEAD" ? null : new Uint8Array(bytes), { status, headers });
  }

  async function redirectOf(pathname: string): Promise<string | undefined> {
    const body = await bodyOf("redirects.json");
    const redirects: Readonly<Record<string, string>> = body ? JSON.parse(body.plain.toString("utf8")) : {};
    return Object.hasOwn(redirects, pathname) ? redirects[pathname] : undefined;
  }

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response(null, { status: 405, headers: { ...headersOf("405.html"), Allow: "GET, HEAD" } });
    }
    const { pathname, search } = new URL(request.url);
    const wanted = decoded(pathname);
    if (wanted !== undefined) {
      const file = wanted.endsWith("/") ? `${wanted.slice(1)}index.html` : wanted.slice(1);
      const found = await answer(request, file, 200);
      if (found) return found;
      const slashed = wanted.endsWith("/") ? wanted : `${wanted}/`;
      const moved = await redirectOf(slashed);
      if (moved !== undefined) return redirect(moved, search);
      if (slashed !== wanted && (await bodyOf(`${slashed.slice(1)}index.html`))) return redirect(slashed, search);
    }
    return (
      (await answer(request, "404.html", 404)) ??
      new Response("Not found\n", { status: 404, headers: headersOf("404.txt") })
    );
  };
}

function squeezed(plain: Buffer, quality: number): Promise<Buffer> {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return compress(plain, { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: plain.length } });
}

function redirect(to: string, search: string): Response {
  const headers = { ...headersOf("redirect.html"), Location: encodeURI(to) + search };
  return new Response(null, { status: 301, headers });
}

/** A path of the site, or undefined for one that is broken or would leave the folder. */
function decoded(pathname: string): string | undefined {
  try {
    const plain = decodeURIComponent(pathname);
    const leaves = plain.split("/").some((part) => part === ".." || part === ".") || /[\0\\]/.test(plain);
    return leaves || plain.startsWith("//") ? undefined : plain;
  } catch {
    return undefined;
  }
}
