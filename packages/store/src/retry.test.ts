import { expect, test } from "vitest";
import { isPassing, retrying } from "./retry.ts";

const named = (name: string) => Object.assign(new Error(name), { name });
const coded = (code: string) => Object.assign(new Error(code), { code });
const cancelled = (...codes: (string | undefined)[]) =>
  Object.assign(named("TransactionCanceledException"), { CancellationReasons: codes.map((Code) => ({ Code })) });

const CONFLICT = named("TransactionConflictException");

/** Tries something that fails as told, and notes the pauses. */
async function tried(
  failures: readonly unknown[],
  byte = 255,
): Promise<{ calls: number; pauses: number[]; end: unknown }> {
  const pauses: number[] = [];
  let calls = 0;
  const again = retrying({
    sleep: async (ms) => {
      pauses.push(ms);
    },
    random: (length) => new Uint8Array(length).fill(byte),
  });
  const end = await again(async () => {
    const failure = failures[calls++];
    if (failure !== undefined) throw failure;
    return "done";
  }).catch((error: unknown) => error);
  return { calls, pauses, end };
}

test.each([
  ...[
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
  ].map(named),
  ...["ThrottlingException", "TimeoutError", "TransactionConflictException", "TransactionInProgressException"].map(
    named,
  ),
  ...["ECONNRESET", "ECONNREFUSED", "EPIPE"].map(coded),
  cancelled("TransactionConflict", "None"),
  cancelled("None", "ThrottlingError", undefined),
  cancelled("ProvisionedThroughputExceeded"),
])("%s passes, so it is tried again", async (error) => {
  expect(isPassing(error)).toBe(true);
  expect(await tried([error])).toMatchObject({ calls: 2, end: "done" });
});

test.each([
  named("ConditionalCheckFailedException"),
  named("ValidationException"),
  named("ResourceNotFoundException"),
  named("AccessDeniedException"),
  named("IdempotentParameterMismatchException"),
  named("TransactionCanceledException"),
  cancelled("ConditionalCheckFailed", "None"),
  cancelled("ConditionalCheckFailed", "TransactionConflict"),
  cancelled("ValidationError", "TransactionConflict"),
  cancelled("ItemCollectionSizeLimitExceeded"),
  coded("ENOENT"),
  new TypeError("x is not a function"),
  "a string",
  null,
])("%s does not pass, so it is not tried again", async (error) => {
  expect(isPassing(error)).toBe(false);
  expect(await tried([error])).toEqual({ calls: 1, pauses: [], end: error });
});

test("it gives up after ten tries, with the last error", async () => {
  const errors = Array.from({ length: 12 }, (_, i) => Object.assign(named("TimeoutError"), { i }));

  const { calls, pauses, end } = await tried(errors);

  expect([calls, pauses.length]).toEqual([10, 9]);
  expect(end).toBe(errors[9]);
});

test("it stops at the first error that does not pass", async () => {
  const refusal = named("ValidationException");

  expect(await tried([CONFLICT, CONFLICT, refusal, CONFLICT])).toMatchObject({ calls: 3, end: refusal });
});

test("pauses are drawn from a span that doubles up to a second, and never none", async () => {
  const conflicts = Array.from({ length: 9 }, () => CONFLICT);

  const [longest, shortest] = [await tried(conflicts, 255), await tried(conflicts, 0)];

  expect(longest.pauses).toEqual([30, 60, 120, 240, 480, 960, 1000, 1000, 1000]);
  expect(shortest.pauses).toEqual(longest.pauses.map((ms) => ms / 256));
});
