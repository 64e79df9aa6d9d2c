import { readFile } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";
import { type Keyring, keyringOf } from "@mainstreet/store/keyring";
import type { Env } from "./env.ts";

const BYTES = 32;

/**
 * What is made with the chamber's secret: that of `MAINSTREET_PEPPER` (64 hexadecimal digits), or else the one that a local
 * Mainstreet keeps in its folder.
 * @throws `not-found` when there is neither, `invalid` when it cannot be the secret
 */
export async function readKeyring({ pepper, home }: Pick<Env, "pepper" | "home">): Promise<Keyring> {
  const secret =
    pepper === null ? await readFile(path.join(home, "pepper")).catch(() => null) : Buffer.from(pepper, "hex");
  if (secret === null) {
    throw new ChamberError("not-found", "Start Mainstreet once (npm start), or set MAINSTREET_PEPPER to its secret.");
  }
  if (secret.length !== BYTES) throw new ChamberError("invalid", `The chamber's secret should have ${BYTES} bytes.`);
  return keyringOf(secret);
}
