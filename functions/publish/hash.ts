import { hash } from "node:crypto";

/** The first 64 bits of SHA-256 in hexadecimal: enough to name a file after its content. */
export function contentHash(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex").slice(0, 16);
}

/**
 * A number from 0 to 2³²−1 drawn from a text, the same everywhere: FNV-1a (Fowler, Noll, Vo) with the final mix of
 * MurmurHash3 (Appleby), since FNV alone orders like texts alike.
 */
export function draw(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
