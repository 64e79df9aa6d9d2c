import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "@mainstreet/core/needs";
import type { PersonKey } from "@mainstreet/core/person-key";
import type { Key } from "./keys.ts";

/** What a sealed text is for: of whom, and where it stands. Opened as anything else it does not open. */
export type Place = { readonly of: PersonKey; readonly field: string };

/** The place of a text that stands in a field of an item. */
export function placeOf(of: PersonKey, { pk, sk }: Key, field: string): Place {
  return { of, field: JSON.stringify([pk, sk, field]) };
}

/** Thrown when a sealed text was changed, stands somewhere else than it was made for, or another key is tried. */
export class Unopenable extends Error {
  constructor(cause?: unknown) {
    super("A sealed text does not open.", { cause });
    this.name = "Unopenable";
  }
}

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^v1\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D).
 * @param key of 32 bytes
 * @returns "v1.<iv>.<ciphertext>.<tag>", each in base64url
 */
export function seal(key: Uint8Array, place: Place, text: string, random: Random): string {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(contextOf(place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", ...[iv, sealed, cipher.getAuthTag()].map((bytes) => Buffer.from(bytes).toString("base64url"))].join(
    ".",
  );
}

/** Opens what `seal` made. @throws `Unopenable` */
export function open(key: Uint8Array, place: Place, sealed: string): string {
  const [, iv = "", text = "", tag = ""] = FORM.exec(sealed) ?? [];
  try {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, "base64url"), { authTagLength: TAG_BYTES });
    decipher.setAAD(contextOf(place)).setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(text, "base64url"), decipher.final()]).toString("utf8");
  } catch (error) {
    throw new Unopenable(error);
  }
}

function contextOf({ of, field }: Place): Uint8Array {
  return Buffer.from(JSON.stringify([of, field]));
}
