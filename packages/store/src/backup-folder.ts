import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { ChamberError } from "@mainstreet/core/error";
import type { Part } from "./backup-format.ts";

/** What is being written has this ending until it is whole: nothing that has it is ever read. */
export const HALF = ".half";
const OWNER_ONLY = 0o600;
const FLUSH_BYTES = 1 << 18;

/** Makes the folder, for its owner only. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Writes a whole file, durably: after a power cut too it is there as a whole or not at all. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await openHalf(file);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
  await settle(file);
}

/** The text of a file; null where there is none. */
export async function readText(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
}

/** A part that is being written, line by line. */
export type PartWriter = {
  /** Bytes so far. */
  readonly bytes: () => number;
  readonly add: (line: string) => Promise<void>;
  /** Makes it whole. */
  readonly close: () => Promise<Part>;
};

/** Begins a part; what is left of an earlier try under the same name is overwritten. */
export async function beginPart(folder: string, name: string): Promise<PartWriter> {
  const file = path.join(folder, name);
  const handle = await openHalf(file);
  const hash = createHash("sha256");
  let [lines, bytes, held]: [number, number, string[]] = [0, 0, []];
  let heldBytes = 0;
  const flush = async () => {
    if (held.length === 0) return;
    const chunk = Buffer.from(held.join(""));
    [held, heldBytes] = [[], 0];
    hash.update(chunk);
    await handle.write(chunk);
  };
  return {
    bytes: () => bytes,
    async add(line) {
      const text = `${line}\n`;
      const size = Buffer.byteLength(text);
      held.push(text);
      lines++;
      bytes += size;
      heldBytes += size;
      if (heldBytes >= FLUSH_BYTES) await flush();
    },
    async close() {
      await flush();
      await handle.close();
      await settle(file);
      return { file: name, lines, bytes, sha256: hash.digest("hex") };
    },
  };
}

/** The lines of a part; what came before its end must not be believed before `close` of it was not refused. */
export async function* linesOf(folder: string, { file }: Pick<Part, "file">): AsyncGenerator<string> {
  const input = createReadStream(path.join(folder, file));
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
}

/** Makes sure that a part is what it was when it was written. @throws `malformed`, with its name */
export async function checkPart(folder: string, part: Part): Promise<void> {
  const found = await hashOf(path.join(folder, part.file));
  if (found === null) throw new ChamberError("malformed", `${part.file} is missing from the backup.`);
  if (found.bytes !== part.bytes || found.sha256 !== part.sha256) {
    throw new ChamberError("malformed", `${part.file} was changed or cut off since the backup was made.`);
  }
}

/** The SHA-256 of a file; null where there is none. */
export async function hashOf(file: string): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function openHalf(file: string): Promise<FileHandle> {
  // A file of before keeps its rights, whoever set them.
  await rm(file + HALF, { force: true });
  return open(file + HALF, "wx", OWNER_ONLY);
}

async function settle(file: string): Promise<void> {
  const handle = await open(file + HALF, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(file + HALF, file);
  const folder = await open(path.dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
