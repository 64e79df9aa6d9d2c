import { check } from "./check.ts";
import { SnapshotError } from "./snapshot-error.ts";

// One name, never a path: what a head file says is fetched from beside it and from nowhere else.
const FILE_NAME = /^[a-z0-9][a-z0-9_-]{0,99}(\.[a-z0-9]{1,20}){1,2}$/i;

/** The fields of a head file of this version, unread. Throws SnapshotError, with the codes of `decode`. */
export function headFields(text: string): Readonly<Record<string, unknown>> {
  let fields: Readonly<Record<string, unknown>> | null;
  try {
    fields = JSON.parse(text);
  } catch (cause) {
    throw new SnapshotError("not-a-snapshot", { cause });
  }
  const version = fields?.version;
  if (!fields || typeof version !== "number") throw new SnapshotError("not-a-snapshot");
  if (version > 1) throw new SnapshotError("newer-version");
  return fields;
}

/** The name of a file beside the head file, or RangeError. */
export function fileName(value: unknown): string {
  check(typeof value === "string" && FILE_NAME.test(value));
  return value;
}
