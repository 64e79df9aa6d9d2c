import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";

/** A file to import, wherever it lies. It is read several times and must be the same each time. */
export type Source = {
  readonly name: string;
  /** In bytes, known before anything is read. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
};

/** A file of this machine. Reading throws `stale` when somebody saved the file since. */
export async function fileSource(file: string): Promise<Source> {
  const name = path.basename(file);
  const first = await stat(file).catch((cause: unknown) => {
    throw new ChamberError("not-found", `The file ${file} cannot be opened.`, { cause });
  });
  if (!first.isFile()) throw new ChamberError("unsupported-type", `${file} is not a file.`);
  return {
    name,
    size: first.size,
    async *read() {
      const { size, mtimeMs } = await stat(file);
      if (size !== first.size || mtimeMs !== first.mtimeMs) {
        throw new ChamberError("stale", `${name} was changed while it was being read. Run the import again.`);
      }
      if (size > 0) yield* createReadStream(file, { end: size - 1 });
    },
  };
}

/** A parser has read all rows of a piece before the first of them is asked for: small ones keep few rows in memory. */
const PIECE_BYTES = 16 * 1024;

/** Bytes in memory as a file to import. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  return {
    name,
    size: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
    },
  };
}
