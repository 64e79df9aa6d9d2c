import { crc32 } from "./checksum.ts";

/** Why bytes cannot be read; `newer-version` means that a newer program can. */
export type Problem = "not-a-snapshot" | "newer-version" | "corrupt";

const FORMAT_VERSION = 1;
const LENGTH = 13;

/** Bytes that say what they are: magic number, format version, length and checksum of the payload, payload. */
export function sealed(magic: readonly number[], payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LENGTH + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint8(4, FORMAT_VERSION);
  view.setUint32(5, payload.length, true);
  view.setUint32(9, crc32(payload), true);
  bytes.set(payload, LENGTH);
  return bytes;
}

/** The payload of sealed bytes, a view, or why there is none. */
export function unsealed(magic: readonly number[], bytes: Uint8Array): Uint8Array | Problem {
  if (bytes.length === 0 || magic.some((byte, i) => i < bytes.length && bytes[i] !== byte)) return "not-a-snapshot";
  if (bytes.length < LENGTH) return "corrupt";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Before the checksum: a newer format may be checked in another way.
  if (view.getUint8(4) > FORMAT_VERSION) return "newer-version";
  const payload = bytes.subarray(LENGTH);
  const isWhole = view.getUint32(5, true) === payload.length && view.getUint32(9, true) === crc32(payload);
  return view.getUint8(4) === FORMAT_VERSION && isWhole ? payload : "corrupt";
}
