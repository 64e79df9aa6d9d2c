import { exactly, whole } from "./json.ts";
import { SnapshotError } from "./snapshot.ts";

/** The small file that says which snapshot is the present one; JSON. */
export type HeadFile = {
  readonly version: 1;
  /** File name of the snapshot. */
  readonly base: string;
  /** File name of the changes since then, null when there are none. */
  readonly delta: string | null;
  /** How many listings there are, changes included. */
  readonly count: number;
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
    const head = exactly(json, "version", "base", "delta", "count");
    if (head.version !== 1) throw new RangeError("unknown version");
    return {
      version: 1,
      base: fileName(head.base),
      delta: head.delta === null ? null : fileName(head.delta),
      count: whole(head.count, Number.MAX_SAFE_INTEGER),
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

function fileName(value: unknown): string {
  if (typeof value !== "string" || !FILE_NAME.test(value)) throw new TypeError("expected a file name");
  return value;
}
