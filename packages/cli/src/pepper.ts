import { mkdir, readFile, writeFile } from "node:fs/promises";
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
export async function readKeyring(env: Pick<Env, "pepper" | "home">): Promise<Keyring> {
  return keyringOf(await readPepper(env));
}

/** The secret itself. @throws as `readKeyring` */
export async function readPepper({ pepper, home }: Pick<Env, "pepper" | "home">): Promise<Uint8Array> {
  const secret =
    pepper === null ? await readFile(path.join(home, "pepper")).catch(() => null) : Buffer.from(pepper, "hex");
  if (secret === null) {
    throw new ChamberError("not-found", "Start Mainstreet once (npm start), or set MAINSTREET_PEPPER to its secret.");
  }
  if (secret.length !== BYTES) throw new ChamberError("invalid", `The chamber's secret should have ${BYTES} bytes.`);
  return secret;
}

/**
 * Puts the secret of a backup where a local Mainstreet keeps its own, before its first start.
 * @throws `in-use` where there is another one
 */
export async function placePepper(home: string, pepper: Uint8Array): Promise<void> {
  const file = path.join(home, "pepper");
  await mkdir(home, { recursive: true });
  try {
    await writeFile(file, pepper, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (Buffer.from(pepper).equals(await readFile(file).catch(() => Buffer.alloc(0)))) return;
    throw new ChamberError(
      "in-use",
      `${file} is there already and is another one. Name another home by MAINSTREET_HOME.`,
      {
        cause: error,
      },
    );
  }
}
