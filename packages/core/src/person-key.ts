import * as z from "zod";

/** A keyed hash of a text, such as HMAC-SHA256 under a secret of the chamber. */
export type KeyedHash = (text: string) => Uint8Array;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const CHARS = 26;

/** How a person is called in keys: says nothing about them to whoever lacks the secret. */
export const PersonKey = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);
export type PersonKey = string;

/** An e-mail address as it is compared: two spellings that reach one mailbox are one person. */
export function sameEmail(email: string): string {
  return email.trim().toLowerCase().normalize("NFKC");
}

/** The key of the person who reads a mailbox: 130 bits of the keyed hash in Crockford's base 32. */
export function personKey(hash: KeyedHash, email: string): PersonKey {
  let [key, bits, held] = ["", 0, 0];
  for (const byte of hash(sameEmail(email))) {
    bits = (bits << 8) | byte;
    held += 8;
    for (; held >= 5; held -= 5) key += ALPHABET.charAt((bits >>> (held - 5)) & 31);
    bits &= 31;
  }
  if (key.length < CHARS) throw new RangeError("The hash is too short for a person's key.");
  return key.slice(0, CHARS);
}

/** Which of a number of partitions holds what belongs to a person. */
export function shardOf(key: PersonKey, shards: number): number {
  return (ALPHABET.indexOf(key.charAt(0)) * 32 + ALPHABET.indexOf(key.charAt(1))) % shards;
}
