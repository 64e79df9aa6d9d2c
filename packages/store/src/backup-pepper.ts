import { scryptSync } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import * as z from "zod";
import { open, type Place, seal, Unopenable } from "./seal.ts";

/** The chamber's secret under a passphrase: AES-256-GCM with a key by scrypt (RFC 7914). */
export const SealedPepper = z.strictObject({
  kdf: z.literal("scrypt"),
  cost: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20)
    .refine((cost) => Number.isInteger(Math.log2(cost))),
  blockSize: z.literal(8),
  parallel: z.literal(1),
  /** In base64url. */
  salt: z.string().regex(/^[\w-]{43}$/),
  sealed: z.string(),
});
export type SealedPepper = z.infer<typeof SealedPepper>;

/** 128 MB and some tenths of a second: what OWASP's Password Storage Cheat Sheet asks of scrypt with a block size of 8. */
export const COST = 2 ** 17;
const SALT_BYTES = 32;
const KEY_BYTES = 32;
const PLACE: Place = { of: "", field: "pepper of a backup, 1" };
export const SHORTEST_PASSPHRASE = 12;

/** Seals the chamber's secret. @param cost of scrypt, a power of two @throws `invalid` for a passphrase that is too short */
export function sealPepper(
  { passphrase, random, cost = COST }: { readonly passphrase: string; readonly random: Random; readonly cost?: number },
  pepper: Uint8Array,
): SealedPepper {
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new ChamberError("invalid", `The passphrase should have ${SHORTEST_PASSPHRASE} characters or more.`);
  }
  const salt = Buffer.from(random(SALT_BYTES)).toString("base64url");
  const shape = { kdf: "scrypt", cost, blockSize: 8, parallel: 1, salt } as const;
  const text = Buffer.from(pepper).toString("base64url");
  return { ...shape, sealed: seal(keyOf(passphrase, shape), PLACE, text, random) };
}

/** Opens what `sealPepper` made. @throws `invalid` where it is another passphrase, or the sealed text was changed */
export function openPepper(passphrase: string, sealed: SealedPepper): Uint8Array {
  try {
    return Buffer.from(open(keyOf(passphrase, sealed), PLACE, sealed.sealed), "base64url");
  } catch (error) {
    if (!(error instanceof Unopenable)) throw error;
    throw new ChamberError("invalid", "This passphrase does not open the backup.", { cause: error });
  }
}

function keyOf(passphrase: string, { cost, blockSize, parallel, salt }: Omit<SealedPepper, "sealed">): Uint8Array {
  const maxmem = 2 * 128 * cost * blockSize;
  const options = { N: cost, r: blockSize, p: parallel, maxmem };
  return scryptSync(passphrase.normalize("NFKC"), Buffer.from(salt, "base64url"), KEY_BYTES, options);
}
