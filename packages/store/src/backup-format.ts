import { ChamberError } from "@mainstreet/core/error";
import { Instant } from "@mainstreet/core/local-date";
import * as z from "zod";
import { SealedPepper } from "./backup-pepper.ts";

/*
 * What lies in the folder of a backup: `begun.json` from the first moment on, numbered parts each with a receipt, and
 * `manifest.json` last of all. Without a manifest it is a backup that has not been finished.
 */

export const FORMAT = 1;
export const BEGUN = "begun.json";
export const MANIFEST = "manifest.json";
/** Who was erased, alone in a file: it can be kept with older backups too. */
export const ERASURES = "erasures.ndjson";
export const PICTURES = "pictures.ndjson";
export const PICTURE_FOLDER = "pictures";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** How far the stream of the table was read. */
const Positions = z.object({ stream: z.string(), shards: z.record(z.string(), z.string()) });
const RawKey = z.object({ pk: z.string(), sk: z.string() });

/** What a backup is of, written before the first part. */
export const Begun = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  begunAt: Instant,
  table: z.string(),
  /** What tells the pepper of the table from another one. */
  check: z.string(),
  pepper: SealedPepper,
  segments: z.int().min(1).max(1000),
  from: Positions,
});
export type Begun = z.infer<typeof Begun>;

/** A file that is whole. */
const Part = z.object({ file: z.string().regex(/^[\w.-]+$/), lines: z.int(), bytes: z.int(), sha256: Sha256 });
export type Part = z.infer<typeof Part>;

/** That a part is whole, and where the next one begins. */
export const Receipt = z.object({
  ...Part.shape,
  /** Of a part of a segment: after which item the next begins; null after the last. */
  next: RawKey.nullish(),
  /** Of a part of changes: how far the stream is read with it. */
  positions: Positions.optional(),
});
export type Receipt = z.infer<typeof Receipt>;

const Count = z.object({ items: z.int(), checksum: Sha256 });

/** What a finished backup holds. */
export const Manifest = z.object({
  ...Begun.shape,
  finishedAt: Instant,
  /** How the table looks: keys, index, stream, and what clears it. */
  definition: z.unknown(),
  parts: z.array(Part),
  /** Applied after the parts, in this order. */
  changes: z.array(Part),
  erasures: Part,
  pictures: Part.nullable(),
  items: z.int(),
  /** By kind: how many, and the sum of the SHA-256 of their lines modulo 2^256, whatever order they come in. */
  kinds: z.record(z.string(), Count),
  /** The SHA-256 of all checksums above. */
  checksum: Sha256,
});
export type Manifest = z.infer<typeof Manifest>;

/** Reads a file of a backup's folder in one of the forms above. @throws `malformed`, with the name of the file */
export function parsed<T>(schema: z.ZodType<T>, file: string, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ChamberError("malformed", `${file} is damaged, or of another version of Mainstreet.`, { cause });
  }
}
