import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const FILE = "staff-token";

/** The token that lets staff write through the API: made once for a home, readable by its owner only. */
export async function staffToken(home: string): Promise<string> {
  const file = path.join(home, FILE);
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  if (kept.length >= 40) return kept;
  const token = randomBytes(32).toString("base64url");
  await mkdir(home, { recursive: true });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
