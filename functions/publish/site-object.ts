import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants } from "node:zlib";
import { headersOf } from "@mainstreet/core/site-headers";

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const [GOOD, BEST] = [9, 11];
/** Of more bytes the last few percent take seconds. */
const MOST_AT_BEST = 128 * 1024;

/**
 * Scripts, and what they search in, named after their content. Whatever runs such a script reads Brotli, so they are kept
 * compressed, better than a CDN does on the way, and search data at all, which it would not touch.
 */
const SQUEEZED = /^(?:_a\/[^/]+\.js|s\/[0-9a-f]+\.(?:bin|details|delta))$/;

/** A file of the site as a store of objects keeps it, with what is sent with it. */
export type SiteObject = {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly contentEncoding?: "br";
};

/** How a file of the site is kept, by its path without a slash at the start. */
export async function siteObject(path: string, bytes: Uint8Array): Promise<SiteObject> {
  const { "Content-Type": contentType = "", "Cache-Control": cacheControl = "" } = headersOf(path);
  if (!SQUEEZED.test(path)) return { body: bytes, contentType, cacheControl };
  const isBest = bytes.length <= MOST_AT_BEST;
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: isBest ? BEST : GOOD, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { body: await compress(bytes, { params }), contentType, cacheControl, contentEncoding: "br" };
}

/** The bytes of a file as they were before it was kept. */
export async function plainBytes(body: Uint8Array, contentEncoding: string | undefined): Promise<Uint8Array> {
  return contentEncoding === "br" ? decompress(body) : body;
}
