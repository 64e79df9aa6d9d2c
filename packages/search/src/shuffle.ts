/** A text as a number from 0 to 2^32 − 1. Source: FNV-1a, 32 bits, over UTF-16 code units instead of bytes. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * The place, 0 to 2^32 − 1, that a shuffle gives to an item: the same for the same seed and item, unrelated for
 * another. Both are results of `hashText`. Source: the last step of MurmurHash3 (fmix32).
 */
export function shuffled(seed: number, item: number): number {
  let hash = seed ^ item;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A hash of two hashes, in this order. */
export function mixed(first: number, second: number): number {
  return Math.imul(first ^ second, 0x01000193) ^ (first >>> 15);
}
