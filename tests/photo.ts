import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

/** A photo as a camera would make it: noisy, so that no two are alike. */
export function photo(width = 1600, height = 1200, seed = 1): Sharp {
  const small = Buffer.from(Array.from({ length: 16 * 12 * 3 }, (_, i) => ((i + seed) * 7919 * (seed + 3)) % 256));
  return sharp(small, { raw: { width: 16, height: 12, channels: 3 } }).resize(width, height, { fit: "fill" });
}

/**
 * The smallest PNG there is of a size: black, and made without any library.
 * @param filled so many rows have data; a lie where it is fewer than its height
 */
export function plainPng(width = 1, height = 1, filled = height): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc((width + 1) * filled));
  const parts = [chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
  return Uint8Array.from(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]));
}
