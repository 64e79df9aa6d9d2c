import type { Random, Sleep } from "@mainstreet/core/needs";

const TRIES = 10;
const FIRST_MS = 15;
const LONGEST_MS = 1_000;

const PASSING = new Set([
  "InternalServerError",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
]);
const PASSING_REASONS = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
  "None",
  undefined,
]);

/** Whether trying the same thing again may well go better: conflicts, throttling, a broken line. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    error.name === "TransactionCanceledException" &&
    "CancellationReasons" in error &&
    Array.isArray(error.CancellationReasons)
  ) {
    return error.CancellationReasons.every((reason: { Code?: string }) => PASSING_REASONS.has(reason.Code));
  }
  return PASSING.has(error.name) || ("code" in error && typeof error.code === "string" && PASSING.has(error.code));
}

/**
 * Tries something again while the failure is a passing one, at most ten times, pausing a random part of a doubling span
 * (full jitter: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
export function retrying({
  sleep,
  random,
}: {
  sleep: Sleep;
  random: Random;
}): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    for (let tried = 1; ; tried++) {
      try {
        return await work();
      } catch (error) {
        if (tried >= TRIES || !isPassing(error)) throw error;
        const [byte = 0] = random(1);
        await sleep(((byte + 1) / 256) * Math.min(LONGEST_MS, FIRST_MS * 2 ** tried));
      }
    }
  };
}
