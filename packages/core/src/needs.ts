/** What production code takes as arguments instead of reaching for it, so that it also runs under a simulator. */

/** The present instant, in milliseconds since 1970-01-01T00:00Z. */
export type Now = () => number;

/** As many unpredictable bytes as asked for. */
export type Random = (length: number) => Uint8Array;

/** Waits the given milliseconds. */
export type Sleep = (ms: number) => Promise<void>;
