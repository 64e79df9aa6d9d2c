import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const FILE = "pepper";
const BYTES = 32;

/**
 * The secret under which addresses and codes are hashed: made once for a home, readable by its owner only. It belongs to the
 * table: with another one nobody's registration is found again.
 * @throws when the file holds something else, which is left alone
 */
export async function pepper(home: string): Promise<Uint8Array> {
  const file = path.join(home, FILE);
  const kept = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (kept?.length === BYTES) return kept;
  if (kept) throw new Error(`${file} should hold ${BYTES} bytes. Bring it back from a copy.`);
  const made = randomBytes(BYTES);
  await mkdir(home, { recursive: true });
  await writeFile(file, made, { mode: 0o600, flag: "wx" });
  return made;
}
