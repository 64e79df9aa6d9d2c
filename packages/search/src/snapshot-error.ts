/** Why bytes cannot be read; `newer-version` means that a newer program can. */
export type Problem = "not-a-snapshot" | "newer-version" | "corrupt";

/** Bytes that are no snapshot, delta or head file, or no longer the ones that were written. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
  readonly code: Problem;

  constructor(code: Problem, options?: ErrorOptions) {
    super(`snapshot: ${code}`, options);
    this.code = code;
  }
}

/** What `read` gives. Throws SnapshotError and nothing else: `corrupt` for any other error. */
export function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : new SnapshotError("corrupt", { cause });
  }
}
