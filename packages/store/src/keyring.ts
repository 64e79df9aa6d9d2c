import { createHmac, hkdfSync } from "node:crypto";
import { type PersonKey, personKey } from "@mainstreet/core/person-key";

/** What is made with the pepper, the secret of the chamber, for whatever is stored. */
export type Keyring = {
  /** How the reader of a mailbox is called in keys. */
  readonly keyOf: (email: string) => PersonKey;
  /** The 256-bit key under which the keys of persons are kept. */
  readonly wrapping: Uint8Array;
  /** The 256-bit key of the links that end announcements. */
  readonly unsubscribing: Uint8Array;
  /** What tells one pepper from another, and nothing else of it. */
  readonly check: string;
};

/** Thrown when a table was written under another pepper: nobody would be found again, and nothing that was sealed opens. */
export class WrongPepper extends Error {
  constructor(cause?: unknown) {
    super("This table was written under another pepper. Bring back the pepper that belongs to it.", { cause });
    this.name = "WrongPepper";
  }
}

const BYTES = 32;
/** What the key is for goes into it, so that it stands for nothing else that is made with the pepper. */
const WRAPPING = "mainstreet keys of persons, 1";
const UNSUBSCRIBING = "mainstreet links that end announcements, 1";
const CHECK = "mainstreet check of the pepper, 1";

/** @param pepper at least 32 bytes; with another one everybody is somebody else, and nothing that was sealed opens */
export function keyringOf(pepper: Uint8Array): Keyring {
  if (pepper.length < BYTES) throw new RangeError(`The pepper needs at least ${BYTES} bytes.`);
  return {
    keyOf: (email) => personKey((text) => createHmac("sha256", pepper).update(text).digest(), email),
    wrapping: new Uint8Array(hkdfSync("sha256", pepper, "", WRAPPING, BYTES)),
    unsubscribing: new Uint8Array(hkdfSync("sha256", pepper, "", UNSUBSCRIBING, BYTES)),
    check: Buffer.from(hkdfSync("sha256", pepper, "", CHECK, BYTES)).toString("base64url"),
  };
}
