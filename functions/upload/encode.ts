import { createHash } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import { keptSize, pictureFile, type Sized } from "@mainstreet/core/picture";
import { kindOf, whyNot } from "./kind.ts";

/** A picture as it is kept, and its files by name. */
export type Encoded = { readonly sized: Sized; readonly files: ReadonlyMap<string, Uint8Array> };

/** More pixels than any phone's camera has, as few as a small function can hold. */
const MOST_PIXELS = 50_000_000;
const MOST_SECONDS = 20;
const QUALITY = 80;

type Sharp = Awaited<typeof import("sharp")>["default"];
let loaded: Promise<Sharp> | null = null;

/** Loaded with the first picture: it takes a tenth of a second, and most starts see no picture. */
function load(): Promise<Sharp> {
  loaded ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    // Of all that it can read, only what is taken here.
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({
      operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
    });
    return sharp;
  });
  return loaded;
}

/**
 * Draws a picture anew: upright, in sRGB, in the widths that are kept, as WebP. Nothing of the bytes that were sent is in
 * what comes out but the pixels: no place where it was taken, no name, nothing that was hung on behind.
 * @throws `unsupported-type` for what is no JPEG, PNG or WebP; `invalid` for one that is broken, moves or is too large
 */
export async function encode(bytes: Uint8Array): Promise<Encoded> {
  const kind = kindOf(bytes);
  if (!kind) throw new ChamberError("unsupported-type", whyNot(bytes));
  const sharp = await load();
  // Only the header is read, of a picture of any size, so that its sender can be told.
  const header = sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata();
  const { format, width, height, pages = 1, autoOrient } = await header.catch(broken);
  if (format !== kind) throw broken();
  if (width * height > MOST_PIXELS)
    throw invalid(`This picture has ${width} × ${height} pixels, which is more than can be taken. Make it smaller.`);
  if (pages > 1) throw invalid("Pictures that move are not taken. Choose one that stands still.");

  const kept = keptSize(autoOrient.width, autoOrient.height);
  const whole = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient()
    .resize(kept.width, kept.height, { fit: "fill" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch(broken);
  const { width: w, height: h, channels } = whole.info;
  const drawn: [number, Buffer][] = [];
  for (const at of kept.widths) {
    const small = sharp(whole.data, { raw: { width: w, height: h, channels } }).resize(at);
    drawn.push([at, await small.webp({ quality: QUALITY }).toBuffer()]);
  }
  const digest = createHash("sha256");
  for (const [, file] of drawn) digest.update(file);
  const hash = digest.digest("hex").slice(0, 32);
  return { sized: { hash, ...kept }, files: new Map(drawn.map(([at, file]) => [pictureFile({ hash }, at), file])) };
}

function broken(cause?: unknown): never {
  throw invalid("This picture is broken: it cannot be read to its end. Choose another one.", cause);
}

function invalid(message: string, cause?: unknown): ChamberError {
  return new ChamberError("invalid", message, { cause });
}
