import { check } from "./check.ts";
import type { Box } from "./entry.ts";
import { fileName, headFields } from "./file-names.ts";
import { array, exactly, parseBox, wholeNumber } from "./json.ts";
import { whole } from "./snapshot-error.ts";

/** The small file that says which snapshot is the present one; JSON. */
export type HeadFile = {
  readonly version: 1;
  /** How many listings there are, changes included. */
  readonly count: number;
  /** File name of the snapshot; of the overview where there are shards. */
  readonly base: string;
  /** File name of the contacts of the base, row by row. */
  readonly details: string | null;
  /** File name of the changes since then, null when there are none. */
  readonly delta: string | null;
  /** The whole of a large directory in parts, none for a small one. */
  readonly shards: readonly Shard[];
};

export type Shard = {
  readonly file: string;
  readonly details: string | null;
  readonly count: number;
  /** Where its listings lie; south above north for those without a position. */
  readonly box: Box;
};

/** A head file from its text. Throws SnapshotError and nothing else, with the codes of `decode`. */
export function parseHead(text: string): HeadFile {
  const fields = headFields(text);
  return whole(() => {
    const head = exactly(fields, "version", "count", "base", "details", "delta", "shards");
    check(head.version === 1);
    return {
      version: 1,
      count: wholeNumber(head.count, Number.MAX_SAFE_INTEGER),
      base: fileName(head.base),
      details: fileNameOrNull(head.details),
      delta: fileNameOrNull(head.delta),
      shards: array(head.shards, parseShard),
    };
  });
}

function parseShard(value: unknown): Shard {
  const { file, details, count, box } = exactly(value, "file", "details", "count", "box");
  return {
    file: fileName(file),
    details: fileNameOrNull(details),
    count: wholeNumber(count, Number.MAX_SAFE_INTEGER),
    box: parseBox(box),
  };
}

function fileNameOrNull(value: unknown): string | null {
  return value === null ? null : fileName(value);
}
