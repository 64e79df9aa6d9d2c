/** Every way an expected failure can be called. A new code does not compile until `functions/api/problem.ts` knows it. */
export type ErrorCode =
  | "malformed"
  | "invalid"
  | "not-found"
  | "unauthenticated"
  | "forbidden"
  | "stale"
  | "conflict"
  | "taken"
  | "in-use"
  | "full"
  | "closed"
  | "version-required"
  | "key-required"
  | "key-reused"
  | "unproved"
  | "expired"
  | "too-many"
  | "too-large"
  | "unsupported-type"
  | "not-allowed"
  | "busy";

/** One field that did not pass, with a sentence for the person who typed it. */
export type FieldError = { readonly path: string; readonly message: string };

/** An expected failure: its message is shown to people, so it says what to do and holds nothing secret. */
export class ChamberError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; fields?: readonly FieldError[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ChamberError";
    this.code = code;
    this.fields = options.fields ?? [];
  }
}
