import { createHmac, timingSafeEqual } from "node:crypto";
import type { PersonKey } from "@mainstreet/core/person-key";
import type { Keyring } from "./keyring.ts";

const TOKEN = /^([0-9a-hjkmnp-tv-z]{26})([\w-]{22})$/;
/** 128 bits of the hash: 22 characters. */
const BYTES = 16;

/** What stands in the link by which a person ends announcements: their key, and the proof that the chamber made it. */
export function unsubscribeToken({ unsubscribing }: Pick<Keyring, "unsubscribing">, personKey: PersonKey): string {
  return personKey + proofOf(unsubscribing, personKey).toString("base64url");
}

/** Whose link it is; null for what the chamber did not make. */
export function personOfToken({ unsubscribing }: Pick<Keyring, "unsubscribing">, token: string): PersonKey | null {
  const [, personKey = "", proof = ""] = TOKEN.exec(token) ?? [];
  // The last character has bits to spare: only the spelling that was given out counts.
  const wanted = Buffer.from(proofOf(unsubscribing, personKey).toString("base64url"));
  const shown = Buffer.from(proof);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted) ? personKey : null;
}

function proofOf(secret: Uint8Array, personKey: PersonKey): Buffer {
  return createHmac("sha256", secret).update(personKey).digest().subarray(0, BYTES);
}
