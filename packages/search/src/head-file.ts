import { check } from "./check.ts";
import type { Box } from "./entry.ts";
import { array, exactly, parseBox, whole } from "./json.ts";
import { SnapshotError } from "./snapshot.ts";

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

// One name, never a path: what a head file says is fetched from beside it and from nowhere else.
const FILE_NAME = /^[a-z0-9][a-z0-9_-]{0,99}(\.[a-z0-9]{1,20}){1,2}$/i;

/** A head file from its text. Throws SnapshotError and nothing else, with the codes of `decode`. */
export function parseHead(text: string): HeadFile {
  const json = parseJson(text);
  const version = typeof json === "object" && json !== null && "version" in json ? json.version : null;
  if (typeof version !== "number") throw new SnapshotError("not-a-snapshot");
  if (version > 1) throw new SnapshotError("newer-version");
  try {
    const head = exactly(json, "version", "count", "base", "details", "delta", "shards");
    check(head.version === 1);
    return {
      version: 1,
      count: whole(head.count, Number.MAX_SAFE_INTEGER),
      base: fileName(head.base),
      details: fileNameOrNull(head.details),
      delta: fileNameOrNull(head.delta),
      shards: array(head.shards, parseShard),
    };
  } catch (cause) {
    throw new SnapshotError("corrupt", { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SnapshotError("not-a-snapshot", { cause });
  }
}

function parseShard(value: unknown): Shard {
  const { file, details, count, box } = exactly(value, "file", "details", "count", "box");
  return {
    file: fileName(file),
    details: fileNameOrNull(details),
    count: whole(count, Number.MAX_SAFE_INTEGER),
    box: parseBox(box),
  };
}

function fileNameOrNull(value: unknown): string | null {
  return value === null ? null : fileName(value);
}

function fileName(value: unknown): string {
  check(typeof value === "string" && FILE_NAME.test(value));
  return value;
}
