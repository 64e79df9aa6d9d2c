import { crc32 } from "./checksum.ts";
import { SnapshotError } from "./snapshot-error.ts";

const FORMAT_VERSION = 2;
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

/** The payload of sealed bytes, a view. Throws SnapshotError, with the codes of `decode`. */
export function unsealed(magic: readonly number[], bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0 || magic.some((byte, i) => i < bytes.length && bytes[i] !== byte)) {
    throw new SnapshotError("not-a-snapshot");
  }
  // Before the checksum: a newer format may be checked in another way.
  if (bytes.length >= LENGTH && (bytes[4] ?? 0) > FORMAT_VERSION) throw new SnapshotError("newer-version");
  const payload = bytes.subarray(LENGTH);
  if (bytes.length < LENGTH || bytes[4] !== FORMAT_VERSION || !isWhole(bytes, payload))
    throw new SnapshotError("corrupt");
  return payload;
}

function isWhole(bytes: Uint8Array, payload: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(5, true) === payload.length && view.getUint32(9, true) === crc32(payload);
}
