import { ChamberError } from "./error.ts";
import type { OwnField } from "./own-field.ts";

/** A field of which two have made something else: what the asker wants, where they said so, and what stands. */
export type Clash = { readonly field: OwnField; readonly yours?: unknown; readonly theirs: unknown };

/** A change that would have wiped out somebody else's: it shows both. */
export class Conflict extends ChamberError {
  /** The version it is at now. */
  readonly version: number;
  readonly clashes: readonly Clash[];

  /** @param code `stale` for a version that is no longer the present one, `conflict` for a value that is not what it was */
  constructor(code: "stale" | "conflict", version: number, clashes: readonly Clash[], cause?: unknown) {
    super(code, sentence(code), { cause });
    this.version = version;
    this.clashes = clashes;
  }
}

function sentence(code: "stale" | "conflict"): string {
  return code === "stale"
    ? "Somebody else has changed this meanwhile. Compare both, then make your change again."
    : "The listing no longer says what it said when this was asked for. Compare both, then say which fields to overwrite.";
}
